package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import java.time.Duration;

/**
 * Is told how fetching comes along. Called by several threads, but by one at a time; queries wait meanwhile. What it throws ends
 * the fetch.
 */
public interface FetchListener {

    /**
     * Some days have arrived.
     *
     * @param days which
     * @param rows their rows, those of machines included
     * @param daysDone how many of the days asked for have arrived by now
     * @param daysAsked how many days are asked for
     */
    default void fetched(DayRange days, int rows, long daysDone, long daysAsked) {}

    /**
     * A query failed and will be asked again.
     *
     * @param days its days
     * @param failure why
     * @param wait how long until then
     */
    default void retrying(DayRange days, LogAnalyticsException failure, Duration wait) {}

    /**
     * A query was too much for the service; its days will be asked for in two halves.
     *
     * @param days its days
     * @param failure why
     */
    default void halving(DayRange days, LogAnalyticsException failure) {}

    /**
     * Returns a listener that does nothing.
     *
     * @return the same each time
     */
    static FetchListener none() {
        return NoListener.INSTANCE;
    }
}
