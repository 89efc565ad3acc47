package dev.ueba.loganalytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times of records that a query may see, {@code [from, to)}, or all of them. The service cuts every table to it, also for
 * functions that look back: it is never the range asked for, but that and the history before it.
 *
 * @param from first instant, or null for no bound
 * @param to instant after the last one, or null for no bound; given if and only if {@code from} is
 */
public record QueryInterval(@Nullable Instant from, @Nullable Instant to) {

    private static final QueryInterval UNBOUNDED = new QueryInterval(null, null);

    public QueryInterval {
        if ((from == null) != (to == null)) {
            throw new IllegalArgumentException("an interval has two ends or none, but was from " + from + " to " + to);
        }
        if (from != null && !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "an interval must begin before it ends, but was [" + from + ", " + to + ")");
        }
    }

    /**
     * Returns all times.
     *
     * @return no bounds
     */
    public static QueryInterval unbounded() {
        return UNBOUNDED;
    }

    /**
     * Returns a bounded interval.
     *
     * @param from first instant
     * @param to instant after the last one, after {@code from}
     * @return {@code [from, to)}
     */
    public static QueryInterval of(Instant from, Instant to) {
        return new QueryInterval(from, to);
    }
}
