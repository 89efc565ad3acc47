package dev.ueba.series;

import java.util.Arrays;

/** Finds the period of a series; the rule is told in {@link SeriesDecomposition}. */
final class SeriesPeriod {

    static final int SHORTEST = 4;
    static final double LEAST_SCORE = 0.6;

    /** What is left of a straight line by rounding, as a share of the squares, is no season. */
    private static final double NOTHING_LEFT = 1e-20;

    private SeriesPeriod() {}

    /** Returns the period of the first {@code training} points, or 0. */
    static int detect(double[] series, int training) {
        double[] rest = Arrays.copyOf(series, training);
        double before = squares(rest);
        StraightLine line = StraightLine.through(rest);
        for (int i = 0; i < training; i++) {
            rest[i] -= line.at(i);
        }
        double squares = squares(rest);
        if (!(squares > NOTHING_LEFT * before)) {
            return SeriesDecomposition.NONE;
        }
        int best = SeriesDecomposition.NONE;
        double bestScore = 0;
        for (int period = SHORTEST; period <= training / 2; period++) {
            double score = products(rest, period) / squares;
            boolean peak =
                    score >= products(rest, period - 1) / squares && score >= products(rest, period + 1) / squares;
            if (peak && score >= LEAST_SCORE && score > bestScore) {
                best = period;
                bestScore = score;
            }
        }
        return best;
    }

    private static double squares(double[] values) {
        return products(values, 0);
    }

    private static double products(double[] values, int lag) {
        double sum = 0;
        for (int i = 0; i + lag < values.length; i++) {
            sum += values[i] * values[i + lag];
        }
        return sum;
    }
}
