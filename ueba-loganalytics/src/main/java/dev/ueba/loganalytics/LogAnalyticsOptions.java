package dev.ueba.loganalytics;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * How base features are fetched.
 *
 * @param chunkDays how many days one query asks for, {@code >= 1}; halved where the service cannot give so much
 * @param parallelQueries how many queries are under way at once, 1 to 4 (the service allows five to a user)
 * @param deadline how long fetching may take in all, waiting and trying again included, more than 0
 * @param machineAccounts which actors are machines, whose rows are left out
 * @param refuseQuietDays whether a day without any row is an error; it is only reported otherwise
 */
public record LogAnalyticsOptions(
        int chunkDays,
        int parallelQueries,
        Duration deadline,
        Predicate<String> machineAccounts,
        boolean refuseQuietDays) {

    private static final int MOST_PARALLEL = 4;

    public LogAnalyticsOptions {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(machineAccounts, "machineAccounts");
        if (chunkDays < 1) {
            throw new IllegalArgumentException("chunkDays must be >= 1, but was " + chunkDays);
        }
        if (parallelQueries < 1 || parallelQueries > MOST_PARALLEL) {
            throw new IllegalArgumentException(
                    "parallelQueries must be 1 to " + MOST_PARALLEL + ", but was " + parallelQueries);
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be more than 0, but was " + deadline);
        }
    }

    /**
     * Returns the usual options: 7 days a query, 4 queries at once, an hour in all, actors whose name contains {@code [bot]} or
     * {@code deploy_key} left out, quiet days allowed.
     *
     * @return the defaults
     */
    public static LogAnalyticsOptions defaults() {
        return new LogAnalyticsOptions(
                7, MOST_PARALLEL, Duration.ofHours(1), LogAnalyticsOptions::isMachineByName, false);
    }

    private static boolean isMachineByName(String actor) {
        return actor.contains("[bot]") || actor.contains("deploy_key");
    }

    /**
     * Returns a copy with another number of days a query.
     *
     * @param value {@code >= 1}
     * @return the copy
     */
    public LogAnalyticsOptions withChunkDays(int value) {
        return new LogAnalyticsOptions(value, parallelQueries, deadline, machineAccounts, refuseQuietDays);
    }

    /**
     * Returns a copy with another number of queries at once.
     *
     * @param value 1 to 4
     * @return the copy
     */
    public LogAnalyticsOptions withParallelQueries(int value) {
        return new LogAnalyticsOptions(chunkDays, value, deadline, machineAccounts, refuseQuietDays);
    }

    /**
     * Returns a copy with another deadline.
     *
     * @param value more than 0
     * @return the copy
     */
    public LogAnalyticsOptions withDeadline(Duration value) {
        return new LogAnalyticsOptions(chunkDays, parallelQueries, value, machineAccounts, refuseQuietDays);
    }

    /**
     * Returns a copy with another idea of machines.
     *
     * @param value true for actors whose rows are to be left out; called by several threads at once
     * @return the copy
     */
    public LogAnalyticsOptions withMachineAccounts(Predicate<String> value) {
        return new LogAnalyticsOptions(chunkDays, parallelQueries, deadline, value, refuseQuietDays);
    }

    /**
     * Returns a copy that keeps the rows of machines.
     *
     * @return the copy
     */
    public LogAnalyticsOptions keepingMachines() {
        return withMachineAccounts(actor -> false);
    }

    /**
     * Returns a copy that does or does not refuse quiet days.
     *
     * @param value whether a day without any row is an error
     * @return the copy
     */
    public LogAnalyticsOptions withRefuseQuietDays(boolean value) {
        return new LogAnalyticsOptions(chunkDays, parallelQueries, deadline, machineAccounts, value);
    }
}
