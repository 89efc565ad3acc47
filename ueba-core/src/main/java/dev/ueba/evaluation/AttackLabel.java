package dev.ueba.evaluation;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;

/**
 * What is known about one actor on one day: that it was an attack, and which.
 *
 * <p>Immutable.
 *
 * @param actor exact name, not empty
 * @param day the day
 * @param scenario name of the scenario, such as {@code mass_clone}; empty if nobody knows
 */
public record AttackLabel(String actor, LocalDate day, String scenario) {

    /** By day, then by actor, then by scenario. */
    static final Comparator<AttackLabel> BY_DAY_AND_ACTOR = Comparator.comparing(AttackLabel::day)
            .thenComparing(AttackLabel::actor)
            .thenComparing(AttackLabel::scenario);

    public AttackLabel {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(scenario, "scenario");
        if (actor.isEmpty()) {
            throw new IllegalArgumentException("the actor of a label must not be empty (day " + day + ")");
        }
    }
}
