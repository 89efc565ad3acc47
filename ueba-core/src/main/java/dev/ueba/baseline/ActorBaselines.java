package dev.ueba.baseline;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is known of every actor's past, for scoring new days without any history file: {@link #deviations} of a row, then
 * {@link #add} it.
 *
 * <p>The deviations have the same bits as {@link TrainingSets#enrich} over the full history whenever the rows of each actor
 * were added in date order. Where a file has an actor's rows in another order, batch work replays them in file order; added
 * rows stay in the order of adding, and then single deviations may differ in the last bits (3 ulp were seen).
 *
 * <p>Memory: about 36 bytes per actor and feature; with modified z-scores 8 bytes more per actor, feature and day, because
 * medians need the values. Not thread-safe.
 *
 * <pre>{@code
 * ActorBaselines baselines = ActorBaselines.of(history, DeviationOptions.defaults());
 * FeatureTable enriched = baselines.enrichAndAdd(today);
 * baselines.save(Path.of("state.ueba"));
 * }</pre>
 */
public final class ActorBaselines {

    private final DeviationOptions options;
    private final DeviationColumns columns;
    private final Map<String, ActorHistory> histories = new HashMap<>();
    private final NavigableSet<LocalDate> days = new TreeSet<>();
    private long rowCount;

    private ActorBaselines(FeatureSchema base, DeviationOptions options) {
        if (options.algorithm() != DeviationAlgorithm.ROLLING) {
            throw new IllegalArgumentException(
                    "baselines follow actors day by day, which only ROLLING deviations do, but the" + " algorithm is "
                            + options.algorithm());
        }
        this.options = options;
        this.columns = new DeviationColumns(base, options);
    }

    /**
     * Returns baselines that know nothing yet.
     *
     * @param base columns of the rows to come
     * @param options which deviations to derive; {@link DeviationAlgorithm#ROLLING} only
     * @return empty baselines
     * @throws IllegalArgumentException if the algorithm is not rolling
     */
    public static ActorBaselines empty(FeatureSchema base, DeviationOptions options) {
        return new ActorBaselines(base, options);
    }

    /**
     * Returns baselines that know all rows of a table, added in its order.
     *
     * @param base base features
     * @param options which deviations to derive; {@link DeviationAlgorithm#ROLLING} only
     * @return baselines up to the table's last day
     * @throws IllegalArgumentException if the algorithm is not rolling
     */
    public static ActorBaselines of(FeatureTable base, DeviationOptions options) {
        ActorBaselines baselines = new ActorBaselines(base.schema(), options);
        for (int row = 0; row < base.rowCount(); row++) {
            baselines.add(base, row);
        }
        return baselines;
    }

    /**
     * Reads baselines that {@link #save} wrote.
     *
     * @param file the file
     * @return baselines with the same bits
     * @throws dev.ueba.storage.ModelFormatException if the file is damaged, of another kind or newer than this library
     * @throws IOException if it cannot be read
     */
    public static ActorBaselines load(Path file) throws IOException {
        return BaselineFormat.read(file);
    }

    /**
     * Writes the baselines, replacing the file as a whole.
     *
     * @param file file to create or replace
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void save(Path file) throws IOException {
        BaselineFormat.write(this, file);
    }

    /**
     * Returns the columns that rows must have.
     *
     * @return the base schema
     */
    public FeatureSchema baseSchema() {
        return columns.base();
    }

    /**
     * Returns the columns of enriched rows: the base columns, then the derived ones.
     *
     * @return the enriched schema
     */
    public FeatureSchema enrichedSchema() {
        return columns.enriched();
    }

    /**
     * Returns which deviations are derived.
     *
     * @return the options
     */
    public DeviationOptions options() {
        return options;
    }

    /**
     * Returns the number of actors that have rows.
     *
     * @return {@code >= 0}
     */
    public int actorCount() {
        return histories.size();
    }

    /**
     * Returns the number of rows added, those without an actor included.
     *
     * @return {@code >= 0}
     */
    public long rowCount() {
        return rowCount;
    }

    /**
     * Returns the newest day added.
     *
     * @return empty if nothing was added
     */
    public Optional<LocalDate> lastDay() {
        return days.isEmpty() ? Optional.empty() : Optional.of(days.last());
    }

    /**
     * Tells whether any row of a day was added.
     *
     * @param day any day
     * @return true if it was
     */
    public boolean hasSeen(LocalDate day) {
        return days.contains(day);
    }

    /**
     * Writes the features of a row and its deviations from the actor's past.
     *
     * @param base table with the base schema
     * @param row from 0; the actor must have no rows of its day or later days here
     * @param enrichedRow written in the order of {@link #enrichedSchema}; as long as its feature count
     * @throws IllegalArgumentException if the schema differs or the actor's day was already added
     */
    public void deviations(FeatureTable base, int row, double[] enrichedRow) {
        requireSchema(base.schema());
        ActorHistory history = histories.get(base.actor(row));
        if (history != null && history.lastDay() >= base.epochDay(row)) {
            throw new IllegalArgumentException("row " + row + ": " + base.day(row)
                    + " is not after the newest day known of its actor, " + LocalDate.ofEpochDay(history.lastDay())
                    + "; deviations look back only");
        }
        for (int feature = 0; feature < base.featureCount(); feature++) {
            enrichedRow[feature] = base.value(row, feature);
        }
        (history == null ? new ActorHistory(columns, options) : history).deviations(base, row, enrichedRow);
    }

    /**
     * Adds a row to what is known of its actor.
     *
     * @param base table with the base schema
     * @param row from 0
     * @throws IllegalArgumentException if the schema differs
     */
    public void add(FeatureTable base, int row) {
        requireSchema(base.schema());
        days.add(base.day(row));
        rowCount++;
        if (base.actorIndex(row) >= 0) {
            histories
                    .computeIfAbsent(base.actor(row), actor -> new ActorHistory(columns, options))
                    .add(base, row);
        }
    }

    /**
     * Derives the deviations of new days, each from the days before it, and adds the rows.
     *
     * @param base rows of days after {@link #lastDay}, in any order, with the base schema
     * @return the same rows in the same order, enriched
     * @throws IllegalArgumentException if the schema differs or a row's day is not after {@link #lastDay}; nothing was added
     *     then
     */
    public FeatureTable enrichAndAdd(FeatureTable base) {
        requireSchema(base.schema());
        LocalDate known = lastDay().orElse(LocalDate.MIN);
        for (int row = 0; row < base.rowCount(); row++) {
            if (!base.day(row).isAfter(known)) {
                throw new IllegalArgumentException("row " + row + " is of " + base.day(row)
                        + ", but the baselines already reach to " + known + "; give only later days");
            }
        }
        Integer[] byDay = new Integer[base.rowCount()];
        Arrays.setAll(byDay, row -> row);
        Arrays.sort(byDay, (a, b) -> Integer.compare(base.epochDay(a), base.epochDay(b)));
        int[] allRows = new int[base.rowCount()];
        Arrays.setAll(allRows, row -> row);
        EnrichedRows output = new EnrichedRows(base, columns, allRows);
        double[] enrichedRow = new double[columns.enriched().featureCount()];
        int from = 0;
        while (from < byDay.length) {
            int to = from;
            while (to < byDay.length && base.epochDay(byDay[to]) == base.epochDay(byDay[from])) {
                deviations(base, byDay[to], enrichedRow);
                output.put(byDay[to], enrichedRow);
                to++;
            }
            for (int i = from; i < to; i++) {
                add(base, byDay[i]);
            }
            from = to;
        }
        return output.toTable();
    }

    private void requireSchema(FeatureSchema schema) {
        if (!schema.equals(columns.base())) {
            throw new IllegalArgumentException(
                    "expected the columns " + columns.base() + " in this order, but the table has " + schema);
        }
    }

    // What follows is for BaselineFormat.

    Map<String, ActorHistory> histories() {
        return histories;
    }

    NavigableSet<LocalDate> days() {
        return days;
    }

    DeviationColumns columns() {
        return columns;
    }

    void restoreRowCount(long count) {
        rowCount = count;
    }
}
