package dev.ueba.event;

import dev.ueba.forest.IsolationForest;
import java.util.List;
import java.util.Objects;

/**
 * Scores entities and windows by an isolation forest. Immutable and safe to share between threads.
 *
 * <pre>{@code
 * ScoredWindows scored = new WindowAnomalyDetector(AuthLogDetection.improved()).detect(events);
 * scored.writeScores(folder.resolve("scores.csv"));
 * }</pre>
 */
public final class WindowAnomalyDetector {

    private final WindowDetection detection;

    /**
     * Creates a detector.
     *
     * @param detection what to score by what
     */
    public WindowAnomalyDetector(WindowDetection detection) {
        this.detection = Objects.requireNonNull(detection, "detection");
    }

    /**
     * Grows a forest.
     *
     * @param table made by the same windows
     * @return for {@link #score}
     * @throws IllegalArgumentException if there is no row
     */
    public IsolationForest fit(WindowTable table) {
        return IsolationForest.fit(input(table), detection.forest());
    }

    /**
     * Scores rows.
     *
     * @param table made by the same windows
     * @param forest from {@link #fit}
     * @return one entry per row; nothing for nothing
     */
    public ScoredWindows score(WindowTable table, IsolationForest forest) {
        return new ScoredWindows(
                detection, table, table.rowCount() == 0 ? new double[0] : forest.decisionFunction(input(table)));
    }

    /**
     * Makes windows of events, learns from them and scores these very windows.
     *
     * @param events in any order; the order does not matter
     * @return one entry per row; nothing for nothing
     */
    public ScoredWindows detect(List<SecurityEvent> events) {
        return detect(detection.table(events));
    }

    /**
     * Learns from rows and scores these very rows.
     *
     * @param table made by the same windows
     * @return one entry per row; nothing for nothing
     */
    public ScoredWindows detect(WindowTable table) {
        return table.rowCount() == 0 ? new ScoredWindows(detection, table, new double[0]) : score(table, fit(table));
    }

    private double[][] input(WindowTable table) {
        double[][] columns = new double[detection.scoredFeatures().size()][];
        for (int feature = 0; feature < columns.length; feature++) {
            String name = detection.scoredFeatures().get(feature);
            columns[feature] = table.features().column(table.features().schema().featureIndex(name));
            if (detection.isLogarithmic()) {
                for (int row = 0; row < columns[feature].length; row++) {
                    columns[feature][row] = StrictMath.log1p(columns[feature][row]);
                }
            }
        }
        return columns;
    }
}
