package dev.ueba.explain;

import java.util.Objects;

/**
 * What a base feature has to reach on a day to be part of an {@link AttackPattern}. Immutable.
 *
 * @param feature name of a base feature; a table without it never meets the condition
 * @param least the count that is needed in any case, {@code > 0}
 * @param timesUsual how many times the actor's usual value is needed too, {@code >= 0}; 0 asks for none. Usual is the mean of the
 *     actor's days before the window; without such days this part is not asked for
 * @param isAboveMax whether the count has to exceed every earlier one of the actor, before the window; without earlier days this is
 *     never so
 */
public record FeatureCondition(String feature, double least, double timesUsual, boolean isAboveMax) {

    public FeatureCondition {
        Objects.requireNonNull(feature, "feature");
        if (feature.isBlank()) {
            throw new IllegalArgumentException("a condition needs a feature");
        }
        if (!(least > 0.0 && least < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the least count must be above 0 and finite, but was " + least);
        }
        if (!(timesUsual >= 0.0 && timesUsual < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("timesUsual must be >= 0 and finite, but was " + timesUsual);
        }
    }

    /**
     * Tells whether a day's count meets the condition.
     *
     * @param value the count; NaN never does
     * @param usual mean of the days before the window; NaN if there are none
     * @param max largest value of these days; NaN if there are none
     * @return whether all parts are met
     */
    boolean isMetBy(double value, double usual, double max) {
        boolean unusual = Double.isNaN(usual) || value >= timesUsual * usual;
        return value >= least && unusual && (!isAboveMax || value > max);
    }
}
