package dev.ueba.logs.auth;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time at the beginning of a line, as its parts: {@code Feb 12 14:10:21}, the same with a year behind the day, or ISO 8601
 * with or without an offset. One object serves all lines. Not thread-safe.
 */
final class TimeStamp {

    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 2199;

    static final int SECONDS_PER_DAY = 86_400;

    private static final int SECONDS_PER_HOUR = 3600;
    private static final int MOST_OFFSET_HOURS = 18;

    /** Days of the months of a leap year, and how many lie before each. */
    private static final int[] LENGTH = {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private static final int[] BEFORE = {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335};

    boolean hasYear;
    int year;
    int month;
    int day;
    int secondOfDay;
    int nano;

    private boolean hasOffset;
    private int offsetSeconds;
    private boolean iso;

    /** Returns whether the last time was of the ISO form. */
    boolean isIso() {
        return iso;
    }

    /** Reads a time and returns where it ends, or -1 if there is none. */
    int read(byte[] bytes, int from, int to) {
        hasYear = false;
        hasOffset = false;
        nano = 0;
        if (from >= to) {
            return -1;
        }
        iso = Ascii.isDigit(bytes[from]);
        int end = iso ? readIso(bytes, from, to) : readTraditional(bytes, from, to);
        if (end < 0 || day < 1 || day > LENGTH[month]) {
            return -1;
        }
        return end;
    }

    private int readTraditional(byte[] bytes, int from, int to) {
        if (to - from < "Jan 1 00:00:00".length()) {
            return -1;
        }
        month = monthOf(bytes[from], bytes[from + 1], bytes[from + 2]);
        if (month == 0 || !Ascii.isBlank(bytes[from + 3])) {
            return -1;
        }
        int at = Ascii.skipBlanks(bytes, from + 3, to);
        int end = Ascii.digitsEnd(bytes, at, to);
        day = end - at > 2 ? -1 : Ascii.digits(bytes, at, to, end - at);
        at = Ascii.skipBlanks(bytes, end, to);
        if (day < 1 || at == end) {
            return -1;
        }
        if (Ascii.digitsEnd(bytes, at, to) - at == 4) {
            year = Ascii.digits(bytes, at, to, 4);
            hasYear = true;
            at = Ascii.skipBlanks(bytes, at + 4, to);
        }
        return readClock(bytes, at, to);
    }

    private static int monthOf(byte first, byte second, byte third) {
        return switch (((first & 0xff) << 16 | (second & 0xff) << 8 | (third & 0xff)) | 0x202020) {
            case 'j' << 16 | 'a' << 8 | 'n' -> 1;
            case 'f' << 16 | 'e' << 8 | 'b' -> 2;
            case 'm' << 16 | 'a' << 8 | 'r' -> 3;
            case 'a' << 16 | 'p' << 8 | 'r' -> 4;
            case 'm' << 16 | 'a' << 8 | 'y' -> 5;
            case 'j' << 16 | 'u' << 8 | 'n' -> 6;
            case 'j' << 16 | 'u' << 8 | 'l' -> 7;
            case 'a' << 16 | 'u' << 8 | 'g' -> 8;
            case 's' << 16 | 'e' << 8 | 'p' -> 9;
            case 'o' << 16 | 'c' << 8 | 't' -> 10;
            case 'n' << 16 | 'o' << 8 | 'v' -> 11;
            case 'd' << 16 | 'e' << 8 | 'c' -> 12;
            default -> 0;
        };
    }

    private int readIso(byte[] bytes, int from, int to) {
        if (to - from < "2026-01-04T10:00:00".length()) {
            return -1;
        }
        hasYear = true;
        year = Ascii.digits(bytes, from, to, 4);
        month = Ascii.digits(bytes, from + 5, to, 2);
        day = Ascii.digits(bytes, from + 8, to, 2);
        byte separator = bytes[from + 10];
        boolean shaped = bytes[from + 4] == '-'
                && bytes[from + 7] == '-'
                && (separator == 'T' || separator == 't' || separator == ' ');
        if (!shaped || year < 0 || month < 1 || month > 12) {
            return -1;
        }
        int end = readClock(bytes, from + 11, to);
        return end < 0 ? -1 : readOffset(bytes, end, to);
    }

    /** Reads hours, minutes, seconds and a fraction. */
    private int readClock(byte[] bytes, int from, int to) {
        int hour = Ascii.digits(bytes, from, to, 2);
        int minute = Ascii.digits(bytes, from + 3, to, 2);
        int second = Ascii.digits(bytes, from + 6, to, 2);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return -1;
        }
        if (bytes[from + 2] != ':' || bytes[from + 5] != ':') {
            return -1;
        }
        // A leap second is the second before it.
        secondOfDay = hour * SECONDS_PER_HOUR + minute * 60 + Math.min(second, 59);
        int at = from + 8;
        if (at + 1 < to && (bytes[at] == '.' || bytes[at] == ',') && Ascii.isDigit(bytes[at + 1])) {
            at++;
            for (int scale = 100_000_000; at < to && Ascii.isDigit(bytes[at]); scale /= 10) {
                nano += (bytes[at] - '0') * scale;
                at++;
            }
        }
        return at < to && Ascii.isDigit(bytes[at]) ? -1 : at;
    }

    /** Reads {@code Z}, {@code +01:00}, {@code +0100} or {@code +01}, with or without a blank before the sign; or nothing. */
    private int readOffset(byte[] bytes, int from, int to) {
        if (from < to && (bytes[from] == 'Z' || bytes[from] == 'z')) {
            hasOffset = true;
            offsetSeconds = 0;
            return from + 1;
        }
        int at = from < to && bytes[from] == ' ' ? from + 1 : from;
        if (at >= to || (bytes[at] != '+' && bytes[at] != '-')) {
            return from;
        }
        int hours = Ascii.digits(bytes, at + 1, to, 2);
        if (hours < 0 || hours > MOST_OFFSET_HOURS) {
            return at == from ? -1 : from;
        }
        int end = at + 3;
        int minutes = 0;
        int minutesAt = end < to && bytes[end] == ':' ? end + 1 : end;
        int found = Ascii.digits(bytes, minutesAt, to, 2);
        if (found >= 0 && found < 60) {
            minutes = found;
            end = minutesAt + 2;
        }
        hasOffset = true;
        offsetSeconds = (bytes[at] == '-' ? -1 : 1) * (hours * SECONDS_PER_HOUR + minutes * 60);
        return end;
    }

    /** Returns the seconds since the beginning of a year that has a 29 February. */
    int secondOfLeapYear() {
        return (BEFORE[month] + day - 1) * SECONDS_PER_DAY + secondOfDay;
    }

    boolean isLeapDay() {
        return month == 2 && day == 29;
    }

    /** Returns whether the date exists in a year, and the year is one that is read. */
    boolean isIn(int inYear) {
        return inYear >= FIRST_YEAR && inYear <= LAST_YEAR && (!isLeapDay() || Year.isLeap(inYear));
    }

    /** Returns the seconds since 1970, the date taken from a year in which it exists. */
    long epochSecond(int inYear, ZoneId zone) {
        long local = LocalDate.of(inYear, month, day).toEpochDay() * SECONDS_PER_DAY + secondOfDay;
        return hasOffset ? local - offsetSeconds : epochSecond(local, zone);
    }

    /** Returns the seconds since 1970 of a local time. */
    static long epochSecond(long local, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return local - offset.getTotalSeconds();
        }
        return LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC)
                .atZone(zone)
                .toEpochSecond();
    }
}
