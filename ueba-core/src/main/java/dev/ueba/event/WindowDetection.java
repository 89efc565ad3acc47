package dev.ueba.event;

import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForestOptions;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How entities and windows are scored: which events count, by which features, by which forest, and how anomalies are explained.
 *
 * <p>Immutable if its functions are.
 *
 * @param windows entities, windows and features
 * @param scoredFeatures the features that the forest sees, at least one; the others are written beside them and may explain
 * @param isLogarithmic whether the forest sees {@code ln(1 + x)} of the features, which must not be negative then: counts reach
 *     from one to many thousands, and a forest's cuts are uniform between the least and the greatest
 * @param forest what forest to grow
 * @param filter which events count
 * @param explanation gives the reasons of an anomaly; no reasons is an answer, too
 */
public record WindowDetection(
        EntityWindows windows,
        List<String> scoredFeatures,
        boolean isLogarithmic,
        IsolationForestOptions forest,
        Predicate<SecurityEvent> filter,
        Function<ScoredWindow, List<EventReason>> explanation) {

    public WindowDetection {
        Objects.requireNonNull(windows, "windows");
        scoredFeatures = List.copyOf(scoredFeatures);
        Objects.requireNonNull(forest, "forest");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(explanation, "explanation");
        if (scoredFeatures.isEmpty() || !windows.featureNames().containsAll(scoredFeatures)) {
            throw new IllegalArgumentException(
                    "the features to score must be some of " + windows.featureNames() + ", but were " + scoredFeatures);
        }
    }

    /**
     * Returns this with another contamination.
     *
     * @param value automatic, or a share in (0, 0.5]
     * @return a changed copy
     */
    public WindowDetection withContamination(Amount value) {
        return withForest(forest.withContamination(value));
    }

    /**
     * Returns this with another seed.
     *
     * @param value in [0, 2^32 - 1]
     * @return a changed copy
     */
    public WindowDetection withSeed(long value) {
        return withForest(forest.withSeed(value));
    }

    /**
     * Returns this with another forest.
     *
     * @param value what forest to grow
     * @return a changed copy
     */
    public WindowDetection withForest(IsolationForestOptions value) {
        return new WindowDetection(windows, scoredFeatures, isLogarithmic, value, filter, explanation);
    }

    /**
     * Returns the rows of events.
     *
     * @param events in any order
     * @return of the events that the filter lets pass
     */
    public WindowTable table(List<SecurityEvent> events) {
        return windows.table(events.stream().filter(filter).toList());
    }
}
