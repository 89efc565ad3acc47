package dev.ueba.logs.github;

import java.math.BigInteger;

/**
 * The mean and spread of times of day, in exact whole numbers, so that neither the order of events nor rounding matters.
 * Not thread-safe.
 */
final class UsualTimes {

    /*
     * With t the minute of the day, n events, S the sum of t and Q the sum of t squared, the mean is S / n and the sample
     * variance (n Q - S^2) / (n (n - 1)). So
     *
     *     |t - mean| > 3 std   <=>   (n t - S)^2 (n - 1) > 9 n (n Q - S^2)   <=>   |n t - S| > r,
     *     r = floor(sqrt(floor(9 n (n Q - S^2) / (n - 1))))
     *
     * as the left side is a whole number. n t, S and Q are exact in long below 4 * 10^12 events; r is found once per actor.
     * Minutes instead of hours scale both sides alike. A deviation of 0, and fewer than two events, mean no outlier.
     */
    private static final BigInteger NINE = BigInteger.valueOf(9);

    private long n;
    private long sum;
    private long squares;
    private long reach = Long.MAX_VALUE;

    void add(int minute, int times) {
        n += times;
        sum += (long) minute * times;
        squares += (long) minute * minute * times;
    }

    /** Makes ready for {@link #isOutlier}, after the last event was added. */
    void settle() {
        reach = Long.MAX_VALUE;
        if (n < 2) {
            return;
        }
        BigInteger count = BigInteger.valueOf(n);
        BigInteger total = BigInteger.valueOf(sum);
        BigInteger spread = count.multiply(BigInteger.valueOf(squares)).subtract(total.multiply(total));
        if (spread.signum() == 0) {
            return;
        }
        reach = NINE.multiply(count)
                .multiply(spread)
                .divide(BigInteger.valueOf(n - 1))
                .sqrt()
                .longValueExact();
    }

    /** Tells whether a minute is more than three standard deviations from the mean. */
    boolean isOutlier(int minute) {
        return Math.abs(n * minute - sum) > reach;
    }
}
