package dev.ueba.cli;

import dev.ueba.evaluation.EventEvaluation;
import dev.ueba.event.EventReason;
import dev.ueba.event.EventResult;
import dev.ueba.event.EventResults;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.feature.CsvOutput;
import dev.ueba.report.EventActivity;
import dev.ueba.report.Report;
import dev.ueba.report.ReportBuilder;
import dev.ueba.report.ReportCharts;
import dev.ueba.report.ReportFormat;
import dev.ueba.report.SafeText;
import dev.ueba.storage.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of {@code ueba events}, and what it says about them. */
final class EventOutput {

    private static final String SCORES = "scores.csv";
    private static final String ANOMALIES = "anomalies.csv";
    private static final String EVIDENCE = "evidence.csv";
    private static final String TEXT = "report.txt";
    private static final String PAGE = "report.html";
    private static final String NAMES = "events-by-name.png";
    private static final String HOURS = "hour-by-date.png";
    private static final int SHOWN = 20;
    private static final int EVIDENCE_EACH = 1_000;
    private static final int CELL = 200;

    private final Path folder;
    private final boolean spreadsheetSafe;
    private final Console console;
    private final List<String> written = new ArrayList<>();

    EventOutput(Path folder, boolean spreadsheetSafe, Console console) {
        this.folder = folder;
        this.spreadsheetSafe = spreadsheetSafe;
        this.console = console;
    }

    /** Writes everything but the evidence. */
    <T extends EventResult> void write(EventResults<T> scored, String row, String text, ReportBuilder builder)
            throws IOException {
        scored.writeScores(folder.resolve(SCORES), spreadsheetSafe);
        scored.writeAnomalies(folder.resolve(ANOMALIES), spreadsheetSafe);
        AtomicFiles.replace(folder.resolve(TEXT), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        Report report = builder.note("Isolation forest of " + scored.forest().trees() + " trees, contamination "
                        + scored.forest().contamination() + ", seed "
                        + scored.forest().seed() + ".")
                .build();
        report.write(ReportFormat.HTML, folder.resolve(PAGE));
        written.addAll(0, List.of(SCORES, ANOMALIES, TEXT, PAGE));
        drawCharts(report);
        long anomalies = scored.all().stream().filter(EventResult::isAnomaly).count();
        console.say(
                "scored %s, %,d of them anomalies, by %d features",
                Counted.of(scored.all().size(), row),
                anomalies,
                scored.featureNames().size());
        console.say("written to %s: %s", SafeText.of(folder.toString()), String.join(", ", written));
    }

    private void drawCharts(Report report) throws IOException {
        boolean anything = report.activity().map(EventActivity::names).orElse(List.of()).stream()
                .anyMatch(name -> name.anomalies() > 0);
        boolean drawn = anything && ReportCharts.canDraw();
        if (drawn) {
            ReportCharts charts = ReportCharts.of(report);
            charts.anomalousEventNames(folder.resolve(NAMES));
            charts.anomalousEventHours(folder.resolve(HOURS));
            written.addAll(List.of(NAMES, HOURS));
        } else {
            // Charts of an earlier run would tell of other events.
            Files.deleteIfExists(folder.resolve(NAMES));
            Files.deleteIfExists(folder.resolve(HOURS));
            if (anything) {
                console.say("no charts: Java finds no font here; install fontconfig and a font");
            }
        }
    }

    /** Removes the evidence of an earlier run: single events are their own. */
    void noEvidence() throws IOException {
        Files.deleteIfExists(folder.resolve(EVIDENCE));
    }

    /** Writes the events of the strangest anomalous windows, at most 1,000 of each. */
    void evidence(ScoredWindows scored, List<SecurityEvent> events) throws IOException {
        List<ScoredWindow> told = scored.anomalies().stream().limit(SHOWN).toList();
        List<List<SecurityEvent>> found = new ArrayList<>();
        int[] ranks = new int[scored.all().size()];
        for (ScoredWindow window : told) {
            found.add(new ArrayList<>());
            ranks[window.row()] = found.size();
        }
        Set<String> fields = new LinkedHashSet<>();
        int[] rows = scored.rowsOf(events);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0 && ranks[rows[i]] > 0) {
                found.get(ranks[rows[i]] - 1).add(events.get(i));
                fields.addAll(events.get(i).fields().names());
            }
        }
        CsvOutput.writeFile(folder.resolve(EVIDENCE), spreadsheetSafe, csv -> {
            csv.text("rank").text("window_start").text("entity").text("time").text("source");
            for (String field : fields) {
                csv.text(field);
            }
            csv.endRow();
            for (int rank = 1; rank <= told.size(); rank++) {
                ScoredWindow window = told.get(rank - 1);
                for (SecurityEvent event : SecurityEvent.sorted(found.get(rank - 1)).stream()
                        .limit(EVIDENCE_EACH)
                        .toList()) {
                    csv.whole(rank).text(window.windowStart().toString()).text(SafeText.encodable(window.entity()));
                    csv.text(event.time().toString())
                            .text(SafeText.encodable(event.source().toString()));
                    for (String field : fields) {
                        csv.text(SafeText.encodable(event.field(field).orElse("")));
                    }
                    csv.endRow();
                }
            }
        });
        written.add(EVIDENCE);
    }

    /** Prints the strangest with their reasons, and how labels were found. */
    void show(ScoredEvents scored, Optional<EventEvaluation> evaluation) {
        console.say("");
        int rank = 1;
        for (ScoredEvent result : scored.top(SHOWN)) {
            SecurityEvent event = result.event();
            String fields = scored.detection().identityFields().stream()
                    .map(name -> event.field(name).orElse("-"))
                    .collect(Collectors.joining(" "));
            String source = event.source().toString();
            String place = source.substring(source.lastIndexOf('/') + 1);
            show(rank++, result, event.time() + "  " + fields, place, scored.reasons(result));
        }
        show(evaluation);
    }

    /** Prints the strangest with their reasons, and how labels were found. */
    void show(ScoredWindows scored, Optional<EventEvaluation> evaluation) {
        console.say("");
        int rank = 1;
        for (ScoredWindow window : scored.top(SHOWN)) {
            show(rank++, window, window.windowStart() + "  " + window.entity(), "", scored.reasons(window));
        }
        show(evaluation);
    }

    private void show(int rank, EventResult result, String what, String place, List<EventReason> reasons) {
        console.say(
                "%4d  %9.6f  %-7s  %s%s",
                rank,
                result.anomalyScore(),
                result.isAnomaly() ? "anomaly" : "",
                SafeText.within(what, CELL),
                place.isEmpty() ? "" : "  (" + SafeText.within(place, CELL) + ")");
        if (!reasons.isEmpty()) {
            String techniques = EventReason.techniqueIds(reasons);
            console.say(
                    "      %s%s",
                    SafeText.within(
                            reasons.stream().map(EventReason::text).collect(Collectors.joining("; ")), 2 * CELL),
                    techniques.isEmpty() ? "" : " [" + techniques + "]");
        }
    }

    private void show(Optional<EventEvaluation> evaluation) {
        evaluation.ifPresent(found -> {
            console.say("");
            found.toLines().forEach(line -> console.say("%s", line));
        });
    }
}
