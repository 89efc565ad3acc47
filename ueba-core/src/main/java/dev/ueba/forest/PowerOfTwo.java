package dev.ueba.forest;

import java.math.BigInteger;

/**
 * Powers of two with a broken exponent, with the very bits that {@code pow(2, x)} of the GNU C library gives on machines
 * with fused multiply-add. That is what Python's scores are made with, and neither {@code Math.pow} (which may differ
 * between machines) nor {@code StrictMath.pow} agrees with it in every last bit.
 *
 * @see <a href="https://github.com/ARM-software/optimized-routines">Arm Optimized Routines</a>
 */
final class PowerOfTwo {

    /*
     * x ln 2 = n (ln 2 / 128) + r with a whole n; then 2^x = 2^(n / 128) e^r, the first factor from a table of 128 entries
     * and the second from a polynomial of degree 5. The numbers named here (the two parts of ln 2, the step and its
     * inverse, the polynomial) are published in Arm Optimized Routines (MIT licence), from which the GNU C library has its
     * pow and exp. The table is computed.
     */
    private static final double LN2_FIRST = 0x1.62e42fefa3800p-1;
    private static final double LN2_SECOND = 0x1.ef35793c76730p-45;
    private static final double LN2_HIGH = LN2_FIRST + LN2_SECOND;
    private static final double LN2_LOW = LN2_SECOND - (LN2_HIGH - LN2_FIRST);

    private static final int STEPS = 128;
    private static final int STEP_BITS = 7;
    private static final int FRACTION_BITS = 160;
    private static final int MANTISSA_BITS = 52;
    private static final double STEPS_PER_LN2 = 0x1.71547652b82fep7;
    private static final double STEP_HIGH = 0x1.62e42fefa0000p-8;
    private static final double STEP_LOW = 0x1.cf79abc9e3b39p-47;
    /** Adding and taking away this number rounds to whole numbers. */
    private static final double ROUNDER = 0x1.8p52;

    private static final double C2 = 0x1.ffffffffffdbdp-2;
    private static final double C3 = 0x1.555555555543cp-3;
    private static final double C4 = 0x1.55555cf172b91p-5;
    private static final double C5 = 0x1.1111167a4d017p-7;

    /** 2^(j / 128), rounded. */
    private static final double[] ROOTS = new double[STEPS];
    /** What the rounding left out, relative to the rounded value. */
    private static final double[] ROOT_TAILS = new double[STEPS];

    static {
        // Whole numbers that count in units of 2^-FRACTION_BITS: far quicker at start-up than decimal ones.
        BigInteger[] halvings = new BigInteger[STEP_BITS];
        BigInteger root = BigInteger.TWO.shiftLeft(FRACTION_BITS);
        for (int bit = STEP_BITS - 1; bit >= 0; bit--) {
            root = root.shiftLeft(FRACTION_BITS).sqrt();
            halvings[bit] = root; // 2^(2^bit / 128)
        }
        for (int j = 0; j < STEPS; j++) {
            BigInteger exact = BigInteger.ONE.shiftLeft(FRACTION_BITS);
            for (int bit = 0; bit < STEP_BITS; bit++) {
                if (((j >> bit) & 1) != 0) {
                    exact = exact.multiply(halvings[bit]).shiftRight(FRACTION_BITS);
                }
            }
            ROOTS[j] = Math.scalb(exact.doubleValue(), -FRACTION_BITS);
            long mantissa = (long) Math.scalb(ROOTS[j], MANTISSA_BITS);
            BigInteger rounded = BigInteger.valueOf(mantissa).shiftLeft(FRACTION_BITS - MANTISSA_BITS);
            ROOT_TAILS[j] = Math.scalb(exact.subtract(rounded).doubleValue(), -FRACTION_BITS) / ROOTS[j];
        }
    }

    private PowerOfTwo() {}

    /** Returns 2^x for x in [-512, 512]. */
    static double of(double x) {
        double product = x * LN2_HIGH;
        double productLow = Math.fma(x, LN2_LOW, Math.fma(x, LN2_HIGH, -product));
        double shifted = Math.fma(STEPS_PER_LN2, product, ROUNDER);
        double whole = shifted - ROUNDER;
        double r = Math.fma(whole, -STEP_LOW, Math.fma(whole, -STEP_HIGH, product)) + productLow;
        int n = (int) whole;
        int j = n & (STEPS - 1);
        double scale = Double.longBitsToDouble(Double.doubleToRawLongBits(ROOTS[j]) + ((long) (n >> STEP_BITS) << 52));
        double square = r * r;
        double tail = ROOT_TAILS[j] + r;
        double polynomial = Math.fma(square * square, Math.fma(r, C5, C4), Math.fma(square, Math.fma(r, C3, C2), tail));
        return Math.fma(scale, polynomial, scale);
    }
}
