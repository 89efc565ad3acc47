package dev.ueba.forest;

/**
 * The natural logarithm of whole numbers, correctly rounded. {@code Math.log} and {@code StrictMath.log} promise only to be
 * within one unit in the last place, and some of their results are off by it.
 */
final class NaturalLogarithm {

    /*
     * n = 2^e * m with m in [1/sqrt(2), sqrt(2)], and ln m = 2 (z + z^3/3 + z^5/5 + ...) with z = (m-1)/(m+1), |z| < 0.172.
     * Everything is held as an unevaluated sum of two doubles (about 106 bits), which leaves no doubt about the rounding
     * to 53 unless the logarithm lies within 2^-100 of a rounding boundary.
     */
    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
    private static final int TERMS = 22;
    private static final double ROOT_OF_TWO = 1.4142135623730951;

    private NaturalLogarithm() {}

    /** Returns ln(n), {@code n >= 1}. */
    static double of(int n) {
        int exponent = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(n);
        double mantissa = Math.scalb((double) n, -exponent);
        if (mantissa > ROOT_OF_TWO) {
            mantissa /= 2;
            exponent++;
        }
        // Numerator and denominator are exact: a mantissa has at most 31 bits.
        double numerator = mantissa - 1.0;
        double denominator = mantissa + 1.0;
        double zHigh = numerator / denominator;
        double zLow = Math.fma(-zHigh, denominator, numerator) / denominator;
        double squareHigh = zHigh * zHigh;
        double squareLow = Math.fma(zHigh, zHigh, -squareHigh) + 2.0 * zHigh * zLow;

        double sumHigh = 0.0;
        double sumLow = 0.0;
        for (int term = TERMS; term >= 0; term--) {
            double odd = 2.0 * term + 1.0;
            double high = 1.0 / odd;
            double low = Math.fma(-high, odd, 1.0) / odd;
            double productHigh = squareHigh * sumHigh;
            double productLow =
                    Math.fma(squareHigh, sumHigh, -productHigh) + (squareHigh * sumLow + squareLow * sumHigh);
            double total = high + productHigh;
            double rest = (productHigh - (total - high)) + low + productLow;
            sumHigh = total + rest;
            sumLow = rest - (sumHigh - total);
        }
        double seriesHigh = 2.0 * zHigh * sumHigh;
        double seriesLow = Math.fma(2.0 * zHigh, sumHigh, -seriesHigh) + 2.0 * (zHigh * sumLow + zLow * sumHigh);
        double powerHigh = exponent * LN2_HIGH;
        double powerLow = Math.fma(exponent, LN2_HIGH, -powerHigh) + exponent * LN2_LOW;
        // The larger first, so that the error of the sum is exact.
        double larger = Math.abs(powerHigh) >= Math.abs(seriesHigh) ? powerHigh : seriesHigh;
        double smaller = Math.abs(powerHigh) >= Math.abs(seriesHigh) ? seriesHigh : powerHigh;
        double total = larger + smaller;
        return total + ((smaller - (total - larger)) + (powerLow + seriesLow));
    }
}
