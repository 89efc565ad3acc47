package dev.ueba.loganalytics;

import dev.ueba.feature.FeatureTable;
import java.util.Objects;

/**
 * Base features out of a workspace, and what became of the fetch.
 *
 * @param table one row per actor and day, sorted by day, then actor (code points)
 * @param report what was left out, and which days are quiet
 */
public record FetchedFeatures(FeatureTable table, FetchReport report) {

    public FetchedFeatures {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(report, "report");
    }
}
