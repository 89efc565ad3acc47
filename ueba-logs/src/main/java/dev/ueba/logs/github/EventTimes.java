package dev.ueba.logs.github;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads the time of an event: milliseconds since 1970 (whole, with a fraction or an exponent; as a number or as text),
 * seconds where milliseconds would lie before the year 2000, or ISO 8601 text with date and time, with or without a zone
 * (then UTC).
 */
final class EventTimes {

    /** What has no time, or none between the years 2000 and 2200. */
    static final long NONE = Long.MIN_VALUE;

    static final long MILLIS_PER_DAY = 86_400_000L;

    private static final long FIRST = LocalDate.of(2000, 1, 1).toEpochDay() * MILLIS_PER_DAY;
    private static final long END = LocalDate.of(2200, 1, 1).toEpochDay() * MILLIS_PER_DAY;
    private static final int MOST_FAST_DIGITS = 18;
    private static final int LONGEST_NUMBER = 64;
    private static final int SHORTEST_TEXT = "2026-01-04T10:00".length();

    private EventTimes() {}

    /** Returns the time of a JSON number. */
    static long ofNumber(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_NUMBER || to == from) {
            return NONE;
        }
        if (to - from <= MOST_FAST_DIGITS) {
            long value = 0;
            int i = from;
            while (i < to && isDigit(bytes[i])) {
                value = value * 10 + (bytes[i] - '0');
                i++;
            }
            if (i == to) {
                return value >= FIRST ? within(value) : within(value * 1000);
            }
        }
        double value = Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        // Beyond long, also infinite: the cast saturates, and that is no time.
        return value >= FIRST ? within((long) Math.floor(value)) : within((long) Math.floor(value * 1000));
    }

    private static long within(long millis) {
        return millis >= FIRST && millis < END ? millis : NONE;
    }

    /** Returns the time of text. */
    static long ofText(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        if (isNumber(bytes, start, end)) {
            return ofNumber(bytes, start, end);
        }
        return end - start < SHORTEST_TEXT ? NONE : ofIso(bytes, start, end);
    }

    private static boolean isNumber(byte[] bytes, int from, int to) {
        int points = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '.' && i > from && i < to - 1) {
                points++;
            } else if (!isDigit(bytes[i])) {
                return false;
            }
        }
        return from < to && points <= 1;
    }

    private static long ofIso(byte[] b, int from, int to) {
        int year = digits(b, from, 4);
        int month = digits(b, from + 5, 2);
        int day = digits(b, from + 8, 2);
        int hour = digits(b, from + 11, 2);
        int minute = digits(b, from + 14, 2);
        byte separator = b[from + 10];
        boolean shaped = b[from + 4] == '-'
                && b[from + 7] == '-'
                && (separator == 'T' || separator == 't' || separator == ' ')
                && b[from + 13] == ':';
        if (!shaped || year < 0 || month < 1 || month > 12 || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return NONE;
        }
        if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
            return NONE;
        }
        long millis = LocalDate.of(year, month, day).toEpochDay() * MILLIS_PER_DAY + (hour * 60L + minute) * 60_000L;
        int p = from + 16;
        if (p < to && b[p] == ':') {
            int second = p + 3 <= to ? digits(b, p + 1, 2) : -1;
            if (second < 0 || second > 60) {
                return NONE;
            }
            // A leap second is the second before it.
            millis += Math.min(second, 59) * 1000L;
            p += 3;
            if (p < to && (b[p] == '.' || b[p] == ',')) {
                p++;
            }
            // Some shippers forget the point: 12:00:00000000.
            for (int scale = 100; p < to && isDigit(b[p]); scale /= 10) {
                millis += (long) (b[p] - '0') * scale;
                p++;
            }
        }
        long offset = offsetMillis(b, p, to);
        return offset == NONE ? NONE : within(millis - offset);
    }

    /** Returns what the local time is ahead of UTC: {@code Z}, {@code UTC}, {@code +01:00}, {@code +0100}, {@code +01} or nothing. */
    private static long offsetMillis(byte[] b, int from, int to) {
        int p = from;
        while (p < to && b[p] == ' ') {
            p++;
        }
        int length = to - p;
        boolean utc = length == 0
                || (length == 1 && (b[p] == 'Z' || b[p] == 'z'))
                || (length == 3 && b[p] == 'U' && b[p + 1] == 'T' && b[p + 2] == 'C');
        if (utc) {
            return 0;
        }
        if (b[p] != '+' && b[p] != '-') {
            return NONE;
        }
        boolean colon = length == 6 && b[p + 3] == ':';
        if (length != 3 && length != 5 && !colon) {
            return NONE;
        }
        int hours = digits(b, p + 1, 2);
        int minutes = length == 3 ? 0 : digits(b, colon ? p + 4 : p + 3, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long offset = (hours * 60L + minutes) * 60_000L;
        return b[p] == '-' ? -offset : offset;
    }

    private static int digits(byte[] bytes, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            number = number * 10 + (bytes[i] - '0');
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
