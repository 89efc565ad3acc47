package dev.ueba.examples;

import dev.ueba.event.AuthLogDetection;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventReason;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.WindowAnomalyDetector;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.auth.AuthLogOptions;
import dev.ueba.logs.auth.AuthLogReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Strange logins in an auth.log: single ones by the published detector, and addresses in windows of ten minutes by the better one. */
public final class DetectInAuthLog {

    private DetectInAuthLog() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if the log cannot be read or the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpackEvents();
        List<SecurityEvent> events = new ArrayList<>();
        // The time stamps of this log have no year.
        System.out.println(AuthLogReader.read(
                LogFiles.expand(List.of(sample.file("auth.log").toString())),
                AuthLogOptions.defaults().withYear(2026),
                events::add));

        ScoredEvents faithful = new EventAnomalyDetector(AuthLogDetection.faithful()).detect(events);
        System.out.println("single logins, published detector: "
                + faithful.anomalies().size() + " of " + faithful.all().size() + " are anomalies");
        for (ScoredEvent login : faithful.top(3)) {
            SecurityEvent event = login.event();
            System.out.println("  " + event.time() + " " + event.field("event").orElse("") + " "
                    + event.field("user").orElse("") + " " + event.field("ip").orElse("") + ", line "
                    + event.source().position());
        }

        ScoredWindows improved = new WindowAnomalyDetector(AuthLogDetection.improved()).detect(events);
        System.out.println("addresses in windows, better detector: "
                + improved.anomalies().size() + " of " + improved.all().size() + " are anomalies");
        for (ScoredWindow window : improved.top(3)) {
            List<EventReason> reasons = improved.reasons(window);
            System.out.println("  " + window.windowStart() + " " + window.entity() + ": "
                    + reasons.stream().map(EventReason::text).toList() + " " + EventReason.techniqueIds(reasons));
        }
        improved.writeScores(sample.file("scores.csv"));
        improved.writeAnomalies(sample.file("anomalies.csv"));
    }
}
