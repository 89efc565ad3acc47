package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of one answer: checked, without machines, sorted by day, then actor. */
final class ActorDayRows {

    private static final class Row {

        final String actor;
        final int day;
        final double[] values;

        Row(String actor, int day, double[] values) {
            this.actor = actor;
            this.day = day;
            this.values = values;
        }
    }

    private static final Comparator<Row> ORDER = Comparator.<Row>comparingInt(row -> row.day)
            .thenComparing(row -> row.actor, ActorDayRows::compareCodePoints);

    private final List<Row> rows = new ArrayList<>();
    private final Set<String> machines = new HashSet<>();
    private int machineRows;
    private int rowsWithoutActor;

    private ActorDayRows() {}

    /** Reads the answer to a question for some days; whatever else it holds is refused. */
    static ActorDayRows of(QueryTable table, DayRange asked, Predicate<String> isMachine) throws LogAnalyticsException {
        ActorDayRows result = new ActorDayRows();
        FeatureSchema schema = GitHubAuditFeatures.SCHEMA;
        int actorColumn = column(table, FeatureSchema.ACTOR);
        int dayColumn = column(table, FeatureSchema.DAY);
        int[] columns = new int[schema.featureCount()];
        for (int feature = 0; feature < columns.length; feature++) {
            columns[feature] = column(table, schema.features().get(feature));
        }
        for (int row = 0; row < table.rowCount(); row++) {
            String actor = table.text(row, actorColumn);
            LocalDate day = day(table, row, dayColumn);
            if (!asked.contains(day)) {
                throw unexpected("row " + row + " is of the day " + day + ", but the days asked for were "
                        + asked.from() + " to " + asked.last()
                        + "; does the function filter on the time of the event?");
            }
            if (actor.isEmpty()) {
                result.rowsWithoutActor++;
            } else if (isMachine.test(actor)) {
                result.machineRows++;
                result.machines.add(actor);
            } else {
                result.rows.add(new Row(actor, Math.toIntExact(day.toEpochDay()), values(table, row, columns)));
            }
        }
        result.rows.sort(ORDER);
        for (int i = 1; i < result.rows.size(); i++) {
            if (ORDER.compare(result.rows.get(i - 1), result.rows.get(i)) == 0) {
                throw unexpected("an actor has two rows on " + LocalDate.ofEpochDay(result.rows.get(i).day)
                        + ", expected one per actor and day");
            }
        }
        return result;
    }

    private static int column(QueryTable table, String name) throws LogAnalyticsException {
        OptionalInt index = table.columnIndex(name);
        if (index.isEmpty()) {
            throw unexpected("the column '" + name
                    + "' is missing; is the function fGHAuditMLFeatures of this workspace the one of kql-functions?");
        }
        return index.getAsInt();
    }

    private static LocalDate day(QueryTable table, int row, int column) throws LogAnalyticsException {
        Object cell = table.cell(row, column);
        if (cell instanceof Instant instant) {
            OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
            if (time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                return time.toLocalDate();
            }
        } else if (cell instanceof String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                throw unexpected("row " + row + ", column 'day': expected a day such as 2026-01-04");
            }
        }
        throw unexpected("row " + row + ", column 'day': expected the beginning of a UTC day");
    }

    private static double[] values(QueryTable table, int row, int[] columns) throws LogAnalyticsException {
        double[] values = new double[columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            String name = GitHubAuditFeatures.SCHEMA.features().get(feature);
            double value;
            try {
                value = table.number(row, columns[feature]);
            } catch (IllegalArgumentException e) {
                throw unexpected(String.valueOf(e.getMessage()));
            }
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw unexpected("row " + row + ", column '" + name + "': expected a count, found "
                        + (Double.isNaN(value) ? "no number" : value));
            }
            if (name.equals(GitHubAuditFeatures.IS_WEEKEND) && value > 0 && value != 1) {
                throw unexpected("row " + row + ", column '" + name + "': expected 0 or 1, found " + value);
            }
            values[feature] = value;
        }
        return values;
    }

    /** The order of UTF-8 and of Python, not that of UTF-16. */
    static int compareCodePoints(String left, String right) {
        int at = 0;
        while (at < left.length() && at < right.length()) {
            int a = left.codePointAt(at);
            int b = right.codePointAt(at);
            if (a != b) {
                return Integer.compare(a, b);
            }
            at += Character.charCount(a);
        }
        return Integer.compare(left.length(), right.length());
    }

    private static LogAnalyticsException unexpected(String problem) {
        return new LogAnalyticsException(Reason.UNEXPECTED_RESULT, problem);
    }

    /** Returns the rows of several answers as one, in the order of the answers. */
    static ActorDayRows join(List<ActorDayRows> parts) {
        ActorDayRows result = new ActorDayRows();
        for (ActorDayRows part : parts) {
            result.rows.addAll(part.rows);
            result.machines.addAll(part.machines);
            result.machineRows += part.machineRows;
            result.rowsWithoutActor += part.rowsWithoutActor;
        }
        return result;
    }

    void addTo(FeatureTableBuilder builder) {
        rows.forEach(row -> builder.addRow(row.actor, row.day, row.values));
    }

    int[] days() {
        int[] days = rows.stream().mapToInt(row -> row.day).distinct().toArray();
        Arrays.sort(days);
        return days;
    }

    int rowCount() {
        return rows.size();
    }

    int machineRows() {
        return machineRows;
    }

    int machineActors() {
        return machines.size();
    }

    int rowsWithoutActor() {
        return rowsWithoutActor;
    }
}
