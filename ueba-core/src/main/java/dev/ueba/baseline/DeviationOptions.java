package dev.ueba.baseline;

import java.util.Objects;

/**
 * Which deviations are derived from the base features.
 *
 * @param algorithm against what an actor's day is compared
 * @param zScores whether each column gets a {@code zscore_} column
 * @param modifiedZScores whether each column gets a {@code modzscore_} column (median and median absolute deviation;
 *     rolling only)
 * @param keepNegativeZScores whether values below the mean keep their negative z; otherwise it becomes 0. Modified z is never
 *     changed (rolling only)
 * @param compositeMax whether the largest z of a row becomes the column {@code zscore_composite_max} (rolling only, needs
 *     {@code zScores} to have an effect)
 */
public record DeviationOptions(
        DeviationAlgorithm algorithm,
        boolean zScores,
        boolean modifiedZScores,
        boolean keepNegativeZScores,
        boolean compositeMax) {

    public DeviationOptions {
        Objects.requireNonNull(algorithm, "algorithm");
        if (algorithm == DeviationAlgorithm.SECDEV_2025 && (modifiedZScores || keepNegativeZScores || compositeMax)) {
            throw new IllegalArgumentException(
                    "SECDEV_2025 knows only z-scores: modifiedZScores, keepNegativeZScores and compositeMax must be false");
        }
    }

    /**
     * Returns what the published pipeline does: rolling, z-scores only, negative ones set to 0.
     *
     * @return the defaults
     */
    public static DeviationOptions defaults() {
        return new DeviationOptions(DeviationAlgorithm.ROLLING, true, false, false, false);
    }

    /**
     * Returns what the notebooks of the SecDev 2025 paper do: whole-period absolute z-scores.
     *
     * @return the paper's options
     */
    public static DeviationOptions secDev2025() {
        return new DeviationOptions(DeviationAlgorithm.SECDEV_2025, true, false, false, false);
    }

    /**
     * Returns a copy with z-scores on or off.
     *
     * @param value whether to derive them
     * @return the copy
     */
    public DeviationOptions withZScores(boolean value) {
        return new DeviationOptions(algorithm, value, modifiedZScores, keepNegativeZScores, compositeMax);
    }

    /**
     * Returns a copy with modified z-scores on or off.
     *
     * @param value whether to derive them
     * @return the copy
     */
    public DeviationOptions withModifiedZScores(boolean value) {
        return new DeviationOptions(algorithm, zScores, value, keepNegativeZScores, compositeMax);
    }

    /**
     * Returns a copy that keeps negative z-scores or sets them to 0.
     *
     * @param value whether to keep them
     * @return the copy
     */
    public DeviationOptions withKeepNegativeZScores(boolean value) {
        return new DeviationOptions(algorithm, zScores, modifiedZScores, value, compositeMax);
    }

    /**
     * Returns a copy with the composite column on or off.
     *
     * @param value whether to derive it
     * @return the copy
     */
    public DeviationOptions withCompositeMax(boolean value) {
        return new DeviationOptions(algorithm, zScores, modifiedZScores, keepNegativeZScores, value);
    }
}
