package dev.ueba.feature;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * Reads day cells: {@code yyyy-MM-dd}, alone or followed by midnight (a {@code T} or a blank, {@code 00:00:00}, a fraction
 * of zeros) and UTC ({@code Z}, {@code +00:00}, {@code +0000}, {@code +00}). Anything that needs a guess is refused.
 */
final class CsvDays {

    /** What {@link #parse} returns for text that is not a day. */
    static final int REFUSED = Integer.MIN_VALUE;

    /** First and last whole day of pandas' nanosecond timestamps. */
    private static final LocalDate FIRST = LocalDate.of(1677, 9, 22);

    private static final LocalDate LAST = LocalDate.of(2262, 4, 11);
    private static final int FIRST_EPOCH_DAY = (int) FIRST.toEpochDay();
    private static final int LAST_EPOCH_DAY = (int) LAST.toEpochDay();

    private static final int DATE_LENGTH = "yyyy-MM-dd".length();
    private static final Pattern MIDNIGHT = Pattern.compile("[T ]00:00:00(\\.0+)?(Z|\\+00:00|\\+0000|\\+00)?");
    private static final Pattern OTHER_ZONE = Pattern.compile("[T ]00:00:00(\\.0+)?[+-]\\d{2}(:?\\d{2})?");
    private static final Pattern TIMED = Pattern.compile("[Tt ]\\d{1,2}:\\d{2}.*", Pattern.DOTALL);
    private static final Pattern COMPACT = Pattern.compile("\\d{8}");
    private static final Pattern OTHER_ORDER =
            Pattern.compile("\\d{1,4}[/.\\-]\\d{1,2}[/.\\-]\\d{1,4}([T ].*)?", Pattern.DOTALL);

    private CsvDays() {}

    /** Returns days since 1970-01-01, or {@link #REFUSED}; {@link #problem} then says why. */
    static int parse(String text) {
        if (!startsWithDate(text)) {
            return REFUSED;
        }
        if (text.length() > DATE_LENGTH
                && !MIDNIGHT.matcher(text).region(DATE_LENGTH, text.length()).matches()) {
            return REFUSED;
        }
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (!exists(number(text, 0, 4), month, day)) {
            return REFUSED;
        }
        int epochDay = (int) LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
        return epochDay < FIRST_EPOCH_DAY || epochDay > LAST_EPOCH_DAY ? REFUSED : epochDay;
    }

    private static boolean startsWithDate(String text) {
        if (text.length() < DATE_LENGTH) {
            return false;
        }
        for (int i = 0; i < DATE_LENGTH; i++) {
            char c = text.charAt(i);
            boolean hyphen = i == 4 || i == 7;
            if (hyphen ? c != '-' : (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static boolean exists(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    /** Returns what is wrong with a cell that {@link #parse} refused, and what to do. */
    static String problem(String text) {
        if (text.isBlank()) {
            return "the cell is empty, expected a day as 2025-07-01; fill it in";
        }
        String found = "expected a day as 2025-07-01, found " + CsvValues.quoted(text);
        if (CsvValues.isMalformed(text)) {
            return found + ": " + CsvValues.NOT_UTF_8;
        }
        if (parse(text.strip()) != REFUSED) {
            return found + ", with blanks around it; remove them";
        }
        if (!startsWithDate(text)) {
            if (COMPACT.matcher(text).matches()) {
                return found + "; write it with hyphens, as yyyy-MM-dd";
            }
            if (OTHER_ORDER.matcher(text).matches()) {
                return found + ", which does not tell day and month apart for sure; write it as yyyy-MM-dd";
            }
            return found + "; write it as yyyy-MM-dd";
        }
        if (!exists(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))) {
            return found + ": there is no such day; correct it";
        }
        String rest = text.substring(DATE_LENGTH);
        if (MIDNIGHT.matcher(rest).matches() || rest.isEmpty()) {
            return found + ", which is not between " + FIRST + " and " + LAST + "; correct it";
        }
        if (OTHER_ZONE.matcher(rest).matches()) {
            return found + ", midnight of another zone than UTC; write the UTC day, without a time";
        }
        if (TIMED.matcher(rest).matches()) {
            return found + ", which has a time of day; rows are per UTC day, write the day alone";
        }
        return found + "; write the day alone, as yyyy-MM-dd";
    }
}
