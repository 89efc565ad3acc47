package dev.ueba.novelty;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
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

    /** From so many bits on a surprise is shown. */
    private static final double LEAST_SHOWN_BITS = 2.0;

    /** A day is unusual if its evidence is worth so many bits: about 3 in 100 days are. */
    private static final double UNUSUAL_BITS = 5.0;

    /** So many days an actor is believed to be like others, and the unusual ones that are expected among them. */
    private static final double BELIEVED_DAYS = 128.0;

    private static final double BELIEVED_UNUSUAL_DAYS = 4.0;

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
        requireSchema(day);
        for (int row = 0; row < day.rowCount(); row++) {
            requireNew(day, row);
            if (day.epochDay(row) != day.epochDay(0)) {
                throw new IllegalArgumentException("expected rows of one day, but row 0 is of " + day.day(0)
                        + " and row " + row + " of " + day.day(row));
            }
        }
        state.refitIfGrown();
        NoveltyScores scores = new NoveltyScores(day, columns.length, state.rowCount);
        double[] calibrated = new double[columns.length];
        Expectation expectation = new Expectation(state.actors, state.priors, state.groups, columns.length);
        for (int row = 0; row < day.rowCount(); row++) {
            score(day, row, calibrated, expectation, scores);
        }
        return scores;
    }

    private void score(FeatureTable day, int row, double[] calibrated, Expectation expectation, NoveltyScores scores) {
        int actor = day.actorIndex(row) < 0 ? -1 : state.actors.find(day.actor(row));
        int group = day.actorIndex(row) < 0 ? -1 : state.groups.find(peers.groupOf(day.actor(row)));
        expectation.of(actor, group, day.epochDay(row));
        double evidence = 0.0;
        double first = 0.0;
        double second = 0.0;
        double third = 0.0;
        int shown = 0;
        for (int feature = 0; feature < columns.length; feature++) {
            calibrated[feature] = 0.0;
            double value = NoveltyState.count(day.value(row, columns[feature])) - state.priors.floor[feature];
            if (value <= 0.0) {
                continue;
            }
            expectation.of(feature);
            double bits = NegativeBinomialTail.bits(value, expectation.mean(), expectation.size());
            if (bits == 0.0) {
                continue;
            }
            scores.bits[row * columns.length + feature] = bits;
            calibrated[feature] = options.calibrated() ? state.calibrations[feature].bits(bits) : bits;
            evidence += Evidence.of(calibrated[feature], options.raisedShare());
            shown += calibrated[feature] >= LEAST_SHOWN_BITS ? 1 : 0;
            if (bits > first) {
                third = second;
                second = first;
                first = bits;
            } else if (bits > second) {
                third = second;
                second = bits;
            } else if (bits > third) {
                third = bits;
            }
        }
        scores.unusual[row] = state.total.bits(evidence) >= UNUSUAL_BITS;
        List<Surprise> surprises = shown == 0 ? List.of() : surprises(day, row, actor, group, calibrated, expectation);
        scores.put(row, evidence, discount(actor, day.epochDay(row)), first + second + third, surprises);
    }

    /** Returns log2 of how much more often than others the actor has unusual days, not below 0. */
    private double discount(int actor, int day) {
        if (actor < 0 || !options.discounted()) {
            return 0.0;
        }
        double weight = state.actors.weight(actor, day);
        double share = (BELIEVED_UNUSUAL_DAYS + weight * state.actors.unusualDays[actor])
                / (BELIEVED_DAYS + weight * state.actors.days[actor]);
        double usual = BELIEVED_UNUSUAL_DAYS / BELIEVED_DAYS;
        return Math.max(0.0, StrictMath.log(share / usual) / NegativeBinomialTail.LN_2);
    }

    private List<Surprise> surprises(
            FeatureTable day, int row, int actor, int group, double[] calibrated, Expectation expectation) {
        List<Surprise> surprises = NoveltyScores.newList();
        boolean[] taken = new boolean[columns.length];
        while (surprises.size() < NoveltyScores.MOST_SHOWN) {
            int largest = -1;
            for (int feature = 0; feature < columns.length; feature++) {
                boolean larger = largest < 0 || calibrated[feature] > calibrated[largest];
                if (!taken[feature] && calibrated[feature] >= LEAST_SHOWN_BITS && larger) {
                    largest = feature;
                }
            }
            if (largest < 0) {
                break;
            }
            taken[largest] = true;
            surprises.add(surprise(day, row, actor, group, largest, calibrated[largest], expectation));
        }
        return surprises;
    }

    private Surprise surprise(
            FeatureTable day, int row, int actor, int group, int feature, double bits, Expectation expectation) {
        double value = NoveltyState.count(day.value(row, columns[feature]));
        double above = value - state.priors.floor[feature];
        int epochDay = day.epochDay(row);
        expectation.of(feature);
        double mean = expectation.mean() + state.priors.floor[feature];
        expectation.ofAnybody(feature, -1);
        double organisationBits = NegativeBinomialTail.bits(above, expectation.mean(), expectation.size());
        double peerBits = organisationBits;
        if (group >= 0) {
            expectation.ofAnybody(feature, group);
            peerBits = NegativeBinomialTail.bits(above, expectation.mean(), expectation.size());
        }
        int own = actor < 0 ? ActorCounts.NEVER : state.actors.lastRaised[actor * columns.length + feature];
        int anybody = state.lastRaised[feature];
        int peer = group < 0 ? anybody : state.groups.lastRaised(group, feature);
        return new Surprise(
                schema.features().get(columns[feature]),
                value,
                mean,
                bits,
                peerBits,
                organisationBits,
                daysSince(own, epochDay),
                daysSince(peer, epochDay),
                daysSince(anybody, epochDay));
    }

    private static int daysSince(int day, int today) {
        return day == ActorCounts.NEVER ? Surprise.NEVER : today - day;
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
                : daysSince(
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
     * Makes a row part of what is usual after all, that was held back when its day was added.
     *
     * @param scores the scores of its day
     * @param row from 0
     */
    public void release(NoveltyScores scores, int row) {
        requireSchema(scores.day());
        state.addHabit(scores.day(), row, new double[columns.length], scores.unusual[row]);
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
     * Reads a model that {@link #save} wrote.
     *
     * @param file the file
     * @return a model that goes on with the same bits
     * @throws dev.ueba.storage.ModelFormatException if the file is damaged, of another kind or newer than this library
     * @throws IOException if it cannot be read
     */
    public static NoveltyModel load(Path file) throws IOException {
        return NoveltyFormat.read(file);
    }

    NoveltyState state() {
        return state;
    }

    PeerGroups peers() {
        return peers;
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
