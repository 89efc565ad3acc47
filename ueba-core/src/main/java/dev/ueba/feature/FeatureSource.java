package dev.ueba.feature;

import java.io.IOException;

/**
 * Where base features come from: a file, raw logs, a log store.
 *
 * <p>Implementations say whether they are thread-safe; none needs to be.
 */
@FunctionalInterface
public interface FeatureSource {

    /**
     * Reads the features of a range of days.
     *
     * @param range days wanted
     * @return one row per actor and day that has data, in the source's own order; empty if there is none
     * @throws IOException if the source cannot be read
     */
    FeatureTable readFeatures(DayRange range) throws IOException;
}
