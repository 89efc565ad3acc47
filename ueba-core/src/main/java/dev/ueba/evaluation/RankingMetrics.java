package dev.ueba.evaluation;

import java.util.Arrays;
import java.util.Objects;

/**
 * How well scores separate anomalies from the rest, whatever cutoff is chosen. <strong>Higher scores mean more
 * anomalous</strong> here, as in scikit-learn's functions of the same names; scores of a forest, where lower is stranger, are
 * to be negated.
 *
 * <p>Rows with equal scores (0.0 and -0.0 are equal) count as found at once, in no order. Infinite scores are allowed.
 */
public final class RankingMetrics {

    private RankingMetrics() {}

    /**
     * Returns the area under the ROC curve: the probability that an anomaly scores higher than another row, ties counting
     * half. Exact up to one division.
     *
     * @param scores one per row, higher is more anomalous; left as they are
     * @param positive per row whether it is an anomaly
     * @return in [0, 1]; 0.5 is chance
     * @throws IllegalArgumentException if lengths differ, a score is NaN, or all or no rows are positive
     * @see <a href="https://doi.org/10.1016/j.patrec.2005.10.010">Fawcett: An introduction to ROC analysis (2006)</a>
     */
    public static double rocAuc(double[] scores, boolean[] positive) {
        double[] positives = sorted(scores, positive, true);
        double[] negatives = sorted(scores, positive, false);
        long halves = 0; // twice the number of pairs in the right order; at most 2^61
        int below = 0;
        int upTo = 0;
        for (double score : positives) {
            while (below < negatives.length && negatives[below] < score) {
                below++;
            }
            while (upTo < negatives.length && negatives[upTo] <= score) {
                upTo++;
            }
            halves += (long) below + upTo;
        }
        return (double) halves / (2.0 * positives.length * negatives.length);
    }

    /**
     * Returns the average precision: the precision at each cutoff, weighted by the share of anomalies that it adds. Not
     * interpolated.
     *
     * @param scores one per row, higher is more anomalous; left as they are
     * @param positive per row whether it is an anomaly
     * @return in (0, 1]; the share of positive rows is chance
     * @throws IllegalArgumentException if lengths differ, a score is NaN, or all or no rows are positive
     */
    public static double averagePrecision(double[] scores, boolean[] positive) {
        double[] positives = sorted(scores, positive, true);
        double[] negatives = sorted(scores, positive, false);
        double sum = 0.0;
        int positivesLeft = positives.length; // those below the cutoff
        int negativesLeft = negatives.length;
        while (positivesLeft > 0) {
            double cutoff = positives[positivesLeft - 1];
            int before = positivesLeft;
            while (positivesLeft > 0 && positives[positivesLeft - 1] >= cutoff) {
                positivesLeft--;
            }
            while (negativesLeft > 0 && negatives[negativesLeft - 1] >= cutoff) {
                negativesLeft--;
            }
            double found = (double) positives.length - positivesLeft;
            double flagged = found + (negatives.length - negativesLeft);
            sum += (before - positivesLeft) * (found / flagged);
        }
        return sum / positives.length;
    }

    private static double[] sorted(double[] scores, boolean[] positive, boolean wanted) {
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(positive, "positive");
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "there are " + scores.length + " scores, but " + positive.length + " labels");
        }
        double[] chosen = new double[scores.length];
        int count = 0;
        for (int row = 0; row < scores.length; row++) {
            if (Double.isNaN(scores[row])) {
                throw new IllegalArgumentException("row " + row + ": expected a score, but was NaN");
            }
            if (positive[row] == wanted) {
                chosen[count++] = scores[row];
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("there must be positive and other rows, but all " + scores.length
                    + " rows are " + (wanted ? "not positive" : "positive"));
        }
        double[] result = Arrays.copyOf(chosen, count);
        Arrays.sort(result);
        return result;
    }
}
