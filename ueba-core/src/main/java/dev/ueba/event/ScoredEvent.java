package dev.ueba.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event with its features and its score. Immutable and safe to share between threads.
 */
public final class ScoredEvent {

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

    /**
     * Returns the position among all scored events.
     *
     * @return from 0, by time, then file name, then position
     */
    public int row() {
        return row;
    }

    /**
     * Returns one feature, before scaling.
     *
     * @param name of an encoder
     * @return finite
     * @throws IllegalArgumentException if there is no such feature
     */
    public double feature(String name) {
        return columns.value(name, row);
    }

    /**
     * Returns all features, before scaling.
     *
     * @return by name, in the order of the encoders
     */
    public Map<String, Double> features() {
        Map<String, Double> features = new LinkedHashMap<>();
        for (String name : columns.names()) {
            features.put(name, columns.value(name, row));
        }
        return features;
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

    /** Returns time, place and score, no user data. */
    @Override
    public String toString() {
        return "ScoredEvent[" + event.time() + ", " + event.source() + ", " + anomalyScore + "]";
    }
}
