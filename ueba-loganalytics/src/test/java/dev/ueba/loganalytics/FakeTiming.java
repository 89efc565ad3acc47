package dev.ueba.loganalytics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands still but for waiting, which takes no time. */
final class FakeTiming implements Timing {

    private final List<Duration> waits = new ArrayList<>();
    private long now = -5_000_000_000L;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        waits.add(duration);
        advance(duration);
    }

    synchronized void advance(Duration duration) {
        now += duration.toNanos();
    }

    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}
