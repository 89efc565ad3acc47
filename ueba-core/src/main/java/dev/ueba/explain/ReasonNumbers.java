package dev.ueba.explain;

import dev.ueba.feature.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as reasons say them, the same everywhere. Stateless and thread-safe. */
public final class ReasonNumbers {

    private static final double EXACT_WHOLE = 0x1p53;
    private static final double HIGHEST_PERCENTILE = 99.9;

    private ReasonNumbers() {}

    /**
     * Returns whole numbers without a point, others with all their digits.
     *
     * @param value any number
     * @return such as {@code 120} or {@code 0.1}
     */
    public static String exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE
                ? Long.toString((long) value)
                : NumberText.repr(value);
    }

    /**
     * Returns two or three digits that matter.
     *
     * @param value any finite number, or NaN
     * @return such as {@code 3.9}, {@code 0.00021} or {@code 112}; {@code unknown} for NaN
     */
    public static String rounded(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        BigDecimal number = new BigDecimal(value);
        BigDecimal digits = Math.abs(value) >= 100.0
                ? number.setScale(0, RoundingMode.HALF_EVEN)
                : number.round(new MathContext(Math.abs(value) >= 10.0 ? 3 : 2, RoundingMode.HALF_EVEN));
        if (digits.signum() == 0) {
            return "0";
        }
        digits = digits.stripTrailingZeros();
        return Math.abs(value) < 1e-4 ? digits.toString() : digits.toPlainString();
    }

    /**
     * Returns a number of bits with one digit behind the point.
     *
     * @param bits finite
     * @return such as {@code 12.3}
     */
    public static String bits(double bits) {
        return new BigDecimal(bits).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * Returns a percentile rank in words. Nothing is at the hundredth percentile, however many rows there are.
     *
     * @param rank 0 to 100
     * @return such as {@code 99.9th}
     */
    public static String percentile(double rank) {
        String text = new BigDecimal(Math.min(rank, HIGHEST_PERCENTILE))
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString();
        return text
                + switch (text.charAt(text.length() - 1)) {
                    case '1' -> "st";
                    case '2' -> "nd";
                    case '3' -> "rd";
                    default -> "th";
                };
    }

    static String percent(double share) {
        return new BigDecimal(100.0 * share).setScale(0, RoundingMode.HALF_EVEN).toPlainString() + " %";
    }
}
