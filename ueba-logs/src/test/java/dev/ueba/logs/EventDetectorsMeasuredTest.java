package dev.ueba.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.evaluation.EventEvaluation;
import dev.ueba.evaluation.SyntheticSecurityLog;
import dev.ueba.evaluation.SyntheticSecurityLogOptions;
import dev.ueba.event.AuthEvent;
import dev.ueba.event.AuthLogDetection;
import dev.ueba.event.CloudTrailDetection;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventDetection;
import dev.ueba.event.EventField;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.SecurityLogDetection;
import dev.ueba.event.WindowAnomalyDetector;
import dev.ueba.event.WindowDetection;
import dev.ueba.logs.auth.AuthLogOptions;
import dev.ueba.logs.auth.AuthLogReader;
import dev.ueba.logs.cloudtrail.CloudTrailOptions;
import dev.ueba.logs.cloudtrail.CloudTrailReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Measures the detectors of events, and holds docs/event-detection.md to the numbers. The rows are also written to
 * target/event-detectors.md. To measure again: {@code mvn -pl ueba-logs -am test -Dtest=EventDetectorsMeasuredTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class EventDetectorsMeasuredTest {

    private static final long MANY_FAILURES = 20;
    private static final double BURST = 5;
    private static final int SEEDS = 20;

    private static void isInThePage(List<String> rows, String name) throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "event-detectors-" + name + ".md"), rows);
        assertThat(Files.readString(Path.of("..", "docs", "event-detection.md")))
                .contains(rows);
    }

    private static String row(String set, String detector, String positive, EventEvaluation found) {
        long positives = found.confusion().truePositives() + found.confusion().falseNegatives();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %,d of %,d | %.3f | %.3f |",
                set,
                detector,
                positive,
                positives,
                found.confusion().rowCount(),
                found.rocAuc(),
                found.averagePrecision());
    }

    private static boolean isFailure(SecurityEvent event) {
        String kind = event.field(EventField.EVENT).orElse("");
        return AuthEvent.LOGINS.contains(kind) && !kind.equals(AuthEvent.ACCEPTED);
    }

    /** Returns the addresses with 20 failures or more in the whole log; repeated lines count as often as they say. */
    private static Set<String> guessers(List<SecurityEvent> events) {
        Map<String, Long> failures = new HashMap<>();
        for (SecurityEvent event : events) {
            if (isFailure(event) && event.field(EventField.IP).isPresent()) {
                long times = event.field(EventField.REPEAT).map(Long::parseLong).orElse(1L);
                failures.merge(event.field(EventField.IP).get(), times, Long::sum);
            }
        }
        failures.values().removeIf(count -> count < MANY_FAILURES);
        return failures.keySet();
    }

    private static EventEvaluation events(
            EventDetection detection, List<SecurityEvent> events, Predicate<SecurityEvent> isPositive) {
        ScoredEvents scored = new EventAnomalyDetector(detection).detect(events);
        boolean[] positive = new boolean[scored.all().size()];
        scored.all().forEach(result -> positive[result.row()] = isPositive.test(result.event()));
        return EventEvaluation.of(scored, positive);
    }

    private static EventEvaluation windows(
            WindowDetection detection, List<SecurityEvent> events, Predicate<ScoredWindow> isPositive) {
        ScoredWindows scored = new WindowAnomalyDetector(detection).detect(events);
        boolean[] positive = new boolean[scored.all().size()];
        scored.all().forEach(window -> positive[window.row()] = isPositive.test(window));
        return EventEvaluation.of(scored, positive);
    }

    private static List<String> authLog(String set, String file, int year) throws IOException {
        List<SecurityEvent> events = new ArrayList<>();
        AuthLogReader.read(
                List.of(SharedData.orSkip(file)), AuthLogOptions.defaults().withYear(year), events::add);
        Set<String> guessers = guessers(events);
        Predicate<ScoredWindow> ofGuesser = window -> guessers.contains(window.entity());
        Predicate<ScoredWindow> failing = window -> window.feature("failures") > 0;
        Predicate<ScoredWindow> burst = window -> window.feature("failures") >= BURST;
        WindowDetection improved = AuthLogDetection.improved();
        return List.of(
                row(
                        set,
                        "faithful, events",
                        "event of a guesser",
                        events(
                                AuthLogDetection.faithful(),
                                events,
                                event -> guessers.contains(
                                        event.field(EventField.IP).orElse("")))),
                row(set, "improved, windows", "window of a guesser", windows(improved, events, ofGuesser)),
                row(
                        set,
                        "improved, windows",
                        "window of a guesser with a failure",
                        windows(improved, events, ofGuesser.and(failing))),
                row(
                        set,
                        "improved, windows",
                        "window of a guesser with 5 failures",
                        windows(improved, events, ofGuesser.and(burst))));
    }

    @Test
    void elasticAuth_isMeasured() throws IOException {
        isInThePage(authLog("elastic-auth", "data/elastic-auth/auth.log.gz", 2017), "elastic-auth");
    }

    @Test
    void openSsh_isMeasured() throws IOException {
        isInThePage(authLog("loghub-openssh", "data/loghub-openssh/OpenSSH_2k.log", 2016), "loghub-openssh");
    }

    @Test
    void cloudTrail_isMeasured() throws IOException {
        Path folder = SharedData.orSkip("data/cloudtrail-invictus");
        Set<String> attacks = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("labels.csv"))) {
            if (line.endsWith(",1")) {
                attacks.add(line.substring(0, line.indexOf(',')));
            }
        }
        List<SecurityEvent> events = new ArrayList<>();
        CloudTrailReader.read(
                LogFiles.expand(List.of(folder + "/*.json.gz")), CloudTrailOptions.defaults(), events::add);
        Predicate<SecurityEvent> isAttack =
                event -> attacks.contains(event.field(EventField.EVENT_ID).orElse(""));
        isInThePage(
                List.of(
                        row(
                                "cloudtrail-invictus",
                                "faithful, events",
                                "labelled event",
                                events(CloudTrailDetection.faithful(), events, isAttack)),
                        row(
                                "cloudtrail-invictus",
                                "improved, events",
                                "labelled event",
                                events(CloudTrailDetection.improved(), events, isAttack))),
                "cloudtrail-invictus");
    }

    @Test
    void syntheticLog_isMeasured() throws IOException {
        isInThePage(
                List.of(
                        synthetic("faithful, events", SecurityLogDetection.faithful()),
                        synthetic("improved, events", SecurityLogDetection.improved())),
                "synthetic");
    }

    private static String synthetic(String detector, EventDetection detection) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            List<SecurityEvent> events = SyntheticSecurityLog.generate(
                            SyntheticSecurityLogOptions.defaults().withSeed(seed))
                    .events();
            EventEvaluation found = events(detection, events, event -> event.has(EventField.ANOMALY, "1"));
            precision += found.confusion().precision() / SEEDS;
            recall += found.confusion().recall() / SEEDS;
            f1 += found.confusion().f1() / SEEDS;
        }
        return String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |", detector, precision, recall, f1);
    }
}
