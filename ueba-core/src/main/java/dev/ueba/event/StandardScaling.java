package dev.ueba.event;

import java.util.function.DoubleUnaryOperator;

/**
 * Columns in standard units: {@code (x - mean) / standard deviation}, learned from training rows, with the population
 * deviation; a column that was constant in training becomes 0.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class StandardScaling {

    private final double[] means;
    /** 0 for constant columns. */
    private final double[] deviations;

    private StandardScaling(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * Learns mean and deviation of columns, in two passes with compensated sums.
     *
     * @param columns {@code columns[feature][row]}, finite; not kept; without rows every column counts as constant
     * @return what was learned
     */
    public static StandardScaling fit(double[][] columns) {
        double[] means = new double[columns.length];
        double[] deviations = new double[columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            double[] column = columns[feature];
            if (isConstant(column)) {
                continue;
            }
            double mean = sum(column, value -> value) / column.length;
            means[feature] = mean;
            deviations[feature] =
                    StrictMath.sqrt(sum(column, value -> (value - mean) * (value - mean)) / column.length);
        }
        return new StandardScaling(means, deviations);
    }

    /**
     * Returns scaled columns.
     *
     * @param columns {@code columns[feature][row]}, as many as there were in training; left as they are
     * @return new arrays of the same shape
     * @throws IllegalArgumentException if the number of columns differs
     */
    public double[][] transform(double[][] columns) {
        if (columns.length != means.length) {
            throw new IllegalArgumentException(
                    "the scaling was learned on " + means.length + " columns, but there are " + columns.length);
        }
        double[][] scaled = new double[columns.length][];
        for (int feature = 0; feature < columns.length; feature++) {
            DoubleUnaryOperator scaler = scaler(feature);
            scaled[feature] = columns[feature].clone();
            for (int row = 0; row < scaled[feature].length; row++) {
                scaled[feature][row] = scaler.applyAsDouble(scaled[feature][row]);
            }
        }
        return scaled;
    }

    /** Returns the function of one column. */
    DoubleUnaryOperator scaler(int feature) {
        double mean = means[feature];
        double deviation = deviations[feature];
        return deviation == 0.0 ? value -> 0.0 : value -> (value - mean) / deviation;
    }

    private static boolean isConstant(double[] column) {
        for (double value : column) {
            if (value != column[0]) {
                return false;
            }
        }
        return true;
    }

    /** Neumaier's sum. */
    private static double sum(double[] column, DoubleUnaryOperator term) {
        double sum = 0.0;
        double rest = 0.0;
        for (double value : column) {
            double next = term.applyAsDouble(value);
            double total = sum + next;
            rest += Math.abs(sum) >= Math.abs(next) ? (sum - total) + next : (next - total) + sum;
            sum = total;
        }
        return sum + rest;
    }
}
