package dev.ueba.feature;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as Python writes them: the shortest digits that read back to the same {@code double}, positional from
 * {@code 1e-4} to below {@code 1e16}, otherwise with an exponent of at least two digits.
 *
 * <pre>{@code
 * NumberText.repr(3.0);     // 3.0
 * NumberText.repr(1e-5);    // 1e-05
 * NumberText.repr(2.5e16);  // 2.5e+16
 * }</pre>
 */
public final class NumberText {

    /** Whole numbers below this are exact and written without an exponent. */
    private static final double POSITIONAL_WHOLE = 1e15;

    /** Below this, neighbouring doubles are so far apart that one digit may do where Java's rule asks for two. */
    private static final double COARSE = 0x1p-1060;

    /** The position of the point, counted from the first digit, for which Python leaves out the exponent: (-4, 16]. */
    private static final int LEAST_POINT = -3;

    private static final int MOST_POINT = 16;

    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

    private NumberText() {}

    /**
     * Returns what Python's {@code repr} of a {@code float} returns.
     *
     * @param value any number; {@code NaN} gives {@code nan}, infinities {@code inf} and {@code -inf}
     * @return ASCII
     */
    public static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (isPlainWhole(value)) {
            return (long) value + ".0";
        }
        // Shortest digits (JDK 17's own Double.toString is not); with an exponent outside [1e-3, 1e7).
        String text = NumberOutput.toString(value, true);
        int exponentAt = text.indexOf('E');
        if (exponentAt < 0) {
            return text;
        }
        int exponent = Integer.parseInt(text, exponentAt + 1, text.length(), 10);
        boolean negative = text.charAt(0) == '-';
        int from = negative ? 1 : 0;
        String digits = text.charAt(from) + withoutZero(text.substring(from + 2, exponentAt));
        if (digits.length() == 2 && Math.abs(value) < COARSE) {
            BigDecimal one = new BigDecimal(Math.abs(value)).round(ONE_DIGIT);
            if (one.doubleValue() == Math.abs(value)) {
                return layOut(negative, one.unscaledValue().toString(), 1 - one.scale());
            }
        }
        return layOut(negative, digits, exponent + 1);
    }

    /** Tells whether a number is whole and small enough for {@code (long) value + ".0"}; negative zero is not. */
    static boolean isPlainWhole(double value) {
        return value == Math.rint(value)
                && Math.abs(value) < POSITIONAL_WHOLE
                && (value != 0 || Double.doubleToRawLongBits(value) == 0);
    }

    private static String withoutZero(String fraction) {
        return fraction.equals("0") ? "" : fraction;
    }

    /** Writes {@code 0.digits * 10^point}. */
    private static String layOut(boolean negative, String digits, int point) {
        StringBuilder text = new StringBuilder(26);
        if (negative) {
            text.append('-');
        }
        if (point < LEAST_POINT || point > MOST_POINT) {
            text.append(digits.charAt(0));
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            int exponent = point - 1;
            text.append(exponent < 0 ? "e-" : "e+");
            int size = Math.abs(exponent);
            return text.append(size < 10 ? "0" : "").append(size).toString();
        }
        if (point <= 0) {
            return text.append("0.").append("0".repeat(-point)).append(digits).toString();
        }
        if (point >= digits.length()) {
            return text.append(digits)
                    .append("0".repeat(point - digits.length()))
                    .append(".0")
                    .toString();
        }
        return text.append(digits, 0, point)
                .append('.')
                .append(digits, point, digits.length())
                .toString();
    }
}
