package dev.ueba.baseline;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.GitHubAuditFeatures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The columns that the rolling deviations add to a base schema, and where each of them stands. */
final class DeviationColumns {

    static final String Z_PREFIX = "zscore_";
    static final String MODIFIED_Z_PREFIX = "modzscore_";
    static final String COMPOSITE = "zscore_composite_max";

    /*
     * The enriched columns are the base columns in file order, then for each base column but is_weekend its z and its modified
     * z, last the composite. actor and day get such columns too, always 0: the original does not exempt them, and their place
     * decides which random draws meet which feature. A base column that already has the name of a derived one is overwritten
     * where it stands.
     *
     * The enriched features begin with the base features, so that a base feature has the same position in both.
     *
     * "tracked" are the base features that have deviations; places are positions among the enriched features.
     */
    private static final int NOWHERE = -1;

    private final FeatureSchema base;
    private final FeatureSchema enriched;
    private final int[] trackedFeatures;
    private final int[] zPlaces;
    private final int[] modifiedZPlaces;
    private final int compositePlace;
    private final int[] baseColumnsOfComposite;
    private final int[] derivedPlaces;

    DeviationColumns(FeatureSchema base, DeviationOptions options) {
        this.base = base;
        Map<String, Integer> tracked = new HashMap<>();
        Set<String> derivedNames = new LinkedHashSet<>();
        for (String column : base.columns()) {
            if (column.equals(GitHubAuditFeatures.IS_WEEKEND)) {
                continue;
            }
            if (options.zScores()) {
                derivedNames.add(Z_PREFIX + column);
            }
            if (options.modifiedZScores()) {
                derivedNames.add(MODIFIED_Z_PREFIX + column);
            }
            if (base.hasFeature(column)) {
                tracked.put(column, tracked.size());
            }
        }
        boolean composite = options.zScores() && options.compositeMax();
        if (composite) {
            derivedNames.add(COMPOSITE);
        }
        Set<String> names = new LinkedHashSet<>(base.columns());
        names.addAll(derivedNames);
        this.enriched = FeatureSchema.of(List.copyOf(names));
        this.compositePlace = composite ? enriched.featureIndex(COMPOSITE) : NOWHERE;
        this.trackedFeatures = new int[tracked.size()];
        this.zPlaces = new int[tracked.size()];
        this.modifiedZPlaces = new int[tracked.size()];
        tracked.forEach((column, index) -> {
            trackedFeatures[index] = base.featureIndex(column);
            zPlaces[index] = options.zScores() ? enriched.featureIndex(Z_PREFIX + column) : NOWHERE;
            modifiedZPlaces[index] =
                    options.modifiedZScores() ? enriched.featureIndex(MODIFIED_Z_PREFIX + column) : NOWHERE;
        });
        this.derivedPlaces = IntStream.range(0, enriched.featureCount())
                .filter(place -> place >= base.featureCount()
                        || derivedNames.contains(enriched.features().get(place)))
                .toArray();
        this.baseColumnsOfComposite = base.features().stream()
                .filter(name -> name.startsWith(Z_PREFIX) && !derivedNames.contains(name))
                .mapToInt(base::featureIndex)
                .toArray();
    }

    FeatureSchema base() {
        return base;
    }

    FeatureSchema enriched() {
        return enriched;
    }

    int trackedCount() {
        return trackedFeatures.length;
    }

    /** Returns the base feature behind a tracked one. */
    int baseFeature(int tracked) {
        return trackedFeatures[tracked];
    }

    /** Returns which tracked feature a base feature is; negative if it has no deviations. */
    int tracked(int baseFeature) {
        return Arrays.binarySearch(trackedFeatures, baseFeature);
    }

    /** Returns where a tracked feature's z stands among the enriched features; negative if z-scores are off. */
    int zPlace(int tracked) {
        return zPlaces[tracked];
    }

    /** Returns where a tracked feature's modified z stands among the enriched features; negative if they are off. */
    int modifiedZPlace(int tracked) {
        return modifiedZPlaces[tracked];
    }

    /** Returns where the composite stands among the enriched features; negative if it is off. */
    int compositePlace() {
        return compositePlace;
    }

    /** Returns the positions of all derived columns among the enriched features, ascending. */
    int[] derivedPlaces() {
        return derivedPlaces.clone();
    }

    /** Returns the base features whose names make them part of the composite although they were not derived here. */
    int[] baseColumnsOfComposite() {
        return baseColumnsOfComposite;
    }
}
