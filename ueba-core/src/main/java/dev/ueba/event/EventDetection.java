package dev.ueba.event;

import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForestOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How events are scored one by one: which ones, by which features, by which forest, and how anomalies are explained.
 * {@link CloudTrailDetection}, {@link AuthLogDetection} and {@link SecurityLogDetection} have ready ones.
 *
 * <p>Immutable if its functions are.
 *
 * @param identityFields fields written beside the features, to say who and what
 * @param encoders the features, at least one, with distinct names
 * @param isScaled whether features are brought to standard units before the forest; the written ones stay as they are
 * @param forest what forest to grow
 * @param filter which events are scored; the others are left out everywhere
 * @param explanation gives the reasons of an anomaly; no reasons is an answer, too
 */
public record EventDetection(
        List<String> identityFields,
        List<EventEncoder> encoders,
        boolean isScaled,
        IsolationForestOptions forest,
        Predicate<SecurityEvent> filter,
        Function<ScoredEvent, List<EventReason>> explanation) {

    public EventDetection {
        identityFields = List.copyOf(identityFields);
        encoders = List.copyOf(encoders);
        Objects.requireNonNull(forest, "forest");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(explanation, "explanation");
        if (encoders.isEmpty()) {
            throw new IllegalArgumentException("a detection needs at least one encoder");
        }
        Set<String> names = new HashSet<>(identityFields);
        for (EventEncoder encoder : encoders) {
            if (!names.add(encoder.name())) {
                throw new IllegalArgumentException("the column '" + encoder.name() + "' occurs twice");
            }
        }
    }

    /**
     * Returns a detection of all events, without reasons.
     *
     * @param identityFields fields written beside the features
     * @param encoders the features
     * @param isScaled whether features are brought to standard units
     * @param forest what forest to grow
     * @return a configuration
     */
    public static EventDetection of(
            List<String> identityFields, List<EventEncoder> encoders, boolean isScaled, IsolationForestOptions forest) {
        return new EventDetection(identityFields, encoders, isScaled, forest, event -> true, scored -> List.of());
    }

    /**
     * Returns this with another contamination.
     *
     * @param value automatic, or a share in (0, 0.5]
     * @return a changed copy
     */
    public EventDetection withContamination(Amount value) {
        return withForest(forest.withContamination(value));
    }

    /**
     * Returns this with another seed.
     *
     * @param value in [0, 2^32 - 1]
     * @return a changed copy
     */
    public EventDetection withSeed(long value) {
        return withForest(forest.withSeed(value));
    }

    /**
     * Returns this with another forest.
     *
     * @param value what forest to grow
     * @return a changed copy
     */
    public EventDetection withForest(IsolationForestOptions value) {
        return new EventDetection(identityFields, encoders, isScaled, value, filter, explanation);
    }

    /**
     * Returns this for fewer events.
     *
     * @param value which events are scored, of those that were scored before
     * @return a changed copy
     */
    public EventDetection withFilter(Predicate<SecurityEvent> value) {
        return new EventDetection(identityFields, encoders, isScaled, forest, filter.and(value), explanation);
    }

    /**
     * Returns this with other reasons.
     *
     * @param value gives the reasons of an anomaly
     * @return a changed copy
     */
    public EventDetection withExplanation(Function<ScoredEvent, List<EventReason>> value) {
        return new EventDetection(identityFields, encoders, isScaled, forest, filter, value);
    }

    /** Returns the events to score, in order. */
    List<SecurityEvent> select(List<SecurityEvent> events) {
        return SecurityEvent.sorted(events.stream().filter(filter).toList());
    }
}
