package dev.ueba.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One attack of a synthetic organisation: its label, and what it adds to the actor's own day.
 *
 * <p>Immutable.
 *
 * @param label who, when and which scenario
 * @param amounts feature to amount as {@link AttackScenario#amounts}, in that order; already part of the organisation's base features
 */
public record InjectedAttack(AttackLabel label, Map<String, Integer> amounts) {

    public InjectedAttack {
        Objects.requireNonNull(label, "label");
        amounts = Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
    }
}
