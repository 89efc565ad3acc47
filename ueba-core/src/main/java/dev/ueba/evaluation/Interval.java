package dev.ueba.evaluation;

import java.util.Arrays;

/**
 * A share and how far chance may have moved it: the 95 % interval of the percentile bootstrap. With few incidents it is wide, and
 * when all or none were found it has no width, which says nothing about the next incident.
 *
 * <p>Immutable.
 *
 * @param value the share itself
 * @param low 2.5 % of the resamples are below
 * @param high 2.5 % of the resamples are above
 * @see <a href="https://doi.org/10.1214/ss/1177013815">Efron, Tibshirani: Bootstrap methods for standard errors, confidence
 *     intervals, and other measures of statistical accuracy (1986)</a>
 */
public record Interval(double value, double low, double high) {

    /** Returns the interval of a mean; all 0 without values. */
    static Interval ofMean(double[] values, int resamples, SeededRandom random) {
        if (values.length == 0) {
            return new Interval(0.0, 0.0, 0.0);
        }
        double[] means = new double[resamples];
        for (int sample = 0; sample < resamples; sample++) {
            double sum = 0.0;
            for (int draw = 0; draw < values.length; draw++) {
                sum += values[random.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return new Interval(sum / values.length, quantile(means, 0.025), quantile(means, 0.975));
    }

    /** Returns the smallest value that a share of the sorted values does not exceed. */
    static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
