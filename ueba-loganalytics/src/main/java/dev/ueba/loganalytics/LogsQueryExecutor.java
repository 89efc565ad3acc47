package dev.ueba.loganalytics;

import java.time.Duration;

/**
 * Runs queries in one workspace: KQL text in, a typed table out. Everything above it is independent of the client library, and
 * tests put a table of their own in its place.
 *
 * <p>An implementation returns whole results only: a partial one is a {@link LogAnalyticsException}. It asks once and does not
 * try again. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface LogsQueryExecutor {

    /** How long a query runs at most in the service. */
    Duration LONGEST_QUERY = Duration.ofMinutes(10);

    /**
     * Runs a query and waits for its whole result.
     *
     * @param kql the text of the query; values in it are the caller's to escape, see {@link KqlLiterals}
     * @param interval times that the query may see at all, functions that look back on the past included:
     *     {@link QueryInterval#unbounded()}, or the whole history
     * @param timeout how long to wait for the answer, more than 0
     * @return the whole result, held in memory
     * @throws LogAnalyticsException if the query is refused, fails, is cut short or is not answered in time
     * @throws InterruptedException if the thread is interrupted while it waits; the query is given up
     */
    QueryTable run(String kql, QueryInterval interval, Duration timeout)
            throws LogAnalyticsException, InterruptedException;

    /**
     * Runs a query over all times, and waits as long as the service may work on it.
     *
     * @param kql as in {@link #run(String, QueryInterval, Duration)}
     * @return the whole result, held in memory
     * @throws LogAnalyticsException if the query is refused, fails, is cut short or is not answered in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default QueryTable run(String kql) throws LogAnalyticsException, InterruptedException {
        return run(kql, QueryInterval.unbounded(), LONGEST_QUERY);
    }
}
