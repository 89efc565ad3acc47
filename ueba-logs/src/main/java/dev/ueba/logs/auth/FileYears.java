package dev.ueba.logs.auth;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The years of the lines of one file that have none, in the order of the lines. Not thread-safe.
 *
 * <p>A line that lies more than half a year before the line above it begins a new year; one that lies less before it is late. A
 * line that would lie a year ahead of the line above it, but for a day, is a late line of the old year.
 */
final class FileYears {

    /** With more New Years in one file, its lines are in no order; each gets the newest year that fits it alone. */
    static final int MOST_NEW_YEARS = 50;

    private static final int DAYS = 366;
    private static final int HALF_A_YEAR = DAYS / 2 * TimeStamp.SECONDS_PER_DAY;
    private static final int LATE = TimeStamp.SECONDS_PER_DAY;

    /** Leap years come back after as many years. */
    private static final int CALENDAR_YEARS = 400;

    /** Within as many years every date exists, also around 1900 and 2100. */
    private static final int TRIES = 9;

    /** Counts New Years; knows no year, so that both readings of a file count alike. */
    private static final class Counter {
        private int last = -1;
        private int count;

        /** Returns how many years after the first line a line lies. */
        int next(int secondOfLeapYear) {
            if (last >= 0) {
                if (last - secondOfLeapYear > HALF_A_YEAR) {
                    count++;
                } else if (last + DAYS * TimeStamp.SECONDS_PER_DAY - secondOfLeapYear <= LATE) {
                    return count - 1;
                }
            }
            last = secondOfLeapYear;
            return count;
        }
    }

    /** What has to be known of a whole file to find its year: seen in a first reading, nothing is kept of single lines. */
    static final class Scan {
        private final Counter counter = new Counter();
        private final BitSet leapDays = new BitSet(CALENDAR_YEARS);
        private int newYears;
        private int latest = -1;

        void add(TimeStamp time) {
            int second = time.secondOfLeapYear();
            int offset = counter.next(second);
            if (time.isLeapDay()) {
                leapDays.set(Math.floorMod(offset, CALENDAR_YEARS));
            }
            if (offset > newYears) {
                newYears = offset;
                latest = second;
            } else if (offset == newYears) {
                latest = Math.max(latest, second);
            }
        }

        /** Returns the years of the file, the newest that put no line after {@code now}. */
        FileYears newest(Instant now, ZoneId zone) {
            if (newYears > MOST_NEW_YEARS) {
                return new FileYears(0, now, zone);
            }
            int newest = now.atZone(zone).getYear() + 1;
            for (int last = newest; last > newest - TRIES; last--) {
                if (isPast(last, latest, now, zone) && hasLeapDays(last - newYears)) {
                    return new FileYears(last - newYears, null, zone);
                }
            }
            // No year has all the 29 Februaries of the file; those lines will be unreadable.
            int last = newest;
            while (!isPast(last, latest, now, zone)) {
                last--;
            }
            return new FileYears(last - newYears, null, zone);
        }

        private boolean hasLeapDays(int first) {
            for (int offset = leapDays.nextSetBit(0); offset >= 0; offset = leapDays.nextSetBit(offset + 1)) {
                if (!Year.isLeap(first + offset)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Counter counter = new Counter();
    private final int first;
    private final @Nullable Instant now;
    private final ZoneId zone;

    private FileYears(int first, @Nullable Instant now, ZoneId zone) {
        this.first = first;
        this.now = now;
        this.zone = zone;
    }

    /** Returns the years of a file whose first line is in this year. */
    static FileYears from(int year, ZoneId zone) {
        return new FileYears(year, null, zone);
    }

    /** Returns the year of the next line. */
    int next(TimeStamp time) {
        int second = time.secondOfLeapYear();
        if (now == null) {
            return first + counter.next(second);
        }
        int year = now.atZone(zone).getYear() + 1;
        while (!isPast(year, second, now, zone) || (time.isLeapDay() && !Year.isLeap(year))) {
            year--;
        }
        return year;
    }

    /** Returns whether a time of a year is not after {@code now}; 29 February is 1 March where there is none. */
    private static boolean isPast(int year, int secondOfLeapYear, Instant now, ZoneId zone) {
        int dayOfYear = secondOfLeapYear / TimeStamp.SECONDS_PER_DAY;
        boolean shorter = !Year.isLeap(year) && dayOfYear >= 60;
        long day = LocalDate.ofYearDay(year, 1).toEpochDay() + dayOfYear - (shorter ? 1 : 0);
        long local = day * TimeStamp.SECONDS_PER_DAY + secondOfLeapYear % TimeStamp.SECONDS_PER_DAY;
        return TimeStamp.epochSecond(local, zone) <= now.getEpochSecond();
    }
}
