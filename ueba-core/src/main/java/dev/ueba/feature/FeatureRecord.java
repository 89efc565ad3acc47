package dev.ueba.feature;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one actor did on one day, for people who have objects rather than tables.
 *
 * @param actor who; not empty, compared as exact text
 * @param day the day (UTC in the features of this library)
 * @param values finite numbers by feature name; the order of the map is the order of the features; copied
 */
public record FeatureRecord(String actor, LocalDate day, Map<String, Double> values) {

    public FeatureRecord {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(day, "day");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
