package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Scored windows, by window, then entity. Immutable and safe to share between threads. */
public final class ScoredWindows {

    private final WindowDetection detection;
    private final WindowTable table;
    private final List<ScoredWindow> windows;

    ScoredWindows(WindowDetection detection, WindowTable table, double[] scores) {
        this.detection = detection;
        this.table = table;
        List<ScoredWindow> scored = new ArrayList<>(scores.length);
        for (int row = 0; row < scores.length; row++) {
            scored.add(new ScoredWindow(table, row, scores[row]));
        }
        this.windows = List.copyOf(scored);
    }

    /**
     * Returns all of them.
     *
     * @return by window, then entity; unmodifiable
     */
    public List<ScoredWindow> all() {
        return windows;
    }

    /**
     * Returns the anomalies.
     *
     * @return lowest score first, equal scores by window, then entity; unmodifiable
     */
    public List<ScoredWindow> anomalies() {
        return windows.stream()
                .filter(ScoredWindow::isAnomaly)
                .sorted(Comparator.comparingDouble(ScoredWindow::anomalyScore))
                .toList();
    }

    /**
     * Returns why a window was looked at.
     *
     * @param window one of these
     * @return possibly empty
     */
    public List<EventReason> reasons(ScoredWindow window) {
        return detection.explanation().apply(window);
    }

    /**
     * Returns the rows that were scored.
     *
     * @return in the order of {@link #all()}
     */
    public WindowTable table() {
        return table;
    }

    /**
     * Writes every window: {@code window_start,window_end,entity_type,entity}, the features, {@code anomaly_score,is_anomaly};
     * in the order of {@link #all()}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeScores(Path file) throws IOException {
        writeScores(file, false);
    }

    /**
     * Writes every window; see {@link #writeScores(Path)}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula gets an apostrophe in front
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeScores(Path file, boolean neutraliseFormulas) throws IOException {
        CsvOutput.writeFile(file, neutraliseFormulas, csv -> {
            writeHeader(csv);
            csv.endRow();
            for (ScoredWindow window : windows) {
                writeRow(csv, window);
                csv.endRow();
            }
        });
    }

    /**
     * Writes the anomalies: the columns of {@link #writeScores(Path)}, then {@code reasons,techniques,attack_version}; in the
     * order of {@link #anomalies()}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeAnomalies(Path file) throws IOException {
        writeAnomalies(file, false);
    }

    /**
     * Writes the anomalies; see {@link #writeAnomalies(Path)}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula gets an apostrophe in front
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeAnomalies(Path file, boolean neutraliseFormulas) throws IOException {
        CsvOutput.writeFile(file, neutraliseFormulas, csv -> {
            writeHeader(csv);
            EventCells.writeReasonHeader(csv);
            csv.endRow();
            for (ScoredWindow window : anomalies()) {
                writeRow(csv, window);
                EventCells.writeReasons(csv, reasons(window));
                csv.endRow();
            }
        });
    }

    private void writeHeader(CsvOutput csv) throws IOException {
        csv.text("window_start").text("window_end").text("entity_type").text("entity");
        for (String name : table.features().schema().features()) {
            csv.text(name);
        }
        csv.text("anomaly_score").text("is_anomaly");
    }

    private void writeRow(CsvOutput csv, ScoredWindow window) throws IOException {
        csv.text(window.windowStart().toString()).text(window.windowEnd().toString());
        EventCells.write(csv, table.entityType());
        EventCells.write(csv, window.entity());
        FeatureTable features = table.features();
        for (int feature = 0; feature < features.featureCount(); feature++) {
            csv.number(features.value(window.row(), feature), features.kind(feature));
        }
        csv.real(window.anomalyScore()).truth(window.isAnomaly());
    }
}
