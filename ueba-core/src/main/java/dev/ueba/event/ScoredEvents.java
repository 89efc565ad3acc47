package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Scored events, in the order of {@link SecurityEvent#BY_TIME_AND_SOURCE}. Immutable and safe to share between threads.
 */
public final class ScoredEvents {

    private final EventDetection detection;
    private final FeatureColumns columns;
    private final List<ScoredEvent> events;

    ScoredEvents(EventDetection detection, List<SecurityEvent> sorted, FeatureColumns columns, double[] scores) {
        this.detection = detection;
        this.columns = columns;
        List<ScoredEvent> scored = new ArrayList<>(scores.length);
        for (int row = 0; row < scores.length; row++) {
            scored.add(new ScoredEvent(sorted.get(row), columns, row, scores[row]));
        }
        this.events = List.copyOf(scored);
    }

    /**
     * Returns all of them.
     *
     * @return by time, then file name, then position; unmodifiable
     */
    public List<ScoredEvent> all() {
        return events;
    }

    /**
     * Returns the anomalies.
     *
     * @return lowest score first, equal scores by time, then file name, then position; unmodifiable
     */
    public List<ScoredEvent> anomalies() {
        return events.stream()
                .filter(ScoredEvent::isAnomaly)
                .sorted(Comparator.comparingDouble(ScoredEvent::anomalyScore))
                .toList();
    }

    /**
     * Returns why an event was looked at.
     *
     * @param event one of these
     * @return possibly empty
     */
    public List<EventReason> reasons(ScoredEvent event) {
        return detection.explanation().apply(event);
    }

    /**
     * Returns the names of the features.
     *
     * @return in the order of the encoders
     */
    public List<String> featureNames() {
        return columns.names();
    }

    /**
     * Returns the configuration.
     *
     * @return what scored these events
     */
    public EventDetection detection() {
        return detection;
    }

    /**
     * Writes every event: {@code time,source}, the identity fields, the features, {@code anomaly_score,is_anomaly}; in the order
     * of {@link #all()}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeScores(Path file) throws IOException {
        writeScores(file, false);
    }

    /**
     * Writes every event; see {@link #writeScores(Path)}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula gets an apostrophe in front
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeScores(Path file, boolean neutraliseFormulas) throws IOException {
        CsvOutput.writeFile(file, neutraliseFormulas, csv -> {
            writeHeader(csv);
            csv.endRow();
            for (ScoredEvent event : events) {
                writeRow(csv, event);
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
            for (ScoredEvent event : anomalies()) {
                writeRow(csv, event);
                EventCells.writeReasons(csv, reasons(event));
                csv.endRow();
            }
        });
    }

    private void writeHeader(CsvOutput csv) throws IOException {
        csv.text("time").text("source");
        for (String name : detection.identityFields()) {
            csv.text(name);
        }
        columns.writeHeader(csv);
        csv.text("anomaly_score").text("is_anomaly");
    }

    private void writeRow(CsvOutput csv, ScoredEvent scored) throws IOException {
        SecurityEvent event = scored.event();
        csv.text(event.time().toString());
        EventCells.write(csv, event.source().toString());
        for (String name : detection.identityFields()) {
            EventCells.write(csv, event.textOrNull(name));
        }
        columns.writeRow(csv, scored.row());
        csv.real(scored.anomalyScore()).truth(scored.isAnomaly());
    }
}
