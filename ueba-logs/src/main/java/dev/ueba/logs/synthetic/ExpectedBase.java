package dev.ueba.logs.synthetic;

import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.feature.NumberKind;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts the base features from the events themselves, before they are written. */
final class ExpectedBase {

    /*
     * Times of day are whole minutes, so whether an event lies more than three standard deviations from the mean is decided
     * in whole numbers: with n events, sum S and sum of squares Q,
     *   |m - S/n| > 3 sqrt((Q - S^2/n) / (n-1))   <=>   (n m - S)^2 (n-1) > 9 n (n Q - S^2).
     * It is exact, and it is not how a reader of logs would do it.
     */

    private static final int MINUTES = 24 * 60;

    /** One actor's events of all days, by minute of the day. */
    private static final class Times {
        private final long[] events = new long[MINUTES];

        boolean[] outliers() {
            BigInteger n = BigInteger.ZERO;
            BigInteger sum = BigInteger.ZERO;
            BigInteger squares = BigInteger.ZERO;
            for (int minute = 0; minute < MINUTES; minute++) {
                n = n.add(BigInteger.valueOf(events[minute]));
                sum = sum.add(BigInteger.valueOf(events[minute] * minute));
                squares = squares.add(BigInteger.valueOf(events[minute] * minute * minute));
            }
            BigInteger limit =
                    n.multiply(squares).subtract(sum.pow(2)).multiply(n).multiply(BigInteger.valueOf(9));
            boolean[] outliers = new boolean[MINUTES];
            for (int minute = 0; minute < MINUTES; minute++) {
                BigInteger off = n.multiply(BigInteger.valueOf(minute)).subtract(sum);
                outliers[minute] =
                        off.pow(2).multiply(n.subtract(BigInteger.ONE)).compareTo(limit) > 0;
            }
            return outliers;
        }
    }

    /** One actor's day. */
    private static final class Row {
        private final String actor;
        private final LocalDate day;
        private final int[] counts = new int[AuditAction.COLUMNS];
        private Set<String> addresses = new HashSet<>();
        private Set<String> repositories = new HashSet<>();
        private int uniqueAddresses;
        private int uniqueRepositories;
        private short[] minutes = new short[16];
        private int events;

        Row(String actor, LocalDate day) {
            this.actor = actor;
            this.day = day;
        }

        void add(AuditEvent event, int minute) {
            if (event.action().column() != AuditAction.NO_COLUMN) {
                counts[event.action().column()]++;
            }
            if (!event.address().text().isEmpty()) {
                addresses.add(event.address().text());
            }
            Repository repository = event.repository();
            if (repository != null) {
                repositories.add(repository.fullName());
            }
            if (events == minutes.length) {
                minutes = Arrays.copyOf(minutes, 2 * events);
            }
            minutes[events++] = (short) minute;
        }

        /** Lets go of what only counting needs. */
        void finish() {
            uniqueAddresses = addresses.size();
            uniqueRepositories = repositories.size();
            addresses = Set.of();
            repositories = Set.of();
            minutes = Arrays.copyOf(minutes, events);
        }

        int eventsAt(boolean[] outliers) {
            int count = 0;
            for (short minute : minutes) {
                count += outliers[minute] ? 1 : 0;
            }
            return count;
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Row> today = new HashMap<>();
    private final Map<String, Times> times = new TreeMap<>();

    /** Counts an event of the day; what a reader leaves out is left out here. */
    void add(AuditEvent event, LocalDate day) {
        ActorProfile actor = event.actor();
        if (actor == null || !event.dated() || actor.isBot()) {
            return;
        }
        int minute = (int) (event.millis() / DayContext.MINUTE_MILLIS % MINUTES);
        today.computeIfAbsent(actor.login(), login -> new Row(login, day)).add(event, minute);
        times.computeIfAbsent(actor.login(), login -> new Times()).events[minute]++;
    }

    /** Ends a day: no event of it follows. */
    void endDay() {
        List<Row> ended = new ArrayList<>(today.values());
        ended.sort(Comparator.comparing(row -> row.actor));
        ended.forEach(Row::finish);
        rows.addAll(ended);
        today.clear();
    }

    /** Returns the table of all days so far. */
    FeatureTable table() {
        String[] actors = times.keySet().toArray(String[]::new);
        boolean[][] outliers = times.values().stream().map(Times::outliers).toArray(boolean[][]::new);
        int[] actorIndex = new int[rows.size()];
        int[] epochDays = new int[rows.size()];
        double[][] columns = new double[GitHubAuditFeatures.SCHEMA.featureCount()][rows.size()];
        for (int number = 0; number < rows.size(); number++) {
            Row row = rows.get(number);
            actorIndex[number] = Arrays.binarySearch(actors, row.actor);
            epochDays[number] = Math.toIntExact(row.day.toEpochDay());
            DayOfWeek weekday = row.day.getDayOfWeek();
            int column = 0;
            columns[column++][number] = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? 1.0 : 0.0;
            for (int count : row.counts) {
                columns[column++][number] = count;
            }
            columns[column++][number] = row.uniqueAddresses;
            columns[column++][number] = row.uniqueRepositories;
            columns[column][number] = row.eventsAt(outliers[actorIndex[number]]);
        }
        NumberKind[] kinds = new NumberKind[columns.length];
        Arrays.fill(kinds, NumberKind.INTEGER);
        return FeatureTable.ofColumns(GitHubAuditFeatures.SCHEMA, actors, actorIndex, epochDays, columns, kinds);
    }
}
