package dev.ueba.evaluation;

import java.util.Locale;

/**
 * A way of ranking actor-days that a backtest compares. All of them see the same days, and of each day only what was known the
 * day before.
 */
public enum BacktestMode {
    /** The forest of the published pipeline: the lowest anomaly score comes first. */
    FAITHFUL,
    /** The improved detector: the highest risk comes first. */
    IMPROVED,
    /**
     * What a fixed threshold would find: for each count a limit, the 99.9th percentile of its values on the days before the last
     * fit (the smallest value that is not exceeded by 99.9 % of the rows), or 1 if that is 0. The day with the largest count in
     * units of its limit comes first. {@code is_weekend} is no count.
     */
    COUNT_THRESHOLD,
    /** How many of the day's counts lie more than 3 standard deviations above the actor's own past; the most comes first. */
    DEVIATIONS;

    /**
     * Returns the name in files and on the command line.
     *
     * @return lower case with underscores
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether the mode is one of the two detectors, not a simple rule to compare them with.
     *
     * @return true for {@link #FAITHFUL} and {@link #IMPROVED}
     */
    public boolean isDetector() {
        return this == FAITHFUL || this == IMPROVED;
    }
}
