package dev.ueba;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** Applies decisions before one day after the other, and counts what became of them. Not thread-safe. */
final class DecisionCount {

    private final AnalystDecisions decisions;
    private final Set<AnalystDecisions.ActorDay> applied = new HashSet<>();

    DecisionCount(AnalystDecisions decisions) {
        this.decisions = decisions;
    }

    /** Applies what concerns the days that a state knows. */
    void apply(RiskState state) {
        if (!decisions.isEmpty()) {
            applied.addAll(state.applyDecisions(decisions));
        }
    }

    /** Returns what became of all decisions, {@code state} being the one that they were applied to. */
    DecisionEffects effects(RiskState state) {
        int[] counts = new int[5];
        Set<AnalystDecisions.ActorDay> held = state.heldDays();
        LocalDate newest = state.lastDay().orElse(LocalDate.MIN);
        decisions.byActorDay().forEach((key, decision) -> {
            boolean notYet = key.day().isAfter(newest) || held.contains(key);
            if (applied.contains(key)) {
                counts[decision == Decision.CLEARED ? 0 : 1]++;
            } else if (!state.knowsActor(key.actor())) {
                counts[2]++;
            } else {
                counts[notYet ? 3 : 4]++;
            }
        });
        return new DecisionEffects(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }
}
