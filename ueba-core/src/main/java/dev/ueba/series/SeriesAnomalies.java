package dev.ueba.series;

/**
 * What a decomposition says of each point of a series: baseline, residual, score and flag. Higher scores are stranger; positive
 * ones lie above the baseline, negative ones below. No score is NaN.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SeriesAnomalies {

    /** The period of a decomposition that does not tell it. */
    public static final int UNKNOWN_PERIOD = -1;

    private final double threshold;
    private final double[] scores;
    private final double[] baseline;
    private final double[] residuals;
    private final int period;
    private final boolean spreadDegenerate;

    /** Takes the arrays over. */
    SeriesAnomalies(
            double threshold,
            double[] scores,
            double[] baseline,
            double[] residuals,
            int period,
            boolean spreadDegenerate) {
        this.threshold = threshold;
        this.scores = scores;
        this.baseline = baseline;
        this.residuals = residuals;
        this.period = period;
        this.spreadDegenerate = spreadDegenerate;
    }

    /**
     * Returns what a server's {@code series_decompose_anomalies} said. A score that is not a finite number is made plus or minus
     * infinity by the sign of its residual (0 if there is none), and the spread counts as degenerate then.
     *
     * @param threshold score from which a point is flagged, {@code > 0}
     * @param series the values
     * @param scores one for each value; NaN and infinity allowed
     * @param baseline one for each value, finite
     * @return with the residuals {@code series - baseline} and an unknown period; flags follow from scores and threshold
     * @throws IllegalArgumentException if the lengths differ, or if a value or baseline is not finite
     */
    public static SeriesAnomalies of(double threshold, double[] series, double[] scores, double[] baseline) {
        if (scores.length != series.length || baseline.length != series.length) {
            throw new IllegalArgumentException("the series has " + series.length + " points, but there are "
                    + scores.length + " scores and " + baseline.length + " points of the baseline");
        }
        double[] residuals = new double[series.length];
        double[] told = scores.clone();
        boolean degenerate = false;
        for (int i = 0; i < series.length; i++) {
            residuals[i] = series[i] - baseline[i];
            if (!Double.isFinite(residuals[i])) {
                throw new IllegalArgumentException("values and baseline must be finite, but at position " + i
                        + " there were " + series[i] + " and " + baseline[i]);
            }
            if (!Double.isFinite(told[i])) {
                degenerate = true;
                told[i] = residuals[i] == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, residuals[i]);
            }
        }
        return new SeriesAnomalies(threshold, told, baseline.clone(), residuals, UNKNOWN_PERIOD, degenerate);
    }

    /**
     * Returns the number of points.
     *
     * @return that of the series
     */
    public int length() {
        return scores.length;
    }

    /**
     * Returns the score of a point.
     *
     * @param position from 0
     * @return never NaN; infinite only if {@link #isSpreadDegenerate}
     */
    public double score(int position) {
        return scores[position];
    }

    /**
     * Tells whether a point stands out.
     *
     * @param position from 0
     * @return 1 if its score is above the threshold, -1 if it is below the negative threshold, else 0
     */
    public int flag(int position) {
        double score = scores[position];
        return score > threshold ? 1 : score < -threshold ? -1 : 0;
    }

    /**
     * Returns what was to be expected at a point.
     *
     * @param position from 0
     * @return season and trend
     */
    public double baseline(int position) {
        return baseline[position];
    }

    /**
     * Returns how far a point lies above what was to be expected.
     *
     * @param position from 0
     * @return value - baseline
     */
    public double residual(int position) {
        return residuals[position];
    }

    /**
     * Returns all scores.
     *
     * @return a copy
     */
    public double[] scores() {
        return scores.clone();
    }

    /**
     * Returns all flags.
     *
     * @return a copy
     */
    public int[] flags() {
        int[] flags = new int[scores.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = flag(i);
        }
        return flags;
    }

    /**
     * Returns the whole baseline.
     *
     * @return a copy
     */
    public double[] baseline() {
        return baseline.clone();
    }

    /**
     * Returns all residuals.
     *
     * @return a copy
     */
    public double[] residuals() {
        return residuals.clone();
    }

    /**
     * Returns the period that the season has.
     *
     * @return in points; 0 if there is no season, {@link #UNKNOWN_PERIOD} if a server does not tell
     */
    public int period() {
        return period;
    }

    /**
     * Tells whether the usual residuals are all the same, so that nothing says how far is far: each point off them has an infinite
     * score.
     *
     * @return true for instance if a value never occurred before
     */
    public boolean isSpreadDegenerate() {
        return spreadDegenerate;
    }

    /**
     * Counts the points that stand out, in either direction.
     *
     * @return how many flags are not 0
     */
    public int anomalyCount() {
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            count += Math.abs(flag(i));
        }
        return count;
    }

    /** Returns length, period and the number of points that stand out. */
    @Override
    public String toString() {
        return "SeriesAnomalies[" + length() + " points, period " + period + ", " + anomalyCount() + " stand out]";
    }
}
