package dev.ueba.feature;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/**
 * Reads number cells: {@code [+-]?(digits[.digits?]|.digits)([eE][+-]?digits)?}, blanks around it allowed, correctly
 * rounded. Text without point and exponent is a whole number and must be held exactly.
 *
 * <p>The result of the last {@link #parse} stays in the object, so that nothing is allocated per cell. Not thread-safe.
 */
final class CsvNumbers {

    /** Whole numbers of up to so many digits are exact, as 10^15 < 2^53. */
    private static final int EXACT_DIGITS = 15;

    /** No {@code long} has more digits. */
    private static final int MOST_WHOLE_DIGITS = 19;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final Set<String> INFINITE_WORDS = Set.of("inf", "infinity", "∞");
    private static final Set<String> NAN_WORDS =
            Set.of("nan", "-nan", "+nan", "1.#qnan", "-1.#qnan", "1.#ind", "-1.#ind");

    private double value;
    private boolean whole;

    /**
     * Reads digits with or without a sign and a point, at most 15 digits; returns false for all other text, which
     * {@link #parse} may still take. The value is the one that {@link #parse} gives: whole numbers below 2^53 and powers of
     * ten up to 10^22 are exact, and dividing them rounds once.
     */
    boolean parseSimple(byte[] text, int from, int to) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        i += negative ? 1 : 0;
        long digits = 0;
        int firstDigit = i;
        int afterPoint = 0;
        if (to - from > EXACT_DIGITS) {
            return false;
        }
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (text[i] == '.' && afterPoint == 0) {
                afterPoint = i + 1;
            } else {
                return false;
            }
        }
        whole = afterPoint == 0;
        if (whole) {
            value = negative && digits != 0 ? -digits : digits;
            return to > firstDigit;
        }
        double magnitude = digits / POWERS_OF_TEN[to - afterPoint];
        value = negative ? -magnitude : magnitude;
        return to - firstDigit > 1;
    }

    /** Reads a cell; returns false if it is refused, and {@link #problem} then says why. */
    boolean parse(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        int i = start;
        boolean negative = false;
        if (i < end && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
            negative = text.charAt(i) == '-';
            i++;
        }
        int firstDigit = i;
        long digits = 0;
        while (i < end && isDigit(text.charAt(i))) {
            // Overflows only where there are too many digits for it to be used.
            digits = digits * 10 + (text.charAt(i) - '0');
            i++;
        }
        if (i < end) {
            return parseReal(text, start, firstDigit, i, end);
        }
        whole = true;
        int count = i - firstDigit;
        if (count <= EXACT_DIGITS) {
            value = negative && digits != 0 ? -digits : digits;
            return count > 0;
        }
        return parseLongWhole(text.substring(firstDigit, end), negative);
    }

    /** The last number read; finite. */
    double value() {
        return value;
    }

    /** Whether the last number read was written without point and exponent. */
    boolean isWhole() {
        return whole;
    }

    private boolean parseReal(String text, int start, int firstDigit, int afterDigits, int end) {
        int i = afterDigits;
        int digits = i - firstDigit;
        if (text.charAt(i) == '.') {
            int point = i++;
            while (i < end && isDigit(text.charAt(i))) {
                i++;
            }
            digits += i - point - 1;
        }
        if (digits == 0) {
            return false;
        }
        if (i < end && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            i++;
            if (i < end && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
                i++;
            }
            int firstExponentDigit = i;
            while (i < end && isDigit(text.charAt(i))) {
                i++;
            }
            if (i == firstExponentDigit) {
                return false;
            }
        }
        if (i < end) {
            return false;
        }
        whole = false;
        value = JavaDoubleParser.parseDouble(text, start, end - start);
        return !Double.isInfinite(value);
    }

    private boolean parseLongWhole(String digits, boolean negative) {
        String significant = withoutLeadingZeros(digits);
        if (significant.length() > MOST_WHOLE_DIGITS) {
            return false;
        }
        BigInteger exact = new BigInteger(significant);
        if (exact.bitLength() >= Long.SIZE) {
            return false;
        }
        double magnitude = exact.doubleValue();
        value = negative && magnitude != 0 ? -magnitude : magnitude;
        return new BigDecimal(magnitude).toBigInteger().equals(exact);
    }

    private static String withoutLeadingZeros(String digits) {
        int i = 0;
        while (i < digits.length() - 1 && digits.charAt(i) == '0') {
            i++;
        }
        return digits.substring(i);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Returns what is wrong with a cell that {@link #parse} refused, and what to do. */
    static String problem(String text) {
        String found = "expected a number, found " + CsvValues.quoted(text);
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (CsvValues.isMalformed(text)) {
            return found + ": " + CsvValues.NOT_UTF_8;
        }
        if (word.isEmpty()) {
            return "the cell is empty, expected a number; fill it in, or read the file with pandas' missing words if"
                    + " missing values are meant";
        }
        if (NAN_WORDS.contains(word) || CsvValues.isPandasMissing(text.strip())) {
            return found + ", a word for a missing value; fill it in, or read the file with pandas' missing words if it"
                    + " is meant";
        }
        if (INFINITE_WORDS.contains(word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word)) {
            return "expected a finite number, found " + CsvValues.quoted(text) + "; correct the cell";
        }
        boolean signed = word.startsWith("-") || word.startsWith("+");
        if (isWholeText(signed ? word.substring(1) : word)) {
            return "the whole number " + CsvValues.quoted(text) + " cannot be held exactly in a double (all are up to"
                    + " 2^53); correct it, or write it with a point or an exponent if it need not be exact";
        }
        if (new CsvNumbers().isTooLarge(text)) {
            return "expected a finite number, found " + CsvValues.quoted(text)
                    + ", which is beyond the range of a double; correct the cell";
        }
        if (hasSeparators(word)) {
            return found + "; write it without thousands separators and with a point, as in 1234.5";
        }
        return found + "; correct the cell, or leave the column out if it is text";
    }

    private boolean isTooLarge(String text) {
        value = 0;
        return !parse(text) && Double.isInfinite(value);
    }

    private static boolean isWholeText(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean hasSeparators(String text) {
        boolean digit = false;
        boolean separator = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digit |= isDigit(c);
            separator |= ",._' \u00a0\u202f\u2009".indexOf(c) >= 0;
            if (!isDigit(c) && ",._' \u00a0\u202f\u2009+-".indexOf(c) < 0) {
                return false;
            }
        }
        return digit && separator;
    }
}
