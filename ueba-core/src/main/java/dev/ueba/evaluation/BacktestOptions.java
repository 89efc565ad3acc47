package dev.ueba.evaluation;

import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedOptions;
import dev.ueba.baseline.DeviationAlgorithm;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a backtest is run.
 *
 * <p>Immutable.
 *
 * @param modes what is compared, each once, in this order
 * @param from the first scored day; empty for the last third of the days, rounded down, at least one
 * @param refitDays the models are fitted anew after so many scored days, 1 to 10,000
 * @param historyShare of the days before a fit, the share that is history only, in (0, 1)
 * @param budget alerts a day for the time to detect, 1 to 100,000
 * @param forestSeeds how many seeds of the forest are compared, 1 to 20; 1 compares nothing
 * @param resamples of the bootstrap, 1 to 100,000
 * @param seed of the bootstrap; the forest's own is in {@code detector}
 * @param detector how the forest is fitted; rolling deviations
 * @param improved what the improved detector adds, and its own budget of alerts
 */
public record BacktestOptions(
        List<BacktestMode> modes,
        Optional<LocalDate> from,
        int refitDays,
        double historyShare,
        int budget,
        int forestSeeds,
        int resamples,
        long seed,
        DetectorOptions detector,
        ImprovedOptions improved) {

    private static final int MOST_DAYS = 10_000;
    private static final int MOST_ALERTS = 100_000;
    private static final int MOST_SEEDS = 20;
    private static final int MOST_RESAMPLES = 100_000;

    public BacktestOptions {
        modes = List.copyOf(modes);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(improved, "improved");
        if (modes.isEmpty() || EnumSet.copyOf(modes).size() != modes.size()) {
            throw new IllegalArgumentException("modes must be one or more, each once, but were " + modes);
        }
        requireWithin("refitDays", refitDays, MOST_DAYS);
        if (!(historyShare > 0.0 && historyShare < 1.0)) {
            throw new IllegalArgumentException("historyShare must be above 0 and below 1, but was " + historyShare);
        }
        requireWithin("budget", budget, MOST_ALERTS);
        requireWithin("forestSeeds", forestSeeds, MOST_SEEDS);
        requireWithin("resamples", resamples, MOST_RESAMPLES);
        if (detector.deviations().algorithm() == DeviationAlgorithm.SECDEV_2025) {
            throw new IllegalArgumentException(
                    "SecDev 2025 deviations compare each day with the whole period, later days"
                            + " included; a backtest needs rolling deviations");
        }
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be from 1 to " + most + ", but was " + value);
        }
    }

    /**
     * Returns all modes, the last third of the days, a fit every 30 days with half of the earlier days as history, 10 alerts a
     * day, one forest seed, 1,000 resamples, seed 0, and both detectors with their defaults.
     *
     * @return the defaults
     */
    public static BacktestOptions defaults() {
        return new BacktestOptions(
                List.of(BacktestMode.values()),
                Optional.empty(),
                30,
                0.5,
                10,
                1,
                1_000,
                0L,
                DetectorOptions.defaults(),
                ImprovedOptions.defaults());
    }

    /**
     * Returns a copy that compares other modes.
     *
     * @param value one or more, each once
     * @return the copy
     */
    public BacktestOptions withModes(List<BacktestMode> value) {
        return new BacktestOptions(
                value, from, refitDays, historyShare, budget, forestSeeds, resamples, seed, detector, improved);
    }

    /**
     * Returns a copy that scores from another day on.
     *
     * @param value the first scored day
     * @return the copy
     */
    public BacktestOptions withFrom(LocalDate value) {
        return new BacktestOptions(
                modes,
                Optional.of(value),
                refitDays,
                historyShare,
                budget,
                forestSeeds,
                resamples,
                seed,
                detector,
                improved);
    }

    /**
     * Returns a copy that fits at another pace.
     *
     * @param value days, 1 to 10,000
     * @return the copy
     */
    public BacktestOptions withRefitDays(int value) {
        return new BacktestOptions(
                modes, from, value, historyShare, budget, forestSeeds, resamples, seed, detector, improved);
    }

    /**
     * Returns a copy with another share of history.
     *
     * @param value in (0, 1)
     * @return the copy
     */
    public BacktestOptions withHistoryShare(double value) {
        return new BacktestOptions(
                modes, from, refitDays, value, budget, forestSeeds, resamples, seed, detector, improved);
    }

    /**
     * Returns a copy with another budget for the time to detect. The improved detector's own budget stays as it is.
     *
     * @param value alerts a day, 1 to 100,000
     * @return the copy
     */
    public BacktestOptions withBudget(int value) {
        return new BacktestOptions(
                modes, from, refitDays, historyShare, value, forestSeeds, resamples, seed, detector, improved);
    }

    /**
     * Returns a copy that compares another number of forest seeds; each costs as much as the first.
     *
     * @param value 1 to 20
     * @return the copy
     */
    public BacktestOptions withForestSeeds(int value) {
        return new BacktestOptions(
                modes, from, refitDays, historyShare, budget, value, resamples, seed, detector, improved);
    }

    /**
     * Returns a copy with another seed of the bootstrap.
     *
     * @param value any
     * @return the copy
     */
    public BacktestOptions withSeed(long value) {
        return new BacktestOptions(
                modes, from, refitDays, historyShare, budget, forestSeeds, resamples, value, detector, improved);
    }

    /**
     * Returns a copy whose forest is fitted otherwise.
     *
     * @param value rolling deviations
     * @return the copy
     */
    public BacktestOptions withDetector(DetectorOptions value) {
        return new BacktestOptions(
                modes, from, refitDays, historyShare, budget, forestSeeds, resamples, seed, value, improved);
    }

    /**
     * Returns a copy whose improved detector adds something else.
     *
     * @param value its options
     * @return the copy
     */
    public BacktestOptions withImproved(ImprovedOptions value) {
        return new BacktestOptions(
                modes, from, refitDays, historyShare, budget, forestSeeds, resamples, seed, detector, value);
    }
}
