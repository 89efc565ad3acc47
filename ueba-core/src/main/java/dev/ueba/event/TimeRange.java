package dev.ueba.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The time from {@code from} up to and without {@code to}.
 *
 * @param from first instant
 * @param to the instant after the last one, not before {@code from}
 */
public record TimeRange(Instant from, Instant to) {

    public TimeRange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "a time range must not end before it begins: [" + from + ", " + to + ")");
        }
    }

    /**
     * Tells whether an instant lies in this range.
     *
     * @param instant any
     * @return true from {@code from} on and before {@code to}
     */
    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /**
     * Returns how long it is.
     *
     * @return 0 or more
     */
    public Duration duration() {
        return Duration.between(from, to);
    }

    /** Returns {@code [from, to)}. */
    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
