package dev.ueba.baseline;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    private final ActorHistory nothingKnown;
    private long rowCount;

    private ActorBaselines(FeatureSchema base, DeviationOptions options) {
        if (options.algorithm() != DeviationAlgorithm.ROLLING) {
            throw new IllegalArgumentException(
                    "baselines follow actors day by day, which only ROLLING deviations do, but the algorithm is "
                            + options.algorithm());
        }
        this.options = options;
        this.columns = new DeviationColumns(base, options);
        this.nothingKnown = new ActorHistory(columns, options);
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
     * @throws IllegalArgumentException if the algorithm is not rolling or a value is beyond the range of {@code float}
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
        deviations(history, base, row, enrichedRow);
    }

    private void deviations(@Nullable ActorHistory history, FeatureTable base, int row, double[] enrichedRow) {
        for (int feature = 0; feature < base.featureCount(); feature++) {
            enrichedRow[feature] = base.value(row, feature);
        }
        (history == null ? nothingKnown : history).deviations(base, row, enrichedRow);
    }

    /**
     * Adds a row to what is known of its actor.
     *
     * @param base table with the base schema
     * @param row from 0
     * @throws IllegalArgumentException if the schema differs, or a value is beyond the range of {@code float}, in which forests
     *     compare; nothing was added then
     */
    public void add(FeatureTable base, int row) {
        requireSchema(base.schema());
        requireFloats(base, row);
        days.add(base.day(row));
        rowCount++;
        if (base.actorIndex(row) >= 0) {
            histories
                    .computeIfAbsent(base.actor(row), actor -> new ActorHistory(columns, options))
                    .add(base, row);
        }
    }

    /**
     * Derives the deviations of new days, each from all days before it, those among the new ones included. Adds nothing.
     *
     * @param newDays rows of days after {@link #lastDay}, in any order, with the base schema
     * @return the same rows in the same order, enriched
     * @throws IllegalArgumentException if the schema differs, a row's day is not after {@link #lastDay}, or a value is beyond the
     *     range of {@code float}
     */
    public FeatureTable enrich(FeatureTable newDays) {
        requireNewDays(newDays);
        int[] byDay = byDay(newDays);
        int[] allRows = new int[newDays.rowCount()];
        Arrays.setAll(allRows, row -> row);
        EnrichedRows output = new EnrichedRows(newDays, columns, allRows);
        double[] enrichedRow = new double[columns.enriched().featureCount()];
        // Copies of the histories that grow on the way; the last day joins none.
        Map<String, ActorHistory> grown = new HashMap<>();
        int from = 0;
        while (from < byDay.length) {
            int to = from;
            while (to < byDay.length && newDays.epochDay(byDay[to]) == newDays.epochDay(byDay[from])) {
                String actor = newDays.actor(byDay[to]);
                ActorHistory known = grown.containsKey(actor) ? grown.get(actor) : histories.get(actor);
                deviations(known, newDays, byDay[to], enrichedRow);
                output.put(byDay[to], enrichedRow);
                to++;
            }
            for (int i = from; i < to && to < byDay.length; i++) {
                if (newDays.actorIndex(byDay[i]) >= 0) {
                    grown.computeIfAbsent(newDays.actor(byDay[i]), this::copyOfHistory)
                            .add(newDays, byDay[i]);
                }
            }
            from = to;
        }
        return output.toTable();
    }

    /**
     * Adds new days, in date order.
     *
     * @param newDays rows of days after {@link #lastDay}, in any order, with the base schema
     * @throws IllegalArgumentException if the schema differs, a row's day is not after {@link #lastDay}, or a value is beyond the
     *     range of {@code float}; nothing was added then
     */
    public void addDays(FeatureTable newDays) {
        requireNewDays(newDays);
        for (int row : byDay(newDays)) {
            add(newDays, row);
        }
    }

    /**
     * Derives the deviations of new days and adds their rows: {@link #enrich}, then {@link #addDays}.
     *
     * @param newDays rows of days after {@link #lastDay}, in any order, with the base schema
     * @return the same rows in the same order, enriched
     * @throws IllegalArgumentException as for {@link #enrich}; nothing was added then
     */
    public FeatureTable enrichAndAdd(FeatureTable newDays) {
        FeatureTable enriched = enrich(newDays);
        addDays(newDays);
        return enriched;
    }

    private ActorHistory copyOfHistory(String actor) {
        ActorHistory history = histories.get(actor);
        return history == null ? new ActorHistory(columns, options) : history.copy();
    }

    /** Returns all rows by day, rows of one day in their order. */
    private static int[] byDay(FeatureTable table) {
        return IntStream.range(0, table.rowCount())
                .boxed()
                .sorted(Comparator.comparingInt(table::epochDay))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void requireNewDays(FeatureTable table) {
        requireSchema(table.schema());
        LocalDate known = lastDay().orElse(LocalDate.MIN);
        for (int row = 0; row < table.rowCount(); row++) {
            if (!table.day(row).isAfter(known)) {
                throw new IllegalArgumentException("row " + row + " is of " + table.day(row)
                        + ", but the baselines already reach to " + known + "; give only later days");
            }
            requireFloats(table, row);
        }
    }

    /** Larger values could overflow the sums, and no forest takes them. */
    private static void requireFloats(FeatureTable table, int row) {
        if (table.firstBeyondFloat().isEmpty()) {
            return;
        }
        for (int feature = 0; feature < table.featureCount(); feature++) {
            if (Float.isInfinite((float) table.value(row, feature))) {
                throw new IllegalArgumentException("row " + row + " (" + table.day(row) + "), column '"
                        + table.schema().features().get(feature)
                        + "': expected a number in the range of float, but was " + table.value(row, feature));
            }
        }
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
