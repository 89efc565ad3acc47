package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One fetch: chunks in a few threads, the answers in the order of the chunks. Of several failures the one of the oldest chunk is
 * told, whichever came first.
 */
final class Fetch {

    private static final long PATIENCE_SECONDS = 5;

    private final PatientQueries queries;
    private final List<FutureTask<ActorDayRows>> chunks = new ArrayList<>();
    private final AtomicInteger oldestFailure = new AtomicInteger(Integer.MAX_VALUE);
    private final int threads;

    Fetch(PatientQueries queries, List<DayRange> ranges, int threads) {
        this.queries = queries;
        this.threads = Math.min(threads, ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            int chunk = i;
            chunks.add(new FutureTask<>(() -> fetch(chunk, ranges.get(chunk))));
        }
    }

    private ActorDayRows fetch(int chunk, DayRange days) throws LogAnalyticsException, InterruptedException {
        if (oldestFailure.get() < chunk) {
            throw new CancellationException();
        }
        boolean done = false;
        try {
            ActorDayRows rows = queries.fetch(days);
            done = true;
            return rows;
        } finally {
            if (!done) {
                oldestFailure.accumulateAndGet(chunk, Math::min);
            }
        }
    }

    /** Stops; {@link #run} then throws. May be called by any thread at any time. */
    void cancel() {
        chunks.forEach(chunk -> chunk.cancel(true));
    }

    /** Fetches all chunks. To be called once. */
    List<ActorDayRows> run() throws LogAnalyticsException {
        if (chunks.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "ueba-log-analytics-fetch");
            thread.setDaemon(true);
            return thread;
        });
        try {
            chunks.forEach(pool::execute);
            List<ActorDayRows> rows = new ArrayList<>();
            for (FutureTask<ActorDayRows> chunk : chunks) {
                rows.add(chunk.get());
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogAnalyticsException(Reason.CANCELLED, "fetching was interrupted");
        } catch (CancellationException e) {
            throw new LogAnalyticsException(Reason.CANCELLED, "fetching was cancelled");
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            cancel();
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    private static LogAnalyticsException rethrown(@Nullable Throwable failure) {
        if (failure instanceof LogAnalyticsException known) {
            return known;
        }
        if (failure instanceof InterruptedException) {
            return new LogAnalyticsException(Reason.CANCELLED, "fetching was interrupted");
        }
        if (failure instanceof RuntimeException bug) {
            throw bug;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(failure);
    }

    /** Queries that were given up end soon after they are interrupted. */
    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean ended = pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assert ended || pool.isShutdown();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
