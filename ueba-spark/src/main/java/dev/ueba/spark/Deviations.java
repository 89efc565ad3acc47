package dev.ueba.spark;

import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.DeviationStream;
import dev.ueba.feature.FeatureSchema;
import java.io.Serializable;
import java.util.List;

/** Base columns and rolling deviations on their way to the executors. */
final class Deviations implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String[] columns;
    private final boolean zScores;
    private final boolean modifiedZScores;
    private final boolean keepNegativeZScores;
    private final boolean compositeMax;

    Deviations(FeatureSchema base, DeviationOptions options) {
        this.columns = base.columns().toArray(String[]::new);
        this.zScores = options.zScores();
        this.modifiedZScores = options.modifiedZScores();
        this.keepNegativeZScores = options.keepNegativeZScores();
        this.compositeMax = options.compositeMax();
    }

    FeatureSchema base() {
        return FeatureSchema.of(List.of(columns));
    }

    DeviationStream newStream() {
        return new DeviationStream(
                base(),
                DeviationOptions.defaults()
                        .withZScores(zScores)
                        .withModifiedZScores(modifiedZScores)
                        .withKeepNegativeZScores(keepNegativeZScores)
                        .withCompositeMax(compositeMax));
    }
}
