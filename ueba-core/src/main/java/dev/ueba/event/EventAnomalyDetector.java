package dev.ueba.event;

import dev.ueba.forest.IsolationForest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Scores single events: sorts them, encodes them, grows an isolation forest.
 *
 * <p>The order in which events are given does not matter: they are sorted by time, then file name, then position. Immutable
 * and safe to share between threads.
 *
 * <pre>{@code
 * ScoredEvents scored = new EventAnomalyDetector(AuthLogDetection.faithful()).detect(events);
 * scored.writeScores(folder.resolve("scores.csv"));
 * scored.writeAnomalies(folder.resolve("anomalies.csv"));
 * }</pre>
 */
public final class EventAnomalyDetector {

    private final EventDetection detection;

    /**
     * Creates a detector.
     *
     * @param detection what to score by what
     */
    public EventAnomalyDetector(EventDetection detection) {
        this.detection = Objects.requireNonNull(detection, "detection");
    }

    /**
     * Learns from events.
     *
     * @param events in any order; those that the filter passes over are left out
     * @return a model for these and other events
     * @throws IllegalArgumentException if no event is left
     */
    public EventModel fit(List<SecurityEvent> events) {
        List<SecurityEvent> sorted = detection.select(events);
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to learn from: of " + events.size()
                    + " events none is of the kind that is scored");
        }
        return fit(sorted, trainingColumns(sorted));
    }

    private EventModel fit(List<SecurityEvent> sorted, FeatureColumns columns) {
        List<EventEncoder.Fitted> fitted = new ArrayList<>();
        for (EventEncoder encoder : detection.encoders()) {
            fitted.add(encoder.fit(sorted));
        }
        StandardScaling scaling = StandardScaling.fit(columns.columns());
        double[][] input = detection.isScaled() ? scaling.transform(columns.columns()) : columns.columns();
        return new EventModel(detection, fitted, scaling, IsolationForest.fit(input, detection.forest()));
    }

    /**
     * Learns from events and scores these very events.
     *
     * @param events in any order
     * @return one entry per event that the filter lets pass; nothing for nothing
     */
    public ScoredEvents detect(List<SecurityEvent> events) {
        List<SecurityEvent> sorted = detection.select(events);
        FeatureColumns columns = trainingColumns(sorted);
        if (sorted.isEmpty()) {
            return new ScoredEvents(detection, sorted, columns, new double[0]);
        }
        return fit(sorted, columns).score(sorted, columns);
    }

    private FeatureColumns trainingColumns(List<SecurityEvent> sorted) {
        return columns(
                detection,
                detection.encoders().stream()
                        .map(encoder -> encoder.encodeTraining(sorted))
                        .toArray(double[][]::new));
    }

    static FeatureColumns columns(EventDetection detection, double[][] columns) {
        List<EventEncoder> encoders = detection.encoders();
        return new FeatureColumns(
                encoders.stream().map(EventEncoder::name).toList(),
                encoders.stream().map(EventEncoder::kind).toList(),
                columns);
    }
}
