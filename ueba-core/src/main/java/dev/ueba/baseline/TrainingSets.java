package dev.ueba.baseline;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Enriches whole tables with deviations and splits them into history and training rows.
 *
 * <p>Source: the published pipeline of January 2026 ({@link DeviationAlgorithm#ROLLING}) and the notebooks of the SecDev 2025
 * paper ({@link DeviationAlgorithm#SECDEV_2025}). Derived cells have the same bits as theirs. Work is spread over the common
 * fork-join pool by actor; the result does not depend on the number of threads. Stateless and thread-safe.
 */
public final class TrainingSets {

    private TrainingSets() {}

    /**
     * Splits a table at a share of its days and enriches the later part.
     *
     * <p>Days count from the first to the last that occur, days without rows included. {@code history = (int) (days * share)},
     * truncated; training rows are those from the day {@code first + history} on.
     *
     * @param base base features, in file order
     * @param historyShare share of the days that are history only, in (0, 1); any negative number makes the last day the
     *     training day
     * @param options rolling deviations
     * @return history rows as they are, training rows enriched, both in file order
     * @throws IllegalArgumentException if the table is empty, or the share leaves no day to history or to training
     */
    public static TrainingSplit split(FeatureTable base, double historyShare, DeviationOptions options) {
        LocalDate start = trainingStart(base, historyShare);
        DayRange days = base.dayRange().orElseThrow();
        return new TrainingSplit(
                base.selectDays(new DayRange(days.from(), start)),
                enrich(base, new DayRange(start, days.to()), options),
                start);
    }

    /**
     * Returns the first training day of a split, without splitting.
     *
     * @param base base features
     * @param historyShare as for {@link #split}
     * @return a day after the table's first day and not after its last
     * @throws IllegalArgumentException if the table is empty, or the share leaves no day to history or to training
     */
    public static LocalDate trainingStart(FeatureTable base, double historyShare) {
        DayRange days = base.dayRange()
                .orElseThrow(() -> new IllegalArgumentException("the table has no rows; a training set needs some"));
        return trainingStart(days, historyShare);
    }

    /**
     * Returns the first training day of a split of days.
     *
     * @param days from the first day with a row to the last, not empty
     * @param historyShare as for {@link #split}
     * @return a day after the first and not after the last
     * @throws IllegalArgumentException if the share leaves no day to history or to training
     */
    public static LocalDate trainingStart(DayRange days, double historyShare) {
        long dayCount = days.dayCount();
        if (!(historyShare < 1.0)) {
            throw new IllegalArgumentException(
                    "the history share must be below 1 to leave days for training, but was " + historyShare);
        }
        long historyDays = historyShare < 0.0 ? dayCount - 1 : (long) (dayCount * historyShare);
        if (historyDays < 1) {
            throw new IllegalArgumentException("a history share of " + historyShare + " of " + dayCount + " days ("
                    + days.from() + " to " + days.last()
                    + ") leaves no day of history; the first training day needs at least"
                    + " one: give more days or a larger share");
        }
        return days.from().plusDays(historyDays);
    }

    /**
     * Derives the rolling deviations of the rows of a range of days, each from all earlier days of its actor in the table.
     *
     * @param base base features, in file order; rows after the range are not looked at
     * @param range days to enrich
     * @param options rolling deviations
     * @return the rows of the range in file order, base columns then derived ones
     * @throws IllegalArgumentException if the options are not rolling
     */
    public static FeatureTable enrich(FeatureTable base, DayRange range, DeviationOptions options) {
        if (options.algorithm() != DeviationAlgorithm.ROLLING) {
            throw new IllegalArgumentException(
                    options.algorithm() + " deviations look at the whole period; use enrichWholePeriod");
        }
        DeviationColumns columns = new DeviationColumns(base.schema(), options);
        int[] rows = base.rowsOf(range);
        // A range may end at the end of time, days of rows are ints.
        int before = (int) Math.min(
                Integer.MAX_VALUE, Math.max(Integer.MIN_VALUE, range.to().toEpochDay()));
        EnrichedRows enriched = new EnrichedRows(base, columns, rows);
        ColumnSweep sweep = new ColumnSweep(base, rows, before, options);
        sweep.run(columns, enriched);
        enrichByActor(base, columns, options, new RowsByActor(base, before, sweep.otherActors()), enriched);
        return enriched.toTable();
    }

    private static void enrichByActor(
            FeatureTable base,
            DeviationColumns columns,
            DeviationOptions options,
            RowsByActor byActor,
            EnrichedRows enriched) {
        if (byActor.isEmpty()) {
            return;
        }
        int[] positions = new int[base.rowCount()];
        Arrays.fill(positions, ActorSweep.NOT_WANTED);
        int[] rows = enriched.rows();
        for (int position = 0; position < rows.length; position++) {
            positions[rows[position]] = position;
        }
        IntStream.range(0, base.actorCount())
                .parallel()
                .filter(byActor::hasRows)
                .forEach(actor -> new ActorSweep(base, columns, options, positions, enriched).run(byActor.rows(actor)));
    }

    /**
     * Derives the whole-period absolute deviations of all rows (SecDev 2025).
     *
     * @param base base features
     * @param options {@link DeviationAlgorithm#SECDEV_2025}
     * @return all rows in file order; base columns, then the z columns in alphabetical order, for columns that exceed 1
     *     somewhere in the table
     * @throws IllegalArgumentException if the options are rolling
     */
    public static FeatureTable enrichWholePeriod(FeatureTable base, DeviationOptions options) {
        return WholePeriodDeviations.enrich(base, WholePeriodDeviations.columnsAboveOne(base, options));
    }

    /**
     * Derives the whole-period absolute deviations that a fitted schema has, whatever the maxima of this table are.
     *
     * @param base base features
     * @param features the features of a model fitted on {@link #enrichWholePeriod(FeatureTable, DeviationOptions)}
     * @return all rows in file order with these features, as far as the base columns allow
     */
    public static FeatureTable enrichWholePeriod(FeatureTable base, FeatureSchema features) {
        return WholePeriodDeviations.enrich(base, WholePeriodDeviations.columnsOf(base, features));
    }
}
