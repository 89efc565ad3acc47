package dev.ueba;

import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForestOptions;
import java.util.Objects;

/**
 * How a detector works; stored with its models.
 *
 * @param deviations which deviations are derived from the base features
 * @param forest size, seed and contamination of the isolation forest; in a fitted {@link DeviationAlgorithm#SECDEV_2025} model
 *     the contamination is the derived one
 * @param cutoff scores below it are anomalies; finite. With {@link DeviationAlgorithm#SECDEV_2025} it decides the
 *     contamination instead (share of all training rows at or below it), and scores below 0 are anomalies
 */
public record DetectorOptions(DeviationOptions deviations, IsolationForestOptions forest, double cutoff) {

    /** The published cutoff. */
    private static final double CUTOFF = -0.32;

    /** The published cutoff of the SecDev 2025 notebooks without any deviations ("global only"). */
    private static final double GLOBAL_ONLY_CUTOFF = -0.38;

    private static final double CONTAMINATION = 0.1;

    public DetectorOptions {
        Objects.requireNonNull(deviations, "deviations");
        Objects.requireNonNull(forest, "forest");
        if (!Double.isFinite(cutoff)) {
            throw new IllegalArgumentException("the cutoff must be a finite number, but was " + cutoff);
        }
    }

    /**
     * Returns the published defaults: rolling z-scores, 100 trees of 256 rows, seed 0, contamination 0.1, cutoff -0.32.
     *
     * @return the options of the January 2026 pipeline
     */
    public static DetectorOptions defaults() {
        return new DetectorOptions(DeviationOptions.defaults(), publishedForest(), CUTOFF);
    }

    /**
     * Returns the options of the SecDev 2025 notebooks: whole-period absolute z-scores, contamination derived from the cutoff
     * -0.32.
     *
     * @return the paper's options
     */
    public static DetectorOptions secDev2025() {
        return new DetectorOptions(DeviationOptions.secDev2025(), publishedForest(), CUTOFF);
    }

    /**
     * Returns the "global only" variant of the SecDev 2025 notebooks: no deviations, cutoff -0.38.
     *
     * @return the paper's options without deviations
     */
    public static DetectorOptions secDev2025GlobalOnly() {
        return secDev2025()
                .withDeviations(DeviationOptions.secDev2025().withZScores(false))
                .withCutoff(GLOBAL_ONLY_CUTOFF);
    }

    private static IsolationForestOptions publishedForest() {
        return IsolationForestOptions.defaults().withContamination(Amount.share(CONTAMINATION));
    }

    /**
     * Returns a copy with other deviations.
     *
     * @param value which deviations to derive
     * @return the copy
     */
    public DetectorOptions withDeviations(DeviationOptions value) {
        return new DetectorOptions(value, forest, cutoff);
    }

    /**
     * Returns a copy with another forest.
     *
     * @param value size, seed and contamination
     * @return the copy
     */
    public DetectorOptions withForest(IsolationForestOptions value) {
        return new DetectorOptions(deviations, value, cutoff);
    }

    /**
     * Returns a copy with another cutoff.
     *
     * @param value finite
     * @return the copy
     */
    public DetectorOptions withCutoff(double value) {
        return new DetectorOptions(deviations, forest, value);
    }

    /**
     * Returns the score below which a row is an anomaly.
     *
     * @return the cutoff, or 0 for {@link DeviationAlgorithm#SECDEV_2025}
     */
    public double anomalyThreshold() {
        return deviations.algorithm() == DeviationAlgorithm.SECDEV_2025 ? 0.0 : cutoff;
    }
}
