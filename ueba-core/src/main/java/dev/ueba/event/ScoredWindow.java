package dev.ueba.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entity's window with its features and its score. Immutable and safe to share between threads. */
public final class ScoredWindow implements EventResult {

    private final WindowTable table;
    private final int row;
    private final double anomalyScore;

    ScoredWindow(WindowTable table, int row, double anomalyScore) {
        this.table = table;
        this.row = row;
        this.anomalyScore = anomalyScore;
    }

    @Override
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

    @Override
    public double feature(String name) {
        return table.features().value(row, table.features().schema().featureIndex(name));
    }

    @Override
    public Map<String, Double> features() {
        return new LinkedHashMap<>(table.features().record(row).values());
    }

    @Override
    public double anomalyScore() {
        return anomalyScore;
    }

    /** Returns window and score, no user data. */
    @Override
    public String toString() {
        return "ScoredWindow[" + windowStart() + ", " + anomalyScore + "]";
    }
}
