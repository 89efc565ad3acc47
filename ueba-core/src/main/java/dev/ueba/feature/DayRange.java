package dev.ueba.feature;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The days from {@code from} up to and without {@code to}.
 *
 * @param from first day
 * @param to day after the last one, not before {@code from}
 */
public record DayRange(LocalDate from, LocalDate to) {

    public DayRange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "a range of days must not end before it begins: [" + from + ", " + to + ")");
        }
    }

    /**
     * Returns the range of one day.
     *
     * @param day its only day
     * @return {@code [day, day + 1)}
     */
    public static DayRange of(LocalDate day) {
        return new DayRange(day, day.plusDays(1));
    }

    /**
     * Returns the range with both ends included, as a person types it.
     *
     * @param first first day
     * @param last last day, not before {@code first}
     * @return {@code [first, last + 1)}
     */
    public static DayRange ofInclusive(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the last day " + last + " lies before the first day " + first);
        }
        return new DayRange(first, last.plusDays(1));
    }

    /**
     * Returns the last day of the range.
     *
     * @return the day before {@link #to}
     * @throws IllegalStateException if the range is empty
     */
    public LocalDate last() {
        if (isEmpty()) {
            throw new IllegalStateException("an empty range of days has no last day: " + this);
        }
        return to.minusDays(1);
    }

    /**
     * Returns how many days the range has.
     *
     * @return {@code >= 0}
     */
    public long dayCount() {
        return ChronoUnit.DAYS.between(from, to);
    }

    /**
     * Tells whether the range has no day.
     *
     * @return true if {@code from} equals {@code to}
     */
    public boolean isEmpty() {
        return from.equals(to);
    }

    /**
     * Tells whether a day lies in the range.
     *
     * @param day any day
     * @return true if {@code from <= day < to}
     */
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }
}
