package dev.ueba.logs.github;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What somebody who has left the organisation did on one day of the last two weeks before.
 *
 * @param actor who left
 * @param day the day
 * @param events their events on that day within the 14 days before leaving, {@code >= 1}
 * @param left when they were removed
 */
public record LeaverActions(String actor, LocalDate day, long events, Instant left) {

    public LeaverActions {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(left, "left");
    }
}
