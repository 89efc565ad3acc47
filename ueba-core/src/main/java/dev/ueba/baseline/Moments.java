package dev.ueba.baseline;

/**
 * Mean and spread of a growing series, four doubles per series in an array of the caller.
 *
 * <p>The mean is a compensated sum divided by the count, the spread comes from Welford's recurrence with its own running mean.
 * This mix, in the order in which values are added, gives the doubles of pandas 1.5 to the last bit (its grouped mean and
 * variance). No fused multiply-add anywhere.
 *
 * <p>Sources: Kahan, Further remarks on reducing truncation errors, CACM 8 (1965); Welford, Note on a method for calculating
 * corrected sums of squares and products, Technometrics 4 (1962).
 */
final class Moments {

    /** Doubles per series. */
    static final int STRIDE = 4;

    private static final int SUM = 0;
    private static final int COMPENSATION = 1;
    private static final int RUNNING_MEAN = 2;
    private static final int SQUARES = 3;

    /** Bounds every value that a forest can compare; doubles of that size neither overflow when summed nor when squared. */
    static final double BEYOND_FLOAT = 0x1p128;

    private Moments() {}

    /** Adds a number, the {@code count}-th of the series at {@code at}. */
    static void add(double[] moments, int at, int count, double value) {
        if (value == 0.0 && moments[at + RUNNING_MEAN] == 0.0 && moments[at + COMPENSATION] == 0.0) {
            // Zero after zeros, the commonest case by far: every line below would leave things as they are.
            return;
        }
        double corrected = value - moments[at + COMPENSATION];
        double sum = moments[at + SUM] + corrected;
        moments[at + COMPENSATION] = sum - moments[at + SUM] - corrected;
        moments[at + SUM] = sum;
        double oldMean = moments[at + RUNNING_MEAN];
        double mean = oldMean + (value - oldMean) / count;
        moments[at + RUNNING_MEAN] = mean;
        moments[at + SQUARES] += (value - mean) * (value - oldMean);
    }

    /** Tells whether a series of {@code count} numbers in the range of float can have these moments. */
    static boolean arePossible(double[] moments, int at, int count) {
        double squares = moments[at + SQUARES];
        return Math.abs(moments[at + SUM]) <= count * BEYOND_FLOAT
                && Math.abs(moments[at + COMPENSATION]) <= count * BEYOND_FLOAT
                && Math.abs(moments[at + RUNNING_MEAN]) <= (count == 0 ? 0.0 : BEYOND_FLOAT)
                && squares >= 0.0
                && squares <= count * (4.0 * BEYOND_FLOAT * BEYOND_FLOAT);
    }

    /** Returns the mean of {@code count >= 1} numbers. */
    static double mean(double[] moments, int at, int count) {
        return moments[at + SUM] / count;
    }

    /** Returns the standard deviation with divisor {@code count - 1}; 0 for fewer than two numbers. */
    static double standardDeviation(double[] moments, int at, int count) {
        double squares = moments[at + SQUARES];
        // Most histories of sensitive actions are constant: no root to draw.
        return count < 2 || squares == 0.0 ? 0.0 : Math.sqrt(squares / (count - 1));
    }

    /** Returns how many standard deviations a value is from the mean of {@code count} numbers; 0 if these do not differ. */
    static double zScore(double[] moments, int at, int count, double value, boolean keepNegative) {
        double deviation = standardDeviation(moments, at, count);
        if (!(deviation > 0.0)) {
            return 0.0;
        }
        double z = (value - mean(moments, at, count)) / deviation;
        return z < 0.0 && !keepNegative ? 0.0 : z;
    }
}
