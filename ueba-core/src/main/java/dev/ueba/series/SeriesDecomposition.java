package dev.ueba.series;

import java.util.Arrays;
import java.util.Objects;

/**
 * Takes a series of equal steps apart into season, trend and residuals, and tells which points stand out: a local form of
 * Kusto's {@code series_decompose_anomalies(series, threshold, seasonality, trend, testPoints, 'ctukey', 0.6)}.
 *
 * <ol>
 *   <li>The last {@code testPoints} are test points, the others training points. Season and trend are learnt from training
 *       points only; all points are scored.
 *   <li>The season of a point is the median of the training points of its phase, 0 without a period.
 *   <li>The trend is made of the training points without their season, see {@link SeriesTrend}. Baseline = season + trend,
 *       residual = value - baseline.
 *   <li>{@code low} and {@code high} are the 10th and 90th percentile of the residuals of the training points, interpolated
 *       linearly at {@code (n - 1) q}. A residual between them scores 0, one above {@code (r - high) / (high - low) F}, one below
 *       {@code (r - low) / (high - low) F}, with {@code F = 2.772605605507915}.
 *   <li>A point is flagged +1 above the threshold, -1 below its negative, else 0.
 * </ol>
 *
 * <p><strong>Where Kusto's documentation is silent</strong>, this is what happens here: the percentiles are those of the
 * training points. If {@code high = low} (as for a value that never occurred before), points on that plateau score 0 and those off
 * it plus or minus infinity, and {@link SeriesAnomalies#isSpreadDegenerate} says so; differences of up to 1e-12 of the greatest
 * value count as none. And periods are detected by a rule of our own:
 *
 * <p><strong>Detected periods.</strong> First the straight line of least squares is taken off the training points. The score of a
 * period {@code p} is the correlation about 0 of what is left, {@code d[0], d[1] ...}, with itself {@code p} points later, times the
 * square root of the share of points that overlap: {@code sum(d[i] d[i+p]) / sqrt(sum(d[i]^2) sum(d[i+p]^2)) sqrt((m - p) / m)}.
 * Among the periods from 4 points to half of the {@code m} training points whose score is at least 0.6 and not below those of both
 * neighbours, the highest score wins, the shorter period if equal. Microsoft's 60 points of traffic have period 14 with a score of
 * 0.84, as in Kusto.
 *
 * <p>Scores do not change if a constant is added to the series, nor if it is multiplied by a positive number, up to rounding.
 * Immutable and safe to share between threads.
 *
 * <pre>{@code
 * SeriesAnomalies anomalies = SeriesDecomposition.defaults().withTestPoints(1).decompose(3, 4, 3, 5, 4, 3, 4, 40);
 * boolean rose = anomalies.flag(7) > 0;
 * }</pre>
 *
 * @param threshold score from which a point is flagged, {@code > 0}
 * @param seasonality period in points: {@link #DETECT}, {@link #NONE}, or given, {@code >= 1}
 * @param trend how the trend is made
 * @param testPoints how many points at the end are not learnt from, {@code >= 0}
 * @see <a href="https://learn.microsoft.com/en-us/kusto/query/series-decompose-anomalies-function">series_decompose_anomalies</a>
 */
public record SeriesDecomposition(double threshold, int seasonality, SeriesTrend trend, int testPoints) {

    /** Seasonality: find the period. */
    public static final int DETECT = -1;

    /** Seasonality: there is none. */
    public static final int NONE = 0;

    /** The fewest training points. */
    public static final int LEAST_TRAINING_POINTS = 3;

    /** The greatest magnitude of a value: beyond, squares would overflow. */
    public static final double GREATEST_VALUE = 1e100;

    static final double PERCENTILE = 0.1;
    static final double SCALE = 2.772605605507915;
    private static final double ROUNDING = 1e-12;

    public SeriesDecomposition {
        Objects.requireNonNull(trend, "trend");
        if (!(threshold > 0) || Double.isInfinite(threshold)) {
            throw new IllegalArgumentException("threshold must be a finite number above 0, but was " + threshold);
        }
        if (seasonality < DETECT) {
            throw new IllegalArgumentException(
                    "seasonality must be -1 (detect), 0 (none) or a period >= 1, but was " + seasonality);
        }
        if (testPoints < 0) {
            throw new IllegalArgumentException("testPoints must be >= 0, but was " + testPoints);
        }
    }

    /**
     * Returns Kusto's defaults: threshold 1.5, the period detected, the mean as trend, no test points.
     *
     * @return the defaults
     */
    public static SeriesDecomposition defaults() {
        return new SeriesDecomposition(1.5, DETECT, SeriesTrend.AVERAGE, 0);
    }

