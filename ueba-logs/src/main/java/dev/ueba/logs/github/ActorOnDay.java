package dev.ueba.logs.github;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Whose events of which day are looked for.
 *
 * @param actor exact login
 * @param day the day
 */
public record ActorOnDay(String actor, LocalDate day) {

    public ActorOnDay {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(day, "day");
    }
}
