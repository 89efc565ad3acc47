package dev.ueba.event;

import dev.ueba.forest.IsolationForest;
import java.util.List;

/**
 * What was learned from training events: the state of every encoder, the scaling and the forest. Immutable and safe to share
 * between threads.
 */
public final class EventModel {

    private final EventDetection detection;
    private final List<EventEncoder.Fitted> encoders;
    private final StandardScaling scaling;
    private final IsolationForest forest;

    EventModel(
            EventDetection detection,
            List<EventEncoder.Fitted> encoders,
            StandardScaling scaling,
            IsolationForest forest) {
        this.detection = detection;
        this.encoders = List.copyOf(encoders);
        this.scaling = scaling;
        this.forest = forest;
    }

    /**
     * Scores events that came after the training events. Values that did not occur in training get what the encoders give
     * unseen values.
     *
     * @param events in any order; those that the filter passes over are left out
     * @return one entry per event that is left; nothing for nothing
     */
    public ScoredEvents score(List<SecurityEvent> events) {
        List<SecurityEvent> sorted = detection.select(events);
        double[][] columns =
                encoders.stream().map(encoder -> encoder.encode(sorted)).toArray(double[][]::new);
        return score(sorted, EventAnomalyDetector.columns(detection, columns));
    }

    ScoredEvents score(List<SecurityEvent> sorted, FeatureColumns columns) {
        if (sorted.isEmpty()) {
            return new ScoredEvents(detection, sorted, columns, new double[0]);
        }
        double[][] input = detection.isScaled() ? scaling.transform(columns.columns()) : columns.columns();
        return new ScoredEvents(detection, sorted, columns, forest.decisionFunction(input));
    }

    /**
     * Returns what this model was made with.
     *
     * @return the configuration
     */
    public EventDetection detection() {
        return detection;
    }

    /**
     * Returns the forest.
     *
     * @return grown on the scaled features, if the configuration asks for scaling
     */
    public IsolationForest forest() {
        return forest;
    }
}