    /**
     * Returns a copy with another threshold.
     *
     * @param value {@code > 0}
     * @return the copy
     */
    public SeriesDecomposition withThreshold(double value) {
        return new SeriesDecomposition(value, seasonality, trend, testPoints);
    }

    /**
     * Returns a copy with another seasonality.
     *
     * @param value {@link #DETECT}, {@link #NONE} or a period
     * @return the copy
     */
    public SeriesDecomposition withSeasonality(int value) {
        return new SeriesDecomposition(threshold, value, trend, testPoints);
    }

    /**
     * Returns a copy with another trend.
     *
     * @param value how the trend is made
     * @return the copy
     */
    public SeriesDecomposition withTrend(SeriesTrend value) {
        return new SeriesDecomposition(threshold, seasonality, value, testPoints);
    }

    /**
     * Returns a copy with another number of test points.
     *
     * @param value {@code >= 0}
     * @return the copy
     */
    public SeriesDecomposition withTestPoints(int value) {
        return new SeriesDecomposition(threshold, seasonality, trend, value);
    }

    /**
     * Takes a series apart.
     *
     * @param series at least {@link #LEAST_TRAINING_POINTS} points more than there are test points, finite and of at most
     *     {@link #GREATEST_VALUE}; not kept
     * @return scores, flags and baseline, each as long as the series
     * @throws IllegalArgumentException if the series is too short, if a value is no such number (the message gives its position), or if
     *     a given period is longer than the training points
     */
    public SeriesAnomalies decompose(double... series) {
        int training = series.length - testPoints;
        check(series, training);
        int period = seasonality == DETECT ? SeriesPeriod.detect(series, training) : seasonality;
        double[] baseline = period == NONE ? new double[series.length] : Seasons.medians(series, training, period);
        addTrend(series, training, baseline);
        double[] residuals = new double[series.length];
        double greatest = 0;
        for (int i = 0; i < series.length; i++) {
            residuals[i] = series[i] - baseline[i];
            greatest = Math.max(greatest, Math.max(Math.abs(series[i]), Math.abs(baseline[i])));
        }
        double[] sorted = Arrays.copyOf(residuals, training);
        Arrays.sort(sorted);
        double low = Seasons.percentile(sorted, PERCENTILE);
        double high = Seasons.percentile(sorted, 1 - PERCENTILE);
        double rounding = ROUNDING * greatest;
        boolean degenerate = high - low <= rounding;
        double[] scores = new double[series.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = degenerate ? offPlateau(residuals[i], low, high, rounding) : score(residuals[i], low, high);
        }
        return new SeriesAnomalies(threshold, scores, baseline, residuals, period, degenerate);
    }

    private void check(double[] series, int training) {
        if (training < LEAST_TRAINING_POINTS) {
            throw new IllegalArgumentException("a series needs at least " + LEAST_TRAINING_POINTS
                    + " points to learn from, but has " + series.length + " points, " + testPoints
                    + " of them for testing");
        }
        for (int i = 0; i < series.length; i++) {
            if (!(Math.abs(series[i]) <= GREATEST_VALUE)) {
                throw new IllegalArgumentException("the values of a series must be finite and at most " + GREATEST_VALUE
                        + " in size, but at position " + i + " there was " + series[i]);
            }
        }
        if (seasonality > training) {
            throw new IllegalArgumentException("the period " + seasonality + " is longer than the " + training
                    + " points to learn from; give a longer series or a shorter period");
        }
    }

    /** Adds the trend of the training points to the season that {@code baseline} holds. */
    private void addTrend(double[] series, int training, double[] baseline) {
        double[] rest = new double[training];
        for (int i = 0; i < training; i++) {
            rest[i] = series[i] - baseline[i];
        }
        switch (trend) {
            case NONE -> {}
            case AVERAGE -> {
                double mean = StraightLine.mean(rest);
                for (int i = 0; i < baseline.length; i++) {
                    baseline[i] += mean;
                }
            }
            case LINE_FIT -> {
                StraightLine line = StraightLine.through(rest);
                for (int i = 0; i < baseline.length; i++) {
                    baseline[i] += line.at(i);
                }
            }
        }
    }

    static double score(double residual, double low, double high) {
        if (residual > high) {
            return (residual - high) / (high - low) * SCALE;
        }
        return residual < low ? (residual - low) / (high - low) * SCALE : 0;
    }

    private static double offPlateau(double residual, double low, double high, double rounding) {
        if (residual > high + rounding) {
            return Double.POSITIVE_INFINITY;
        }
        return residual < low - rounding ? Double.NEGATIVE_INFINITY : 0;
    }
}
