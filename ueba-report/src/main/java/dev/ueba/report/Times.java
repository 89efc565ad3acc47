package dev.ueba.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/** Times for readers, to the second, on the clock of a zone. */
final class Times {

    private Times() {}

    /** Returns such as {@code 2026-01-04 10:15:00}. */
    static String text(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        return String.format(
                Locale.ROOT,
                "%s %02d:%02d:%02d",
                local.toLocalDate(),
                local.getHour(),
                local.getMinute(),
                local.getSecond());
    }

    /** Returns such as {@code 10 minutes}. */
    static String text(Duration length) {
        long seconds = length.toSeconds();
        if (!length.equals(Duration.ofSeconds(seconds)) || seconds % 60 != 0) {
            return length.toMillis() / 1000.0 + " seconds";
        }
        return seconds % 3_600 != 0
                ? Sentences.counted(seconds / 60, "minute")
                : Sentences.counted(seconds / 3_600, "hour");
    }

    /** Returns the seconds between 1970 and what the clock shows, as if the clock were in UTC. */
    static long clockSeconds(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        return local.toEpochSecond() + local.getOffset().getTotalSeconds();
    }
}
