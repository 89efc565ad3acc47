package dev.ueba.loganalytics;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people read them. */
final class Durations {

    private Durations() {}

    /** Returns such as {@code 250 ms}, {@code 90 s} or {@code 15 min}. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return duration.toMillis() % 1000 == 0 ? seconds + " s" : duration.toMillis() + " ms";
        }
        return seconds >= 120 && seconds % 60 == 0
                ? String.format(Locale.ROOT, "%d min", seconds / 60)
                : String.format(Locale.ROOT, "%d s", seconds);
    }
}
