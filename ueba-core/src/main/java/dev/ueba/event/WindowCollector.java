package dev.ueba.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Takes events as they come, a little out of order, and makes windows of them. An event is held back until one arrives that is
 * newer by more than the lateness; then nothing that would have to come before it is accepted any more. Not thread-safe.
 */
public final class WindowCollector {

    /** An event and when it arrived, so that equal ones keep their order. */
    private record Arrival(SecurityEvent event, long number) {}

    private static final Comparator<Arrival> ORDER = Comparator.comparing(
                    Arrival::event, SecurityEvent.BY_TIME_AND_SOURCE)
            .thenComparingLong(Arrival::number);

    private final WindowRun run;
    private final Duration lateness;
    private final PriorityQueue<Arrival> waiting = new PriorityQueue<>(ORDER);
    private Instant newest = Instant.MIN;
    private long arrivals;
    private long late;
    private boolean finished;

    WindowCollector(WindowRun run, Duration lateness) {
        this.run = run;
        this.lateness = lateness;
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("lateness must not be negative, but was " + lateness);
        }
    }

    /**
     * Takes an event.
     *
     * @param event the next one
     * @return false if it came too late and was left out
     * @throws IllegalStateException after {@link #finish}
     */
    public boolean add(SecurityEvent event) {
        requireOpen();
        if (isPast(event.time())) {
            late++;
            return false;
        }
        if (event.time().isAfter(newest)) {
            newest = event.time();
        }
        waiting.add(new Arrival(event, arrivals++));
        Arrival first = waiting.peek();
        while (first != null && isPast(first.event().time())) {
            run.add(first.event());
            waiting.remove();
            first = waiting.peek();
        }
        return true;
    }

    /** Tells whether a time is older than the newest by more than the lateness. */
    private boolean isPast(Instant time) {
        return time.isBefore(newest) && Duration.between(time, newest).compareTo(lateness) > 0;
    }

    /**
     * Ends the collection.
     *
     * @return all rows
     * @throws IllegalStateException if it was called before
     */
    public WindowTable finish() {
        requireOpen();
        finished = true;
        Arrival next = waiting.poll();
        while (next != null) {
            run.add(next.event());
            next = waiting.poll();
        }
        return run.finish(late);
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("this collector has been finished; start another one");
        }
    }
}
