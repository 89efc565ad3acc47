package dev.ueba.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * How well a model sees one base feature. Immutable.
 *
 * @param feature name of the base feature
 * @param splits nodes of the forest that split on it
 * @param deviationSplits nodes that split on its deviations; those on the largest deviation of a row are not counted
 * @param isZeroEverywhere whether the feature is 0 in every row of the table: nothing was there, or its action is misspelled
 * @param sight how well it is seen
 * @param injections what more of it does to typical rows, by amount; empty if nothing was injected
 */
public record BlindSpot(
        String feature,
        int splits,
        int deviationSplits,
        boolean isZeroEverywhere,
        Sight sight,
        List<Injection> injections) {

    /** How well a model sees a feature. */
    public enum Sight {
        /** No value of it can change any score, not by a single bit. */
        NONE,
        /** However much of it was injected, typical rows stayed outside the strangest tenth of the rows. */
        HARDLY,
        /** At least one of the amounts brought typical rows among the strangest tenth. */
        SEEN,
        /** It can change scores; nothing was injected to see how much. */
        UNTRIED
    }

    /**
     * What an amount, added to typical rows, does to them.
     *
     * @param amount what was added to the value
     * @param scoreChange mean change of the score; below 0 is stranger
     * @param rank median rank among all scored rows afterwards, 1 is the strangest
     */
    public record Injection(double amount, double scoreChange, double rank) {}

    public BlindSpot {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(sight, "sight");
        injections = List.copyOf(injections);
    }
}
