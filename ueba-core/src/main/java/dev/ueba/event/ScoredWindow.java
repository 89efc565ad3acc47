package dev.ueba.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entity's window with its features and its score. Immutable and safe to share between threads. */
public final class ScoredWindow {

    private final WindowTable table;
    private final int row;
    private final double anomalyScore;

    ScoredWindow(WindowTable table, int row, double anomalyScore) {
        this.table = table;
        this.row = row;
        this.anomalyScore = anomalyScore;
    }

    /**
     * Returns the position in the table.
     *
     * @return from 0
     */
    public int row() {
        return row;
    }

    /**
     * Returns whose window it is.
     *
     * @return not empty
     */
    public String entity() {
        return table.entity(row);
    }

    /**
     * Returns when the window begins.
     *
     * @return belongs to the window
     */
    public Instant windowStart() {
        return table.windowStart(row);
    }

    /**
     * Returns when the window ends.
     *
     * @return the first instant after the window
     */
    public Instant windowEnd() {
        return table.windowEnd(row);
    }

    /**
     * Returns one feature.
     *
     * @param name as declared
     * @return finite
     * @throws IllegalArgumentException if there is no such feature
     */
    public double feature(String name) {
        return table.features().value(row, table.features().schema().featureIndex(name));
    }

    /**
     * Returns all features.
     *
     * @return by name, in the order declared
     */
    public Map<String, Double> features() {
        return new LinkedHashMap<>(table.features().record(row).values());
    }

    /**
     * Returns the decision of the forest; lower is stranger.
     *
     * @return the raw score minus the offset
     */
    public double anomalyScore() {
        return anomalyScore;
    }

    /**
     * Tells whether the score is below 0.
     *
     * @return whether it is an anomaly
     */
    public boolean isAnomaly() {
        return anomalyScore < 0.0;
    }

    /** Returns window and score, no user data. */
    @Override
    public String toString() {
        return "ScoredWindow[" + windowStart() + ", " + anomalyScore + "]";
    }
}
