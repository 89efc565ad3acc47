package dev.ueba.evaluation;

import java.util.Objects;

/**
 * How flags and labels agree, and what follows from it. A share whose denominator is 0 is 0, as scikit-learn's functions of the
 * same names have it.
 *
 * <p>Immutable.
 *
 * @param truePositives flagged and positive
 * @param falsePositives flagged but not positive
 * @param falseNegatives positive but not flagged
 * @param trueNegatives neither
 */
public record ConfusionMatrix(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

    public ConfusionMatrix {
        if (truePositives < 0 || falsePositives < 0 || falseNegatives < 0 || trueNegatives < 0) {
            throw new IllegalArgumentException("counts must be >= 0, but were " + truePositives + ", " + falsePositives
                    + ", " + falseNegatives + ", " + trueNegatives);
        }
    }

    /**
     * Counts rows.
     *
     * @param flagged per row whether it was flagged
     * @param positive per row whether it is positive
     * @return the four counts; all 0 without rows
     * @throws IllegalArgumentException if lengths differ
     */
    public static ConfusionMatrix of(boolean[] flagged, boolean[] positive) {
        Objects.requireNonNull(flagged, "flagged");
        Objects.requireNonNull(positive, "positive");
        if (flagged.length != positive.length) {
            throw new IllegalArgumentException(
                    "there are " + flagged.length + " flags, but " + positive.length + " labels");
        }
        long[] counts = new long[4];
        for (int row = 0; row < flagged.length; row++) {
            counts[(flagged[row] ? 0 : 2) + (flagged[row] == positive[row] ? 0 : 1)]++;
        }
        return new ConfusionMatrix(counts[0], counts[1], counts[3], counts[2]);
    }

    /**
     * Returns the number of rows.
     *
     * @return {@code >= 0}
     */
    public long rowCount() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    /**
     * Returns the share of the flagged rows that are positive.
     *
     * @return in [0, 1]; 0 if nothing was flagged
     */
    public double precision() {
        return share(truePositives, truePositives + falsePositives);
    }

    /**
     * Returns the share of the positive rows that were flagged.
     *
     * @return in [0, 1]; 0 if nothing is positive
     */
    public double recall() {
        return share(truePositives, truePositives + falseNegatives);
    }

    /**
     * Returns the harmonic mean of precision and recall: {@code 2 tp / (2 tp + fp + fn)}.
     *
     * @return in [0, 1]; 0 if there are no true positives
     */
    public double f1() {
        return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }

    /**
     * Returns the share of the rows that are not positive and were flagged nevertheless.
     *
     * @return in [0, 1]; 0 if all rows are positive
     */
    public double falsePositiveRate() {
        return share(falsePositives, falsePositives + trueNegatives);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0.0 : (double) part / whole;
    }
}
