package dev.ueba.examples;

import dev.ueba.event.CloudTrailDetection;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventDetection;
import dev.ueba.event.EventReason;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.cloudtrail.CloudTrailOptions;
import dev.ueba.logs.cloudtrail.CloudTrailReader;
import dev.ueba.report.EventReportLayout;
import dev.ueba.report.EventReports;
import dev.ueba.report.Report;
import dev.ueba.report.ReportFormat;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Strange calls in AWS CloudTrail, by the published detector and by the better one, and a page about them. */
public final class DetectInCloudTrail {

    private DetectInCloudTrail() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if the logs cannot be read or the report cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpackEvents();
        List<SecurityEvent> events = new ArrayList<>();
        System.out.println(CloudTrailReader.read(
                LogFiles.expand(List.of(sample.file("cloudtrail").toString())),
                CloudTrailOptions.defaults().withUserType("IAMUser"),
                events::add));

        print("published detector", CloudTrailDetection.faithful(), events);
        ScoredEvents improved = print("better detector", CloudTrailDetection.improved(), events);

        Report report = EventReports.of(improved, EventReportLayout.cloudTrail(ZoneOffset.UTC))
                .title("CloudTrail, 5 to 7 January")
                .build();
        report.write(ReportFormat.HTML, sample.file("report.html"));
    }

    private static ScoredEvents print(String name, EventDetection detection, List<SecurityEvent> events) {
        ScoredEvents scored = new EventAnomalyDetector(detection).detect(events);
        System.out.println(
                name + ": " + scored.anomalies().size() + " of " + scored.all().size() + " calls are anomalies");
        for (ScoredEvent call : scored.top(5)) {
            System.out.println("  " + call.event().time() + " "
                    + call.event().field("eventName").orElse("") + " "
                    + call.event().field("sourceIPAddress").orElse("") + " "
                    + scored.reasons(call).stream().map(EventReason::text).toList());
        }
        return scored;
    }
}
