package dev.ueba.evaluation;

import dev.ueba.event.EventField;
import dev.ueba.event.EventFields;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import dev.ueba.feature.CsvOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A labelled security log to try detectors on: people at work by day, and a few events at night from another network. Times are
 * UTC. Immutable and safe to share between threads.
 *
 * <pre>{@code
 * SyntheticSecurityLog log = SyntheticSecurityLog.generate(SyntheticSecurityLogOptions.defaults());
 * log.write(folder.resolve("events.csv"));
 * }</pre>
 */
public final class SyntheticSecurityLog {

    /** The scenario in the labels of the anomalous events. */
    public static final String SCENARIO = "night_intrusion";

    private static final String LOGIN = "login";
    private static final String LOGOUT = "logout";
    private static final String FILE_ACCESS = "file_access";
    private static final List<String> ACTIONS = List.of(LOGIN, LOGOUT, FILE_ACCESS);

    private static final String NORMAL = "0";
    private static final String ANOMALOUS = "1";
    private static final long HOUR_SECONDS = 3_600;
    private static final int HOURS = 24;
    private static final int BYTE_VALUES = 256;

    private static final EventFields FIELDS =
            EventFields.of(EventField.USER, EventField.IP, EventField.ACTION, EventField.RESOURCE, EventField.ANOMALY);

    /** An event that has no place in the file yet. */
    private record Draft(Instant time, String user, String ip, String action, @Nullable String resource, String label) {
        SecurityEvent at(long line) {
            return FIELDS.event(time, EventSource.line("events.csv", line), user, ip, action, resource, label);
        }
    }

    private final List<SecurityEvent> events;

    private SyntheticSecurityLog(List<SecurityEvent> events) {
        this.events = List.copyOf(events);
    }

    /**
     * Makes a log.
     *
     * @param options numbers, names and seed
     * @return the same log for the same options, on every machine
     */
    public static SyntheticSecurityLog generate(SyntheticSecurityLogOptions options) {
        SeededRandom normal = new SeededRandom(options.seed()).child(0);
        SeededRandom anomalous = new SeededRandom(options.seed()).child(1);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < options.normalEvents(); i++) {
            drafts.add(normal(options, normal));
        }
        for (int i = 0; i < options.anomalousEvents(); i++) {
            drafts.add(anomalous(options, anomalous));
        }
        drafts.sort(Comparator.comparing(Draft::time));
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            events.add(drafts.get(i).at(i + 2L)); // line 1 is the header
        }
        return new SyntheticSecurityLog(events);
    }

    private static Draft normal(SyntheticSecurityLogOptions options, SeededRandom random) {
        int hour = options.firstHour() + random.nextInt(options.lastHour() - options.firstHour() + 1);
        Instant time = time(options, random, hour);
        String user = pick(options.users(), random);
        String ip = "10." + random.nextInt(BYTE_VALUES) + "." + random.nextInt(BYTE_VALUES) + "."
                + random.nextInt(BYTE_VALUES);
        double share = random.nextDouble();
        String action = share < options.loginShare()
                ? LOGIN
                : share < options.loginShare() + options.logoutShare() ? LOGOUT : FILE_ACCESS;
        return draft(options, random, time, user, ip, action, NORMAL);
    }

    private static Draft anomalous(SyntheticSecurityLogOptions options, SeededRandom random) {
        int place = random.nextInt(options.morningHours() + options.eveningHours());
        int hour = place < options.morningHours()
                ? place
                : HOURS - options.eveningHours() + (place - options.morningHours());
        Instant time = time(options, random, hour);
        List<String> anybody = new ArrayList<>(options.users());
        anybody.addAll(options.intruders());
        String user = pick(anybody, random);
        String ip = "192.168." + random.nextInt(BYTE_VALUES) + "." + random.nextInt(BYTE_VALUES);
        return draft(options, random, time, user, ip, pick(ACTIONS, random), ANOMALOUS);
    }

    private static Draft draft(
            SyntheticSecurityLogOptions options,
            SeededRandom random,
            Instant time,
            String user,
            String ip,
            String action,
            String label) {
        String resource = action.equals(FILE_ACCESS) ? pick(options.resources(), random) : null;
        return new Draft(time, user, ip, action, resource, label);
    }

    private static Instant time(SyntheticSecurityLogOptions options, SeededRandom random, int hour) {
        LocalDate day = options.start().plusDays(random.nextInt(options.days()));
        return day.atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plusSeconds(hour * HOUR_SECONDS + random.nextInt((int) HOUR_SECONDS));
    }

    private static String pick(List<String> values, SeededRandom random) {
        return values.get(random.nextInt(values.size()));
    }

    /**
     * Returns the events.
     *
     * @return by time; the field {@link EventField#ANOMALY} is 0 or 1; unmodifiable
     */
    public List<SecurityEvent> events() {
        return events;
    }

    /**
     * Returns who did something anomalous on which day.
     *
     * @return one label per user and day with an anomalous event, by day, then user; unmodifiable
     */
    public List<AttackLabel> labels() {
        Set<AttackLabel> labels = new LinkedHashSet<>();
        for (SecurityEvent event : events) {
            if (event.has(EventField.ANOMALY, ANOMALOUS)) {
                labels.add(new AttackLabel(
                        event.field(EventField.USER).orElseThrow(),
                        event.time().atZone(ZoneOffset.UTC).toLocalDate(),
                        SCENARIO));
            }
        }
        return labels.stream().sorted(AttackLabel.BY_DAY_AND_ACTOR).toList();
    }

    /**
     * Writes the log as CSV: {@code timestamp,user,ip,action,resource,anomaly}, by time.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void write(Path file) throws IOException {
        CsvOutput.writeFile(file, false, csv -> {
            csv.text("timestamp");
            for (String name : FIELDS.names()) {
                csv.text(name);
            }
            csv.endRow();
            for (SecurityEvent event : events) {
                csv.text(event.time().toString());
                for (String name : FIELDS.names()) {
                    csv.text(event.field(name).orElse(""));
                }
                csv.endRow();
            }
        });
    }
}
