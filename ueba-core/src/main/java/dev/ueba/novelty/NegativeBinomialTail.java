package dev.ueba.novelty;

import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.special.Beta;

/** The upper tail of the negative binomial distribution, in bits. */
final class NegativeBinomialTail {

    /*
     * P(X >= x) = I_q(x, size) with q = mean / (size + mean): the regularised incomplete beta function (Abramowitz and Stegun,
     * 26.5.26). Up to LARGEST_BITS its value is an ordinary double, so nothing needs the logarithmic scale.
     */

    /** Stranger than this nothing is called: 2^-900 is still an ordinary double. */
    static final double LARGEST_BITS = 900.0;

    /** Counts are told apart up to here. */
    static final double LARGEST_COUNT = 1e9;

    private static final double ACCURACY = 1e-10;
    private static final int STEPS = 200_000;
    private static final double SMALLEST_SIZE = 1e-6;
    private static final double LARGEST_SIZE = 1e9;

    private NegativeBinomialTail() {}

    /**
     * Returns -log2 P(X >= count).
     *
     * @param count {@code >= 0}
     * @param mean {@code > 0}
     * @param size the variance is mean + mean^2 / size, {@code > 0}
     * @return from 0 to {@link #LARGEST_BITS}; 0 for a count that is not above the mean, without looking closer: less than
     *     about two bits, and on the safe side
     */
    static double bits(double count, double mean, double size) {
        double x = Math.min(count, LARGEST_COUNT);
        if (x <= mean || x < 1.0) {
            return 0.0;
        }
        double r = Math.max(SMALLEST_SIZE, Math.min(LARGEST_SIZE, size));
        double q = mean / (r + mean);
        double tail;
        try {
            tail = Beta.regularizedBeta(q, x, r, ACCURACY, STEPS);
        } catch (MathIllegalStateException e) {
            // The fraction did not settle, which needs counts near a mean of many millions: nothing to be surprised
            // about.
            return 0.0;
        }
        if (!(tail > 0x1p-900)) {
            return LARGEST_BITS;
        }
        return Math.max(0.0, -StrictMath.log(tail) / LN_2);
    }

    static final double LN_2 = StrictMath.log(2.0);
}
