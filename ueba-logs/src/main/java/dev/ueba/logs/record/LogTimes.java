package dev.ueba.logs.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time of an event, without exceptions. Known are ISO 8601 text with date and time ({@code T} or a blank between,
 * up to nine digits of a fraction, an offset, {@code Z}, {@code UTC} or none), and seconds, milliseconds, microseconds or
 * nanoseconds since 1970, as text or number.
 *
 * <p>A number below 10<sup>11</sup> is seconds, below 10<sup>14</sup> milliseconds, below 10<sup>17</sup> microseconds, else
 * nanoseconds. Times before 1970 or from 2200 on are none. Stateless and thread-safe.
 */
public final class LogTimes {

    private static final long END = LocalDate.of(2200, 1, 1).toEpochDay() * 86_400L;
    private static final int SHORTEST = "2026-01-04T10:00".length();
    private static final int LONGEST = 64;
    private static final int NO_OFFSET = Integer.MAX_VALUE;
    private static final int MOST_EXPONENT = 30;
    private static final BigDecimal MOST_SECONDS = BigDecimal.TEN.pow(11);
    private static final BigDecimal MOST_NUMBER = BigDecimal.TEN.pow(20);

    private LogTimes() {}

    /**
     * Returns the time that a text tells.
     *
     * @param text any; blanks around it do not matter
     * @param zone whose local time it is where the text has no offset
     * @return null if it is no time of these forms; a local time that a change of clocks skips is moved forward, of two that
     *     are meant the earlier is taken
     */
    public static @Nullable Instant of(String text, ZoneId zone) {
        if (text.length() > LONGEST) {
            return null;
        }
        String time = text.strip();
        return isNumber(time) ? ofNumber(time) : ofIso(time, zone);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean exponent = i > 0 && (c == 'e' || c == 'E' || ((c == '+' || c == '-') && isExponent(text, i - 1)));
            if (!isDigit(c) && c != '.' && !exponent) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isExponent(String text, int at) {
        return text.charAt(at) == 'e' || text.charAt(at) == 'E';
    }

    private static @Nullable Instant ofNumber(String text) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
        // The exponent is bounded first: 1e999999999 would not fit into memory as digits.
        if (Math.abs((long) number.precision() - number.scale()) > MOST_EXPONENT
                || number.compareTo(MOST_NUMBER) >= 0) {
            return null;
        }
        BigDecimal seconds = number;
        for (BigDecimal least = MOST_SECONDS; number.compareTo(least) >= 0; least = least.movePointRight(3)) {
            seconds = seconds.movePointLeft(3);
        }
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
        int nanos = seconds.subtract(BigDecimal.valueOf(whole))
                .movePointRight(9)
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
        return within(whole, nanos);
    }

    /**
     * Tells whether a time is one that an event can have.
     *
     * @param time any
     * @return false before 1970 and from 2200 on
     */
    public static boolean isKnown(Instant time) {
        return time.getEpochSecond() >= 0 && time.getEpochSecond() < END;
    }

    private static @Nullable Instant within(long seconds, int nanos) {
        return seconds >= 0 && seconds < END ? Instant.ofEpochSecond(seconds, nanos) : null;
    }

    private static @Nullable Instant ofIso(String t, ZoneId zone) {
        int length = t.length();
        if (length < SHORTEST) {
            return null;
        }
        int year = digits(t, 0, 4);
        int month = digits(t, 5, 2);
        int day = digits(t, 8, 2);
        int hour = digits(t, 11, 2);
        int minute = digits(t, 14, 2);
        char between = t.charAt(10);
        boolean shaped = t.charAt(4) == '-'
                && t.charAt(7) == '-'
                && (between == 'T' || between == 't' || between == ' ')
                && t.charAt(13) == ':';
        if (!shaped || year < 1 || month < 1 || month > 12 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return null;
        }
        if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        int second = 0;
        int nanos = 0;
        int p = 16;
        if (p < length && t.charAt(p) == ':') {
            second = digits(t, p + 1, 2);
            if (second < 0 || second > 60) {
                return null;
            }
            // A leap second is the second before it.
            second = Math.min(second, 59);
            p += 3;
            if (p < length && (t.charAt(p) == '.' || t.charAt(p) == ',')) {
                p++;
                for (int scale = 100_000_000; p < length && isDigit(t.charAt(p)); scale /= 10) {
                    nanos += (t.charAt(p) - '0') * scale;
                    p++;
                }
            }
        }
        int offset = offsetSeconds(t, p);
        if (offset == Integer.MIN_VALUE) {
            return null;
        }
        if (offset == NO_OFFSET && !zone.equals(ZoneOffset.UTC)) {
            Instant local = LocalDateTime.of(year, month, day, hour, minute, second, nanos)
                    .atZone(zone)
                    .toInstant();
            return within(local.getEpochSecond(), local.getNano());
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second;
        return within(seconds - (offset == NO_OFFSET ? 0 : offset), nanos);
    }

    /** Returns what the local time is ahead of UTC, {@link #NO_OFFSET}, or the least number if it is none of the forms. */
    private static int offsetSeconds(String t, int from) {
        int p = from;
        while (p < t.length() && t.charAt(p) == ' ') {
            p++;
        }
        int length = t.length() - p;
        if (length == 0) {
            return NO_OFFSET;
        }
        char c = t.charAt(p);
        if ((length == 1 && (c == 'Z' || c == 'z')) || (length == 3 && t.startsWith("UTC", p))) {
            return 0;
        }
        boolean colon = length == 6 && t.charAt(p + 3) == ':';
        if ((c != '+' && c != '-') || (length != 3 && length != 5 && !colon)) {
            return Integer.MIN_VALUE;
        }
        int hours = digits(t, p + 1, 2);
        int minutes = length == 3 ? 0 : digits(t, colon ? p + 4 : p + 3, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int offset = hours * 3_600 + minutes * 60;
        return c == '-' ? -offset : offset;
    }

    private static int digits(String text, int from, int count) {
        if (from + count > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
