package dev.ueba.novelty;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How improbable a day's counts are for the actor, its peers and the organisation, by what was seen before.
 *
 * <p>Days go in one after the other: {@link #score} judges the rows of a day that is later than all known ones, {@link #add}
 * learns it. So a score cannot depend on its own day or on later ones. Days that come one by one, with the model saved and loaded
 * in between, give the same bits as all days of one table.
 *
 * <p>Each count is compared with a negative binomial distribution whose mean is the actor's own rate, pulled towards that of
 * the peers the less is known of the actor, and whose variance knows how bursty the actor's days and such days in general are.
 * It is never 0 or undefined: not for a count nobody ever raised, nor for an unknown actor or a constant history. The formulas
 * are in docs/improved-detection.md.
 *
 * <p>Counts are whole: fractions are cut off, missing and negative values taken as 0, and counts above one billion as one
 * billion. Memory: about 20 bytes per actor and feature. Not thread-safe.
 *
 * <pre>{@code
 * NoveltyModel novelty = NoveltyModel.empty(base.schema(), NoveltyOptions.defaults(), PeerGroups.none());
 * novelty.learn(history);
 * NoveltyScores scores = novelty.score(today);
 * novelty.add(scores);
 * }</pre>
 */
public final class NoveltyModel {

    private final FeatureSchema schema;
    private final NoveltyOptions options;
    private final PeerGroups peers;
    private final int[] columns;
    private final NoveltyState state;

    NoveltyModel(FeatureSchema schema, NoveltyOptions options, PeerGroups peers) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.options = Objects.requireNonNull(options, "options");
        this.peers = Objects.requireNonNull(peers, "peers");
        this.columns = IntStream.range(0, schema.featureCount())
                .filter(feature ->
                        !options.excludedFeatures().contains(schema.features().get(feature)))
                .toArray();
        this.state = new NoveltyState(columns, peers, options.halfLifeDays());
    }

    /**
     * Returns a model that knows nothing yet.
     *
     * @param schema columns of the rows to come
     * @param options how novelty is judged
     * @param peers who is compared with whom
     * @return an empty model
     */
    public static NoveltyModel empty(FeatureSchema schema, NoveltyOptions options, PeerGroups peers) {
        return new NoveltyModel(schema, options, peers);
    }

    /**
     * Scores and learns all days of a table, the earliest first.
     *
     * @param history rows of days after {@link #lastDay}, in any order
     * @throws IllegalArgumentException if the columns differ or a day is not new; nothing was learned then
     */
    public void learn(FeatureTable history) {
        requireSchema(history);
        for (int row = 0; row < history.rowCount(); row++) {
            requireNew(history, row);
        }
        for (FeatureTable day : days(history)) {
            add(score(day));
        }
    }

    /**
     * Splits a table by day.
     *
     * @param table any rows
     * @return a table for each day that has rows, the earliest first; rows of a day in their order
     */
    public static List<FeatureTable> days(FeatureTable table) {
        Integer[] order = new Integer[table.rowCount()];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (a, b) -> Integer.compare(table.epochDay(a), table.epochDay(b)));
        List<FeatureTable> days = new ArrayList<>();
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && table.epochDay(order[to]) == table.epochDay(order[from])) {
                to++;
            }
            days.add(table.selectRows(
                    Arrays.stream(order, from, to).mapToInt(Integer::intValue).toArray()));
            from = to;
        }
        return days;
    }

    /**
     * Judges the rows of one day by the days before it. Changes nothing.
     *
     * @param day rows of one day after {@link #lastDay}
     * @return a score for each row
     * @throws IllegalArgumentException if the columns differ, the rows are of several days, or the day is not new
     */
    public NoveltyScores score(FeatureTable day) {
        requireNext(day);
        state.refitIfGrown();
        NoveltyScores scores = new NoveltyScores(day, columns.length, state.rowCount);
        NoveltyScorer scorer = new NoveltyScorer(this, scores);
        for (int row = 0; row < day.rowCount(); row++) {
            scorer.score(row);
        }
        return scores;
    }

    /**
     * Returns when an actor last had any of a count.
     *
     * @param actor exact name
     * @param feature a count of the schema
     * @param day a day after {@link #lastDay}
     * @return days since then, {@link Surprise#NEVER} if never or if the feature is not looked at
     */
    public int daysSinceRaised(String actor, String feature, LocalDate day) {
        int column = schema.featureIndex(feature);
        int number = state.actors.find(actor);
        int place = Arrays.binarySearch(columns, column);
        return number < 0 || place < 0
                ? Surprise.NEVER
                : NoveltyScorer.daysSince(
                        state.actors.lastRaised[number * columns.length + place], Math.toIntExact(day.toEpochDay()));
    }

    /**
     * Learns a day that was scored.
     *
     * @param scores from {@link #score} of this model, with nothing added since
     * @throws IllegalArgumentException if the scores are of another model or an earlier state
     */
    public void add(NoveltyScores scores) {
        add(scores, new BitSet());
    }

    /**
     * Learns a day that was scored, without the habits of some of its rows.
     *
     * @param scores from {@link #score} of this model, with nothing added since
     * @param heldBack rows that do not become part of what is usual for their actor, peers and organisation
     * @throws IllegalArgumentException if the scores are of another model or an earlier state
     */
    public void add(NoveltyScores scores, BitSet heldBack) {
        FeatureTable day = scores.day();
        requireSchema(day);
        if (scores.version != state.rowCount) {
            throw new IllegalArgumentException("these scores were made when the model had " + scores.version
                    + " rows, but it has " + state.rowCount + "; score a day, then add it, before the next one");
        }
        if (day.rowCount() == 0) {
            return;
        }
        requireNew(day, 0);
        int epochDay = day.epochDay(0);
        state.firstDay = state.firstDay == ActorCounts.NEVER ? epochDay : state.firstDay;
        boolean calibrates = epochDay - state.firstDay >= options.warmUpDays();
        double[] values = new double[columns.length];
        for (int row = 0; row < day.rowCount(); row++) {
            state.rowCount++;
            if (calibrates) {
                for (int feature = 0; feature < columns.length; feature++) {
                    double bits = scores.bits[row * columns.length + feature];
                    if (bits > 0.0) {
                        state.calibrations[feature].add(bits);
                    } else {
                        state.calibrations[feature].addZeros(1);
                    }
                }
                state.total.add(scores.evidence(row));
            }
            if (!heldBack.get(row)) {
                state.addHabit(day, row, values, scores.unusual[row]);
            }
        }
        state.lastDay = epochDay;
    }

    /**
     * Returns what has to be kept of a row that is held back, so that it can become usual later.
     *
     * @param scores the scores of its day
     * @param row from 0
     * @return the row by itself; small, and holds on to nothing else
     */
    public HeldRow hold(NoveltyScores scores, int row) {
        FeatureTable day = scores.day();
        requireSchema(day);
        int[] counts = new int[columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            counts[feature] = (int) NoveltyState.count(day.value(row, columns[feature]));
        }
        return new HeldRow(day.actor(row), day.epochDay(row), counts, scores.unusual[row]);
    }

    /**
     * Makes a row part of what is usual after all, that was held back when its day was added.
     *
     * @param held from {@link #hold} of this model
     */
    public void release(HeldRow held) {
        state.addHabit(held);
    }

    /** Returns the bits of each count after calibration, row by row. */
    double[] calibratedBits(NoveltyScores scores) {
        double[] bits = scores.bits.clone();
        for (int cell = 0; cell < bits.length && options.calibrated(); cell++) {
            bits[cell] = state.calibrations[cell % columns.length].bits(bits[cell]);
        }
        return bits;
    }

    /**
     * Returns the newest day learned.
     *
     * @return empty if there is none
     */
    public Optional<LocalDate> lastDay() {
        return state.lastDay == ActorCounts.NEVER ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(state.lastDay));
    }

    /**
     * Returns the number of rows learned.
     *
     * @return {@code >= 0}
     */
    public long rowCount() {
        return state.rowCount;
    }

    /**
     * Returns the columns that rows must have.
     *
     * @return the schema
     */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * Returns how novelty is judged.
     *
     * @return the options
     */
    public NoveltyOptions options() {
        return options;
    }

    /**
     * Writes the model, replacing the file as a whole; the format is described in docs/model-format.md.
     *
     * @param file file to create or replace
     * @throws IOException if writing fails; the old file is unchanged then
     */
    public void save(Path file) throws IOException {
        NoveltyFormat.write(this, file);
    }

    /**
     * Appends the model to a body that holds more than it.
     *
     * @param out where to
     */
    public void writeTo(BinaryWriter out) {
        NoveltyFormat.write(this, out);
    }

    /**
     * Reads a model that {@link #writeTo} appended.
     *
     * @param in positioned at its beginning
     * @return a model that goes on with the same bits
     * @throws ModelFormatException if it is not such a model
     */
    public static NoveltyModel readFrom(BinaryReader in) throws ModelFormatException {
        return NoveltyFormat.read(in);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @param file the file
     * @return a model that goes on with the same bits
     * @throws ModelFormatException if the file is damaged, of another kind or newer than this library
     * @throws IOException if it cannot be read
     */
    public static NoveltyModel load(Path file) throws IOException {
        return NoveltyFormat.read(file);
    }

    /**
     * Returns the first day learned.
     *
     * @return empty if there is none
     */
    public Optional<LocalDate> firstDay() {
        return state.firstDay == ActorCounts.NEVER
                ? Optional.empty()
                : Optional.of(LocalDate.ofEpochDay(state.firstDay));
    }

    /**
     * Returns who is compared with whom.
     *
     * @return the groups the model was made with
     */
    public PeerGroups peers() {
        return peers;
    }

    NoveltyState state() {
        return state;
    }

    /** Returns which columns of a table are counts that are looked at, ascending. */
    int[] columns() {
        return columns;
    }

    /**
     * Refuses what {@link #score} would refuse. Changes nothing.
     *
     * @param day rows of one day after {@link #lastDay}
     * @throws IllegalArgumentException if the columns differ, the rows are of several days, or the day is not new
     */
    public void requireNext(FeatureTable day) {
        requireSchema(day);
        for (int row = 0; row < day.rowCount(); row++) {
            requireNew(day, row);
            if (day.epochDay(row) != day.epochDay(0)) {
                throw new IllegalArgumentException("expected rows of one day, but row 0 is of " + day.day(0)
                        + " and row " + row + " of " + day.day(row));
            }
        }
    }

    private void requireSchema(FeatureTable table) {
        if (!table.schema().equals(schema)) {
            throw new IllegalArgumentException(
                    "expected the columns " + schema + " in this order, but the table has " + table.schema());
        }
    }

    private void requireNew(FeatureTable table, int row) {
        if (state.lastDay != ActorCounts.NEVER && table.epochDay(row) <= state.lastDay) {
            throw new IllegalArgumentException(
                    "row " + row + " is of " + table.day(row) + ", but the model already knows "
                            + LocalDate.ofEpochDay(state.lastDay) + "; give only later days");
        }
    }
}
