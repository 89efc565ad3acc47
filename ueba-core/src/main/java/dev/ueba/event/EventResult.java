package dev.ueba.event;

import java.util.Map;

/** What was scored: a single event, or the window of an entity. Immutable and safe to share between threads. */
public sealed interface EventResult permits ScoredEvent, ScoredWindow {

    /**
     * Returns the position among all that were scored.
     *
     * @return from 0
     */
    int row();

    /**
     * Returns one feature, before scaling and logarithms.
     *
     * @param name of a feature
     * @return finite
     * @throws IllegalArgumentException if there is no such feature
     */
    double feature(String name);

    /**
     * Returns all features, before scaling and logarithms.
     *
     * @return by name, in the order declared; a copy
     */
    Map<String, Double> features();

    /**
     * Returns the decision of the forest; lower is stranger.
     *
     * @return the raw score minus the offset
     */
    double anomalyScore();

    /**
     * Tells whether the score is below 0.
     *
     * @return whether it is an anomaly
     */
    default boolean isAnomaly() {
        return anomalyScore() < 0.0;
    }
}
