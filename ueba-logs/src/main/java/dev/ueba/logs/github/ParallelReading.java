package dev.ueba.logs.github;

import dev.ueba.logs.LogFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the events of many files with several threads; the result is the same for any number of them. */
final class ParallelReading {

    private record Sized(Path file, long bytes) {}

    private final List<Path> files;
    private final GitHubAuditLogOptions logOptions;
    private final GitHubAuditFeatureOptions featureOptions;
    private final int threads;

    ParallelReading(
            List<Path> files, GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions, int threads)
            throws IOException {
        List<Sized> sized = new ArrayList<>();
        for (Path file : files) {
            sized.add(new Sized(file, Files.size(file)));
        }
        // Large files first, so that no thread is left alone with one at the end.
        sized.sort(Comparator.comparingLong(Sized::bytes).reversed());
        this.files = sized.stream().map(Sized::file).toList();
        this.logOptions = logOptions;
        this.featureOptions = featureOptions;
        this.threads = Math.min(threads, Math.max(files.size(), 1));
    }

    GitHubAuditFeatureAggregator read() throws IOException {
        DocumentIds ids = new DocumentIds(logOptions.maxDocumentIds());
        EventCounter counter = readAll(ids, false);
        if (counter.tally().differing > 0) {
            // Which copy counts is known only now.
            counter = readAll(ids, true);
        }
        return new GitHubAuditFeatureAggregator(logOptions, featureOptions, ids, counter);
    }

    private EventCounter readAll(DocumentIds ids, boolean secondReading) throws IOException {
        AtomicInteger next = new AtomicInteger();
        List<EventCounter> counters = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            counters.add(new EventCounter(logOptions, featureOptions, ids, secondReading, true));
        }
        if (threads == 1) {
            work(counters.get(0), ids, next);
        } else {
            workTogether(counters, ids, next);
        }
        EventCounter all = counters.get(0);
        for (int i = 1; i < counters.size(); i++) {
            all.addAll(counters.get(i));
            counters.set(i, all);
        }
        return all;
    }

    private void workTogether(List<EventCounter> counters, DocumentIds ids, AtomicInteger next) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(counters.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (EventCounter counter : counters) {
                running.add(pool.submit(() -> {
                    work(counter, ids, next);
                    return counter;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading the logs was interrupted");
        } catch (ExecutionException e) {
            next.set(files.size());
            throw rethrown(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    private void work(EventCounter counter, DocumentIds ids, AtomicInteger next) throws IOException {
        FileEvents events = new FileEvents(logOptions.limits());
        EventBatch batch = new EventBatch(counter, ids);
        for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
            Path file = files.get(i);
            counter.tally().files++;
            events.read(file, new EventHandler() {
                @Override
                public void event(RawEvent event) {
                    batch.add(event);
                }

                @Override
                public void unreadable(long line, String reason) {
                    counter.tally().unreadable(LogFiles.text(file), line, reason);
                }
            });
        }
        batch.flush();
    }
}
