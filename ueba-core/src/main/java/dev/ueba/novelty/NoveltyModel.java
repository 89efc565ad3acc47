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

    /** From so many bits on a surprise is shown. */
    private static final double LEAST_SHOWN_BITS = 2.0;

    /** A day is unusual if its evidence is worth so many bits: about 3 in 100 days are. */
    private static final double UNUSUAL_BITS = 5.0;

    /** So many days an actor is believed to be like others, and the unusual ones that are expected among them. */
    private static final double BELIEVED_DAYS = 128.0;

    private static final double BELIEVED_UNUSUAL_DAYS = 4.0;

    /** Priors are fitted anew when the rows have grown by this share: in all a constant number of times each row. */
    private static final double REFIT_GROWTH = 1.0 / 16.0;

    private final FeatureSchema schema;
    private final NoveltyOptions options;
    private final PeerGroups peers;
    private final int[] columns;
    private final ActorCounts actors;
    private final FeaturePriors priors;
    private final GroupRates groups;
    private final int[] lastRaised;
    private final double[] zeroRows;
    private final TailCalibration[] calibrations;
    private TailCalibration total;
    private long rowCount;
    private long rowsAtFit = -1;
    private int firstDay = ActorCounts.NEVER;
    private int lastDay = ActorCounts.NEVER;

    NoveltyModel(FeatureSchema schema, NoveltyOptions options, PeerGroups peers) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.options = Objects.requireNonNull(options, "options");
        this.peers = Objects.requireNonNull(peers, "peers");
        this.columns = IntStream.range(0, schema.featureCount())
                .filter(feature ->
                        !options.excludedFeatures().contains(schema.features().get(feature)))
                .toArray();
        int features = columns.length;
        this.actors = new ActorCounts(features, options.halfLifeDays());
        this.priors = new FeaturePriors(features);
        this.groups = new GroupRates(features);
        this.lastRaised = new int[features];
        Arrays.fill(lastRaised, ActorCounts.NEVER);
        this.zeroRows = new double[features];
        this.calibrations = new TailCalibration[features];
        Arrays.setAll(calibrations, feature -> new TailCalibration());
        this.total = new TailCalibration();
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
        refitIfGrown();
        NoveltyScores scores = new NoveltyScores(day, columns.length, rowCount);
        double[] calibrated = new double[columns.length];
        Expectation expectation = new Expectation(actors, priors, groups, columns.length);
        for (int row = 0; row < day.rowCount(); row++) {
            score(day, row, calibrated, expectation, scores);
        }
        return scores;
    }

    private void score(FeatureTable day, int row, double[] calibrated, Expectation expectation, NoveltyScores scores) {
        int actor = day.actorIndex(row) < 0 ? -1 : actors.find(day.actor(row));
        int group = day.actorIndex(row) < 0 ? -1 : groups.find(peers.groupOf(day.actor(row)));
        expectation.of(actor, group, day.epochDay(row));
        double evidence = 0.0;
        double first = 0.0;
        double second = 0.0;
        double third = 0.0;
        int shown = 0;
        for (int feature = 0; feature < columns.length; feature++) {
            calibrated[feature] = 0.0;
            double value = count(day.value(row, columns[feature])) - priors.floor[feature];
            if (value <= 0.0) {
                continue;
            }
            expectation.of(feature);
            double bits = NegativeBinomialTail.bits(value, expectation.mean(), expectation.size());
            if (bits == 0.0) {
                continue;
            }
            scores.bits[row * columns.length + feature] = bits;
            calibrated[feature] = options.calibrated() ? calibrations[feature].bits(bits) : bits;
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
        scores.unusual[row] = total.bits(evidence) >= UNUSUAL_BITS;
        List<Surprise> surprises = shown == 0 ? List.of() : surprises(day, row, actor, group, calibrated, expectation);
        scores.put(row, evidence, discount(actor, day.epochDay(row)), first + second + third, surprises);
    }

    /** Returns log2 of how much more often than others the actor has unusual days, not below 0. */
    private double discount(int actor, int day) {
        if (actor < 0 || !options.discounted()) {
            return 0.0;
        }
        double weight = actors.weight(actor, day);
        double share = (BELIEVED_UNUSUAL_DAYS + weight * actors.unusualDays[actor])
                / (BELIEVED_DAYS + weight * actors.days[actor]);
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
        double value = count(day.value(row, columns[feature]));
        double above = value - priors.floor[feature];
        int epochDay = day.epochDay(row);
        expectation.of(feature);
        double mean = expectation.mean() + priors.floor[feature];
        expectation.ofAnybody(feature, -1);
        double organisationBits = NegativeBinomialTail.bits(above, expectation.mean(), expectation.size());
        double peerBits = organisationBits;
        if (group >= 0) {
            expectation.ofAnybody(feature, group);
            peerBits = NegativeBinomialTail.bits(above, expectation.mean(), expectation.size());
        }
        int own = actor < 0 ? ActorCounts.NEVER : actors.lastRaised[actor * columns.length + feature];
        int anybody = lastRaised[feature];
        int peer = group < 0 ? anybody : groups.lastRaised(group, feature);
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
        int number = actors.find(actor);
        int place = Arrays.binarySearch(columns, column);
        return number < 0 || place < 0
                ? Surprise.NEVER
                : daysSince(actors.lastRaised[number * columns.length + place], Math.toIntExact(day.toEpochDay()));
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
        if (scores.version != rowCount) {
            throw new IllegalArgumentException("these scores were made when the model had " + scores.version
                    + " rows, but it has " + rowCount + "; score a day, then add it, before the next one");
        }
        if (day.rowCount() == 0) {
            return;
        }
        requireNew(day, 0);
        int epochDay = day.epochDay(0);
        firstDay = firstDay == ActorCounts.NEVER ? epochDay : firstDay;
        boolean calibrates = epochDay - firstDay >= options.warmUpDays();
        double[] values = new double[columns.length];
        for (int row = 0; row < day.rowCount(); row++) {
            rowCount++;
            if (calibrates) {
                for (int feature = 0; feature < columns.length; feature++) {
                    double bits = scores.bits[row * columns.length + feature];
                    if (bits > 0.0) {
                        calibrations[feature].add(bits);
                    } else {
                        calibrations[feature].addZeros(1);
                    }
                }
                total.add(scores.evidence(row));
            }
            if (!heldBack.get(row)) {
                addHabit(day, row, values, scores.unusual[row]);
            }
        }
        lastDay = epochDay;
    }

    /**
     * Makes a row part of what is usual after all, that was held back when its day was added.
     *
     * @param scores the scores of its day
     * @param row from 0
     */
    public void release(NoveltyScores scores, int row) {
        requireSchema(scores.day());
        addHabit(scores.day(), row, new double[columns.length], scores.unusual[row]);
    }

    private void addHabit(FeatureTable day, int row, double[] values, boolean unusual) {
        int epochDay = day.epochDay(row);
        String name = day.actor(row);
        for (int feature = 0; feature < columns.length; feature++) {
            values[feature] = count(day.value(row, columns[feature]));
            if (values[feature] > 0.0) {
                lastRaised[feature] = Math.max(lastRaised[feature], epochDay);
            } else {
                zeroRows[feature]++;
            }
        }
        if (day.actorIndex(row) >= 0) {
            actors.add(actors.findOrAdd(name), epochDay, values, unusual);
            groups.raise(peers.groupOf(name), values, epochDay);
        }
    }

    /** Returns the bits of each count after calibration, row by row. */
    double[] calibratedBits(NoveltyScores scores) {
        double[] bits = scores.bits.clone();
        for (int cell = 0; cell < bits.length && options.calibrated(); cell++) {
            bits[cell] = calibrations[cell % columns.length].bits(bits[cell]);
        }
        return bits;
    }

    private static double count(double value) {
        // NaN falls to 0 too.
        return value >= 1.0 ? Math.floor(Math.min(value, NegativeBinomialTail.LARGEST_COUNT)) : 0.0;
    }

    private void refitIfGrown() {
        if (rowsAtFit >= 0 && rowCount - rowsAtFit <= REFIT_GROWTH * rowsAtFit) {
            return;
        }
        rowsAtFit = rowCount;
        double rows = rowCount;
        priors.fit(actors, zeroRows, rows);
        groups.fit(actors, peers, priors);
    }

    /**
     * Returns the newest day learned.
     *
     * @return empty if there is none
     */
    public Optional<LocalDate> lastDay() {
        return lastDay == ActorCounts.NEVER ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(lastDay));
    }

    /**
     * Returns the number of rows learned.
     *
     * @return {@code >= 0}
     */
    public long rowCount() {
        return rowCount;
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

    /** Writes the state behind schema, options and peers. */
    void write(BinaryWriter out) {
        out.writeLong(rowCount);
        out.writeLong(rowsAtFit);
        out.writeInt(firstDay);
        out.writeInt(lastDay);
        out.writeInts(lastRaised, lastRaised.length);
        out.writeDoubles(zeroRows, zeroRows.length);
        actors.write(out);
        priors.write(out);
        groups.write(out);
        for (TailCalibration calibration : calibrations) {
            calibration.write(out);
        }
        total.write(out);
    }

    /** Reads what {@link #write} wrote into an empty model. */
    void read(BinaryReader in) throws ModelFormatException {
        rowCount = in.readLong();
        rowsAtFit = in.readLong();
        firstDay = in.readInt();
        lastDay = in.readInt();
        if (rowCount < 0 || rowsAtFit < -1 || rowsAtFit > rowCount) {
            throw in.broken("the model has " + rowCount + " rows and was fitted at " + rowsAtFit);
        }
        if ((firstDay == ActorCounts.NEVER) != (rowCount == 0) || firstDay > lastDay) {
            throw in.broken("the days of the model are out of order");
        }
        for (int feature = 0; feature < columns.length; feature++) {
            lastRaised[feature] = in.readInt();
            if (lastRaised[feature] > lastDay) {
                throw in.broken("a count was last raised after the newest day");
            }
        }
        for (int feature = 0; feature < columns.length; feature++) {
            zeroRows[feature] = ActorCounts.notNegative(in, "a number of rows");
        }
        actors.read(in, lastDay);
        priors.read(in);
        groups.read(in, lastDay);
        for (int feature = 0; feature < columns.length; feature++) {
            calibrations[feature] = TailCalibration.read(in);
        }
        total = TailCalibration.read(in);
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
        if (lastDay != ActorCounts.NEVER && table.epochDay(row) <= lastDay) {
            throw new IllegalArgumentException("row " + row + " is of " + table.day(row)
                    + ", but the model already knows " + LocalDate.ofEpochDay(lastDay) + "; give only later days");
        }
    }
}
