package dev.ueba.report;

import dev.ueba.feature.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers for readers, the same in every locale. */
final class Decimals {

    /** Numbers from here on have an exponent. */
    private static final double LONG = 1e16;

    private Decimals() {}

    /** Returns the number rounded as Python's {@code %.6f} does; NaN is empty. */
    static String rounded(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "";
        }
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Returns the number with what follows the second decimal cut off; NaN is empty. */
    static String cut(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        // The shortest digits, not the exact binary value: 0.29 is just below 0.29.
        return new BigDecimal(NumberText.repr(value))
                .setScale(2, RoundingMode.DOWN)
                .toPlainString();
    }

    /** Returns the shortest form for a reader: whole numbers without a point, others with two decimals; NaN is a dash. */
    static String brief(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Math.abs(value) >= LONG) {
            return NumberText.repr(value);
        }
        return value == Math.rint(value) ? rounded(value, 0) : rounded(value, 2);
    }
}
