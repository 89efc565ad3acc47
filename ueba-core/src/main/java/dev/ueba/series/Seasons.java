package dev.ueba.series;

import java.util.Arrays;

/** Medians of phases, and percentiles. */
final class Seasons {

    private static final double MEDIAN = 0.5;

    private Seasons() {}

    /** Returns for each point the median of the training points of its phase; every phase has one. */
    static double[] medians(double[] series, int training, int period) {
        double[] season = new double[series.length];
        for (int phase = 0; phase < period; phase++) {
            double[] same = new double[(training - phase + period - 1) / period];
            for (int i = 0; i < same.length; i++) {
                same[i] = series[phase + i * period];
            }
            Arrays.sort(same);
            double median = percentile(same, MEDIAN);
            for (int i = phase; i < season.length; i += period) {
                season[i] = median;
            }
        }
        return season;
    }

    /** Returns the value at {@code (n - 1) share} of sorted values, interpolated linearly. */
    static double percentile(double[] sorted, double share) {
        double position = (sorted.length - 1) * share;
        int below = (int) position;
        if (below + 1 >= sorted.length) {
            return sorted[sorted.length - 1];
        }
        return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - below);
    }
}
