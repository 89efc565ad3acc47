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
            double score = score(rest, period);
            boolean peak = score >= score(rest, period - 1) && score >= score(rest, period + 1);
            if (peak && score >= LEAST_SCORE && score > bestScore) {
                best = period;
                bestScore = score;
            }
        }
        return best;
    }

    /** Returns the likeness of the series and itself one period later, less the shorter they overlap. */
    private static double score(double[] rest, int period) {
        int overlap = rest.length - period;
        double products = 0;
        double earlier = 0;
        double later = 0;
        for (int i = 0; i < overlap; i++) {
            products += rest[i] * rest[i + period];
            earlier += rest[i] * rest[i];
            later += rest[i + period] * rest[i + period];
        }
        // Two square roots, so that tiny values do not vanish.
        double size = Math.sqrt(earlier) * Math.sqrt(later);
        return size > 0 ? products / size * Math.sqrt((double) overlap / rest.length) : 0;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
