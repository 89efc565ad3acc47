package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for the features of days until it has them all: again after a passing failure, in halves where the service cannot give so
 * much at once. Used by several threads.
 */
final class PatientQueries {

    /** How long one query may take: as long as the service may work on it, and time for the way. */
    static final Duration QUERY_TIMEOUT = LogsQueryExecutor.LONGEST_QUERY.plusMinutes(1);

    /** With the waits below, about four minutes of failures. Throttling is not a failure: it has the whole deadline. */
    static final int MOST_TRIES = 10;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int STATUS_REQUEST_TIMEOUT = 408;

    private final LogsQueryExecutor executor;
    private final LogAnalyticsOptions options;
    private final Timing timing;
    private final FetchListener listener;
    private final DayRange range;
    private final long end;
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final AtomicInteger halvings = new AtomicInteger();
    private long daysDone;

    PatientQueries(
            LogsQueryExecutor executor,
            LogAnalyticsOptions options,
            Timing timing,
            FetchListener listener,
            DayRange range) {
        this.executor = executor;
        this.options = options;
        this.timing = timing;
        this.listener = listener;
        this.range = range;
        this.end = timing.nanoTime() + options.deadline().toNanos();
    }

    /** Returns the rows of some of the days. */
    ActorDayRows fetch(DayRange days) throws LogAnalyticsException, InterruptedException {
        try {
            QueryTable table = ask(days);
            ActorDayRows rows = ActorDayRows.of(table, days, options.machineAccounts());
            synchronized (this) {
                daysDone += days.dayCount();
                listener.fetched(days, table.rowCount(), daysDone, range.dayCount());
            }
            return rows;
        } catch (LogAnalyticsException e) {
            if (days.dayCount() == 1 || !isTooMuch(e) || remaining().isZero()) {
                throw named(days, e);
            }
            halvings.incrementAndGet();
            synchronized (this) {
                listener.halving(days, e);
            }
        }
        List<ActorDayRows> halves = new ArrayList<>();
        for (DayRange half : DayChunks.halves(days)) {
            halves.add(fetch(half));
        }
        return ActorDayRows.join(halves);
    }

    private QueryTable ask(DayRange days) throws LogAnalyticsException, InterruptedException {
        String kql = LogAnalyticsFeatureSource.query(days, range);
        for (int tries = 1; ; tries++) {
            Duration remaining = remaining();
            if (remaining.isZero()) {
                throw new LogAnalyticsException(Reason.TIMED_OUT, deadlineText() + " is over");
            }
            try {
                queries.incrementAndGet();
                Duration timeout = remaining.compareTo(QUERY_TIMEOUT) < 0 ? remaining : QUERY_TIMEOUT;
                // Never the days themselves: the service would also cut what the function looks back on.
                return executor.run(kql, QueryInterval.unbounded(), timeout);
            } catch (LogAnalyticsException e) {
                if (!isPassing(e) || (tries >= MOST_TRIES && e.reason() != Reason.THROTTLED)) {
                    throw e;
                }
                waitAfter(e, days, tries);
            }
        }
    }

    private void waitAfter(LogAnalyticsException failure, DayRange days, int tries)
            throws LogAnalyticsException, InterruptedException {
        Duration wait = failure.retryAfter().filter(asked -> !asked.isZero()).orElse(backOff(tries));
        if (wait.compareTo(remaining()) >= 0) {
            throw new LogAnalyticsException(
                    failure.reason(),
                    failure.getMessage() + "; " + deadlineText() + " leaves no time to wait " + Durations.text(wait)
                            + " and ask again",
                    failure.status().orElse(0),
                    wait,
                    null);
        }
        retries.incrementAndGet();
        synchronized (this) {
            listener.retrying(days, failure, wait);
        }
        timing.sleep(wait);
    }

    /** 1, 2, 4, … seconds, at most a minute. No chance in it: at most four ask at a time. */
    static Duration backOff(int tries) {
        return tries > 6 ? LONGEST_WAIT : Duration.ofSeconds(1L << (tries - 1));
    }

    /** Never negative. */
    private Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - timing.nanoTime()));
    }

    private String deadlineText() {
        return "the deadline of " + Durations.text(options.deadline()) + " for the whole range";
    }

    private static boolean isTooMuch(LogAnalyticsException failure) {
        return switch (failure.reason()) {
            case PARTIAL_RESULT, TOO_MANY_ROWS -> true;
            case TIMED_OUT -> failure.status().orElse(0) != STATUS_REQUEST_TIMEOUT;
            default -> false;
        };
    }

    private static boolean isPassing(LogAnalyticsException failure) {
        return switch (failure.reason()) {
            case THROTTLED, SERVICE_FAILED, CONNECTION_LOST -> true;
            case TIMED_OUT -> failure.status().orElse(0) == STATUS_REQUEST_TIMEOUT;
            default -> false;
        };
    }

    /** Adds the days to the message, unless it is the same for all of them. */
    private static LogAnalyticsException named(DayRange days, LogAnalyticsException failure) {
        switch (failure.reason()) {
            case NOT_LOGGED_IN, NO_PERMISSION, NO_WORKSPACE, UNREACHABLE -> {
                return failure;
            }
            default -> {}
        }
        String text = days.dayCount() == 1 ? "day " + days.from() : "days " + days.from() + " to " + days.last();
        return new LogAnalyticsException(
                failure.reason(),
                text + ": " + failure.getMessage(),
                failure.status().orElse(0),
                failure.retryAfter().orElse(null),
                failure);
    }

    int queries() {
        return queries.get();
    }

    int retries() {
        return retries.get();
    }

    int halvings() {
        return halvings.get();
    }
}
