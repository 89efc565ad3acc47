package dev.ueba.cli;

import dev.ueba.evaluation.EventEvaluation;
import dev.ueba.evaluation.SecurityLogReport;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.WindowAnomalyDetector;
import dev.ueba.event.WindowDetection;
import dev.ueba.report.EventReportLayout;
import dev.ueba.report.EventReports;
import dev.ueba.report.ReportBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ueba events}: strange single events, or strange windows of time, in security logs. */
@Command(name = "events", description = "Scores the events of a security log, or what entities did in windows of time.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EventsCommand extends UebaCommand {

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "auth (Linux auth.log), cloudtrail (AWS) or generic (CSV or JSON with time, user, address,"
                    + " action, resource).")
    private EventKind kind;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders or globs; plain or gzip.")
    private List<String> paths;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder for scores.csv, anomalies.csv, report.txt, report.html and two charts, of windows also"
                            + " evidence.csv; made if it is not there.")
    private Path out;

    @Mixin
    private EventDetections detections;

    @Mixin
    private EventInput input;

    @Option(
            names = "--labels",
            paramLabel = "CSV",
            description =
                    "What is known: the column eventID or source (as in scores.csv), and anomaly or attack, 1 or 0."
                            + " generic logs may hold the column anomaly themselves.")
    private @Nullable Path labels;

    @Option(
            names = "--spreadsheet-safe",
            description = "Put an apostrophe before text that a spreadsheet would run as a formula.")
    private boolean spreadsheetSafe;

    @Option(
            names = "--lenient",
            description = "Has no effect here: records that cannot be read are always counted and reported.")
    @SuppressWarnings("UnusedVariable") // accepted wherever something is read, so that scripts may always give it
    private boolean lenient;

    @Override
    void run(Console console) throws IOException {
        fromOptions(() -> {
            input.check(kind);
            detections.check(kind, input.zone());
            return kind;
        });
        List<SecurityEvent> read = input.read(kind, paths, console);
        List<SecurityEvent> events = labels == null ? read : EventLabels.apply(labels, read, console);
        ZoneId zone = input.zone();
        Files.createDirectories(out);
        EventOutput output = new EventOutput(out, spreadsheetSafe, console);
        Optional<WindowDetection> windows = detections.windows(kind, zone);
        if (windows.isPresent()) {
            ScoredWindows scored = new WindowAnomalyDetector(windows.get()).detect(events);
            output.evidence(scored, events);
            output.write(
                    scored,
                    "window",
                    SecurityLogReport.of(scored, events, zone),
                    titled(EventReports.of(scored, events, layout())));
            output.show(scored, EventEvaluation.of(scored, events));
        } else {
            ScoredEvents scored = new EventAnomalyDetector(detections.events(kind, zone)).detect(events);
            output.noEvidence();
            output.write(
                    scored, "event", SecurityLogReport.of(scored, zone), titled(EventReports.of(scored, layout())));
            output.show(scored, EventEvaluation.of(scored));
        }
    }

    private EventReportLayout layout() {
        return switch (kind) {
            case AUTH -> EventReportLayout.authLog(input.zone());
            case CLOUDTRAIL -> EventReportLayout.cloudTrail(input.zone());
            case GENERIC -> EventReportLayout.securityLog(input.zone());
        };
    }

    private ReportBuilder titled(ReportBuilder report) {
        String title =
                switch (kind) {
                    case AUTH -> "Logins";
                    case CLOUDTRAIL -> "CloudTrail";
                    case GENERIC -> "Security log";
                };
        return report.title(title + ", " + detections.mode() + " detector");
    }
}
