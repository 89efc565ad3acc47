package dev.ueba.novelty;

import dev.ueba.feature.GitHubAuditFeatures;
import java.util.Set;

/**
 * How novelty is judged.
 *
 * <p>Immutable.
 *
 * @param excludedFeatures names of features that are no counts and are not looked at
 * @param halfLifeDays after so many days a day of the past counts half; 0 never forgets. From 0 to 10,000
 * @param firstInDays the window of "first in so many days", {@code >= 1}
 * @param warmUpDays the first days of the data, from which habits are learned but no calibration, {@code >= 0}
 * @param calibrated whether bits are corrected by what the same bits were worth in the past of the same feature
 * @param discounted whether actors with many unusual days are discounted
 * @param raisedShare the share of its features that an attack is expected to raise, in (0, 1)
 */
public record NoveltyOptions(
        Set<String> excludedFeatures,
        double halfLifeDays,
        int firstInDays,
        int warmUpDays,
        boolean calibrated,
        boolean discounted,
        double raisedShare) {

    private static final double LONGEST_HALF_LIFE = 10_000.0;

    public NoveltyOptions {
        excludedFeatures = Set.copyOf(excludedFeatures);
        if (!(halfLifeDays >= 0.0 && halfLifeDays <= LONGEST_HALF_LIFE)) {
            throw new IllegalArgumentException("halfLifeDays must be from 0 to 10000, but was " + halfLifeDays);
        }
        if (firstInDays < 1) {
            throw new IllegalArgumentException("firstInDays must be >= 1, but was " + firstInDays);
        }
        if (warmUpDays < 0) {
            throw new IllegalArgumentException("warmUpDays must be >= 0, but was " + warmUpDays);
        }
        if (!(raisedShare > 0.0 && raisedShare < 1.0)) {
            throw new IllegalArgumentException("raisedShare must be in (0, 1), but was " + raisedShare);
        }
    }

    /**
     * Returns the defaults: {@code is_weekend} left out, nothing forgotten, first in 90 days, 14 days of warm-up, calibrated,
     * discounted, one feature in ten raised.
     *
     * @return the defaults
     */
    public static NoveltyOptions defaults() {
        return new NoveltyOptions(Set.of(GitHubAuditFeatures.IS_WEEKEND), 0.0, 90, 14, true, true, 0.1);
    }

    /**
     * Returns a copy that leaves other features out.
     *
     * @param value names; those a table does not have are no fault
     * @return the copy
     */
    public NoveltyOptions withExcludedFeatures(Set<String> value) {
        return new NoveltyOptions(value, halfLifeDays, firstInDays, warmUpDays, calibrated, discounted, raisedShare);
    }

    /**
     * Returns a copy that forgets at another pace.
     *
     * @param value days after which the past counts half; 0 never forgets
     * @return the copy
     */
    public NoveltyOptions withHalfLifeDays(double value) {
        return new NoveltyOptions(
                excludedFeatures, value, firstInDays, warmUpDays, calibrated, discounted, raisedShare);
    }

    /**
     * Returns a copy with another window of "first in so many days".
     *
     * @param value days, {@code >= 1}
     * @return the copy
     */
    public NoveltyOptions withFirstInDays(int value) {
        return new NoveltyOptions(
                excludedFeatures, halfLifeDays, value, warmUpDays, calibrated, discounted, raisedShare);
    }

    /**
     * Returns a copy with another warm-up.
     *
     * @param value days, {@code >= 0}
     * @return the copy
     */
    public NoveltyOptions withWarmUpDays(int value) {
        return new NoveltyOptions(
                excludedFeatures, halfLifeDays, firstInDays, value, calibrated, discounted, raisedShare);
    }

    /**
     * Returns a copy that does or does not correct bits by the past of their feature.
     *
     * @param value whether to
     * @return the copy
     */
    public NoveltyOptions withCalibrated(boolean value) {
        return new NoveltyOptions(
                excludedFeatures, halfLifeDays, firstInDays, warmUpDays, value, discounted, raisedShare);
    }

    /**
     * Returns a copy that does or does not discount actors with many unusual days.
     *
     * @param value whether to
     * @return the copy
     */
    public NoveltyOptions withDiscounted(boolean value) {
        return new NoveltyOptions(
                excludedFeatures, halfLifeDays, firstInDays, warmUpDays, calibrated, value, raisedShare);
    }

    /**
     * Returns a copy that expects attacks to raise another share of the features.
     *
     * @param value in (0, 1)
     * @return the copy
     */
    public NoveltyOptions withRaisedShare(double value) {
        return new NoveltyOptions(
                excludedFeatures, halfLifeDays, firstInDays, warmUpDays, calibrated, discounted, value);
    }
}
