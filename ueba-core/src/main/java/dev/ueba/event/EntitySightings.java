package dev.ueba.event;

import java.time.Instant;
import java.util.Objects;

/**
 * When an entity occurs in a table.
 *
 * @param first time of its first event
 * @param last time of its last event
 * @param count number of its events, {@code >= 1}
 * @param days number of different UTC days with events, {@code >= 1}
 */
public record EntitySightings(Instant first, Instant last, long count, long days) {

    public EntitySightings {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
        if (last.isBefore(first) || count < 1 || days < 1) {
            throw new IllegalArgumentException(
                    "sightings must be at least one, on at least one day, in order of time; there were " + count
                            + " on " + days + " days from " + first + " to " + last);
        }
    }
}
