package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import dev.ueba.forest.IsolationForestOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that was scored, in a defined order, and the files made of it. Immutable and safe to share between threads, if the
 * function that gives the reasons is.
 *
 * @param <T> single events or windows
 */
public abstract sealed class EventResults<T extends EventResult> permits ScoredEvents, ScoredWindows {

    private final List<T> results;
    private final IsolationForestOptions forest;
    private final Function<T, List<EventReason>> explanation;

    EventResults(List<T> results, IsolationForestOptions forest, Function<T, List<EventReason>> explanation) {
        this.results = List.copyOf(results);
        this.forest = forest;
        this.explanation = explanation;
    }

    /**
     * Returns all of them.
     *
     * @return single events by time, then file name, then position; windows by window, then entity; unmodifiable
     */
    public List<T> all() {
        return results;
    }

    /**
     * Returns the anomalies.
     *
     * @return lowest score first, equal scores in the order of {@link #all()}; unmodifiable
     */
    public List<T> anomalies() {
        return results.stream()
                .filter(EventResult::isAnomaly)
                .sorted(Comparator.comparingDouble(EventResult::anomalyScore))
                .toList();
    }

    /**
     * Returns the strangest, whether they are anomalies or not.
     *
     * @param count how many at most, {@code >= 0}
     * @return lowest score first, equal scores in the order of {@link #all()}; unmodifiable
     */
    public List<T> top(int count) {
        return results.stream()
                .sorted(Comparator.comparingDouble(EventResult::anomalyScore))
                .limit(count)
                .toList();
    }

    /**
     * Returns why something was looked at.
     *
     * @param result one of these
     * @return possibly empty
     */
    public List<EventReason> reasons(T result) {
        return explanation.apply(result);
    }

    /**
     * Returns the names of all features.
     *
     * @return in the order declared
     */
    public abstract List<String> featureNames();

    /**
     * Returns what forest was grown.
     *
     * @return trees, contamination, seed
     */
    public IsolationForestOptions forest() {
        return forest;
    }

    /**
     * Writes all of them, in the order of {@link #all()}: what says who, where and when, the features,
     * {@code anomaly_score,is_anomaly}. Single events begin with {@code time,source} and the identity fields, windows with
     * {@code window_start,window_end,entity_type,entity}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeScores(Path file) throws IOException {
        writeScores(file, false);
    }

    /**
     * Writes all of them; see {@link #writeScores(Path)}.
     *
     * @param file to create or replace as a whole; ".gz" at the end compresses
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula gets an apostrophe in front
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void writeScores(Path file, boolean neutraliseFormulas) throws IOException {
        CsvOutput.writeFile(file, neutraliseFormulas, csv -> {
            writeHeader(csv);
            csv.endRow();
            for (T result : results) {
                writeRow(csv, result);
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
            for (T result : anomalies()) {
                writeRow(csv, result);
                EventCells.writeReasons(csv, reasons(result));
                csv.endRow();
            }
        });
    }

    private void writeHeader(CsvOutput csv) throws IOException {
        writeIdentityHeader(csv);
        for (String name : featureNames()) {
            csv.text(name);
        }
        csv.text("anomaly_score").text("is_anomaly");
    }

    private void writeRow(CsvOutput csv, T result) throws IOException {
        writeIdentity(csv, result);
        writeFeatures(csv, result);
        csv.real(result.anomalyScore()).truth(result.isAnomaly());
    }

    abstract void writeIdentityHeader(CsvOutput csv) throws IOException;

    abstract void writeIdentity(CsvOutput csv, T result) throws IOException;

    abstract void writeFeatures(CsvOutput csv, T result) throws IOException;
}
