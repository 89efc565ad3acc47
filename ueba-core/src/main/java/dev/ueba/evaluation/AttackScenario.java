package dev.ueba.evaluation;

import dev.ueba.feature.GitHubAuditFeatures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One kind of attack on an organisation's repositories: its name, and which counts of an actor's day it raises.
 *
 * <p>Immutable; the same instance for every call of {@link AttackScenarios}.
 */
public final class AttackScenario {

    /*
     * A raise draws an amount between two ends, evenly on a logarithmic scale, and multiplies it by the strength. A sharing
     * raise draws a factor instead, of an amount raised before it: the distinct repositories of a mass clone. The numbers
     * drawn do not depend on the strength, so a stronger attack is the same attack, only more of it.
     */
    record Raise(String feature, double chance, double least, double most, boolean certain, String sharedFeature) {}

    private static final String ABSOLUTE = "";
    private static final double GREATEST_STRENGTH = 1e4;

    private final String name;
    private final String description;
    private final boolean needsRights;
    private final boolean machinesToo;
    private final List<Raise> raises;

    AttackScenario(String name, String description, boolean needsRights, boolean machinesToo, Raise... raises) {
        this.name = name;
        this.description = description;
        this.needsRights = needsRights;
        this.machinesToo = machinesToo;
        this.raises = List.of(raises);
        for (Raise raise : raises) {
            if (!GitHubAuditFeatures.COUNTS.contains(raise.feature())) {
                throw new IllegalArgumentException("there is no count named '" + raise.feature() + "'");
            }
        }
    }

    /** Raises a count by at least 1 event, at strength 1 by {@code least} to {@code most}. */
    static Raise always(String feature, int least, int most) {
        return new Raise(feature, 1.0, least, most, true, ABSOLUTE);
    }

    /** Raises a count in a share of the attacks, by 1 event or more. */
    static Raise sometimes(double chance, String feature, int least, int most) {
        return new Raise(feature, chance, least, most, true, ABSOLUTE);
    }

    /** Raises a count by a little that a weak attack does not leave behind. */
    static Raise slightly(double chance, String feature, int least, int most) {
        return new Raise(feature, chance, least, most, false, ABSOLUTE);
    }

    /** Raises a count by a share of what {@code sharedFeature}, listed before, was raised by; at least 1 if that was. */
    static Raise share(String feature, double least, double most, String sharedFeature) {
        return new Raise(feature, 1.0, least, most, true, sharedFeature);
    }

    /**
     * Returns the name that labels carry.
     *
     * @return lower case with underscores, such as {@code mass_clone}
     */
    public String name() {
        return name;
    }

    /**
     * Returns what the attacker does, in one line.
     *
     * @return a sentence
     */
    public String description() {
        return description;
    }

    /**
     * Returns the counts that this attack can raise, in the order of the schema.
     *
     * @return unmodifiable; names of {@link GitHubAuditFeatures#COUNTS}
     */
    public List<String> features() {
        return GitHubAuditFeatures.COUNTS.stream()
                .filter(feature ->
                        raises.stream().anyMatch(raise -> raise.feature().equals(feature)))
                .toList();
    }

    /**
     * Draws one attack: the events it adds to the actor's day, on top of ordinary work.
     *
     * <p>{@code unique_ips_used} and {@code unique_repos_accessed} count addresses and repositories the actor does not
     * otherwise use that day. What makes the attack what it is amounts to 1 event at least, however weak it is.
     *
     * @param strength factor on all amounts, above 0 and up to 10,000; 1 is moderate, well below 1 is hard to see
     * @param seed same seed, same attack; with the same seed no count falls when the strength grows
     * @return unmodifiable; feature to amount, amounts {@code >= 1}, in the order of the schema
     * @throws IllegalArgumentException if the strength is out of range
     */
    public Map<String, Integer> amounts(double strength, long seed) {
        return amounts(strength, new SeededRandom(seed));
    }

    Map<String, Integer> amounts(double strength, SeededRandom random) {
        requireStrength(strength);
        int[] amounts = new int[GitHubAuditFeatures.COUNTS.size()];
        for (Raise raise : raises) {
            boolean happens = random.chance(raise.chance());
            double logarithm = random.between(StrictMath.log(raise.least()), StrictMath.log(raise.most()));
            if (!happens) {
                continue;
            }
            double factor = StrictMath.exp(logarithm);
            boolean absolute = raise.sharedFeature().equals(ABSOLUTE);
            int shared = absolute ? 0 : amounts[GitHubAuditFeatures.COUNTS.indexOf(raise.sharedFeature())];
            int amount = (int) StrictMath.rint(factor * (absolute ? strength : shared));
            boolean atLeastOne = raise.certain() && (absolute || shared > 0);
            amounts[GitHubAuditFeatures.COUNTS.indexOf(raise.feature())] += atLeastOne ? Math.max(1, amount) : amount;
        }
        Map<String, Integer> result = new LinkedHashMap<>();
        for (int count = 0; count < amounts.length; count++) {
            if (amounts[count] > 0) {
                result.put(GitHubAuditFeatures.COUNTS.get(count), amounts[count]);
            }
        }
        return Collections.unmodifiableMap(result);
    }

    static void requireStrength(double strength) {
        if (!(strength > 0.0 && strength <= GREATEST_STRENGTH)) {
            throw new IllegalArgumentException("strength must be above 0 and up to 10000, but was " + strength);
        }
    }

    /** Returns the count without which the attack is not this attack: the first that it always raises. */
    String decisiveFeature() {
        return raises.get(0).feature();
    }

    /** Tells whether only administrators can do this; such attacks come as often from insiders as from stolen rights. */
    boolean needsRights() {
        return needsRights;
    }

    /** Tells whether an attacker can do this with the token of a machine account. */
    boolean machinesToo() {
        return machinesToo;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
