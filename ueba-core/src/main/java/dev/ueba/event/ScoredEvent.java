package dev.ueba.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event with its features and its score. Immutable and safe to share between threads.
 */
public final class ScoredEvent implements EventResult {

    private final SecurityEvent event;
    private final FeatureColumns columns;
    private final int row;
    private final double anomalyScore;

    ScoredEvent(SecurityEvent event, FeatureColumns columns, int row, double anomalyScore) {
        this.event = event;
        this.columns = columns;
        this.row = row;
        this.anomalyScore = anomalyScore;
    }

    /**
     * Returns the event.
     *
     * @return the evidence
     */
    public SecurityEvent event() {
        return event;
    }

    @Override
    public int row() {
        return row;
    }

    @Override
    public double feature(String name) {
        return columns.value(name, row);
    }

    @Override
    public Map<String, Double> features() {
        Map<String, Double> features = new LinkedHashMap<>();
        for (String name : columns.names()) {
            features.put(name, columns.value(name, row));
        }
        return features;
    }

    @Override
    public double anomalyScore() {
        return anomalyScore;
    }

    /** Returns time, place and score, no user data. */
    @Override
    public String toString() {
        return "ScoredEvent[" + event.time() + ", " + event.source() + ", " + anomalyScore + "]";
    }
}
