package dev.ueba.evaluation;

import java.util.HashSet;
import java.util.List;

/**
 * Which attacks are put into base features.
 *
 * <p>Immutable.
 *
 * @param attacks how many, 1 to 1,000,000
 * @param days how many days each goes on at most, 1 to 100; the days after the first need rows of the same actor
 * @param strength factor on what they add, above 0 and up to 10,000; 1 is moderate, well below 1 is hard to see
 * @param scenarios names of {@link AttackScenarios}, each once; they take turns
 * @param seed of everything random
 */
public record AttackInjectionOptions(int attacks, int days, double strength, List<String> scenarios, long seed) {

    private static final int MOST_ATTACKS = 1_000_000;
    private static final int MOST_DAYS = 100;

    public AttackInjectionOptions {
        scenarios = List.copyOf(scenarios);
        if (attacks < 1 || attacks > MOST_ATTACKS) {
            throw new IllegalArgumentException("attacks must be from 1 to " + MOST_ATTACKS + ", but was " + attacks);
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("days must be from 1 to " + MOST_DAYS + ", but was " + days);
        }
        AttackScenario.requireStrength(strength);
        for (String name : scenarios) {
            if (AttackScenarios.byName(name).isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no scenario named '" + name + "'; known are " + allNames());
            }
        }
        if (scenarios.isEmpty() || new HashSet<>(scenarios).size() != scenarios.size()) {
            throw new IllegalArgumentException("scenarios must be one or more, each once, but were " + scenarios);
        }
    }

    /**
     * Returns 40 attacks of one day, strength 1, all scenarios, seed 0.
     *
     * @return the defaults
     */
    public static AttackInjectionOptions defaults() {
        return new AttackInjectionOptions(40, 1, 1.0, allNames(), 0L);
    }

    private static List<String> allNames() {
        return AttackScenarios.all().stream().map(AttackScenario::name).toList();
    }

    /**
     * Returns a copy with another number of attacks.
     *
     * @param value 1 to 1,000,000
     * @return the copy
     */
    public AttackInjectionOptions withAttacks(int value) {
        return new AttackInjectionOptions(value, days, strength, scenarios, seed);
    }

    /**
     * Returns a copy whose attacks go on for another number of days.
     *
     * @param value 1 to 100
     * @return the copy
     */
    public AttackInjectionOptions withDays(int value) {
        return new AttackInjectionOptions(attacks, value, strength, scenarios, seed);
    }

    /**
     * Returns a copy with another strength: the same attacks on the same rows, only more or less of them.
     *
     * @param value above 0 and up to 10,000
     * @return the copy
     */
    public AttackInjectionOptions withStrength(double value) {
        return new AttackInjectionOptions(attacks, days, value, scenarios, seed);
    }

    /**
     * Returns a copy with other scenarios.
     *
     * @param value names, each once
     * @return the copy
     */
    public AttackInjectionOptions withScenarios(List<String> value) {
        return new AttackInjectionOptions(attacks, days, strength, value, seed);
    }

    /**
     * Returns a copy with another seed.
     *
     * @param value any
     * @return the copy
     */
    public AttackInjectionOptions withSeed(long value) {
        return new AttackInjectionOptions(attacks, days, strength, scenarios, value);
    }
}
