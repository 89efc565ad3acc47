package dev.ueba.examples;

import dev.ueba.evaluation.EventEvaluation;
import dev.ueba.evaluation.SecurityLogReport;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventDetection;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.SecurityLogDetection;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.generic.GenericLogOptions;
import dev.ueba.logs.generic.GenericLogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A labelled security log in CSV: how many of the odd events the published features find, and how many the better ones, side by side. */
public final class DetectInSecurityLog {

    private DetectInSecurityLog() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if the log cannot be read or the report cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpackEvents();
        List<SecurityEvent> events = new ArrayList<>();
        System.out.println(GenericLogReader.read(
                LogFiles.expand(List.of(sample.file("security-log.csv").toString())),
                GenericLogOptions.defaults(),
                events::add));

        ScoredEvents faithful = scored(SecurityLogDetection.faithful(), events);
        ScoredEvents improved = scored(SecurityLogDetection.improved(), events);
        List<String> left = EventEvaluation.of(faithful).orElseThrow().toLines();
        List<String> right = EventEvaluation.of(improved).orElseThrow().toLines();
        System.out.printf(Locale.ROOT, "%-64s  %s%n", "published features", "better features");
        for (int i = 0; i < left.size(); i++) {
            System.out.printf(Locale.ROOT, "%-64s  %s%n", left.get(i), right.get(i));
        }
        Files.writeString(sample.file("report.txt"), SecurityLogReport.of(improved, ZoneOffset.UTC));
    }

    private static ScoredEvents scored(EventDetection detection, List<SecurityEvent> events) {
        return new EventAnomalyDetector(detection).detect(events);
    }
}
