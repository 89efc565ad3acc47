package dev.ueba.loganalytics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A clock that only goes forward, and waiting by it; tests have one that does not wait. */
interface Timing {

    /** Returns nanoseconds since some moment. */
    long nanoTime();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's own. */
    Timing SYSTEM = new Timing() {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        }
    };
}
