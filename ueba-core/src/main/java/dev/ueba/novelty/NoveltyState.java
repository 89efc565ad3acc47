package dev.ueba.novelty;

import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.Arrays;

/** All that a novelty model has learned. Not thread-safe. */
final class NoveltyState {

    /** Priors are fitted anew when the rows have grown by this share: in all a constant number of times each row. */
    private static final double REFIT_GROWTH = 1.0 / 16.0;

    private final int[] columns;
    private final PeerGroups peers;
    final ActorCounts actors;
    final FeaturePriors priors;
    final GroupRates groups;
    final int[] lastRaised;
    final double[] zeroRows;
    final TailCalibration[] calibrations;
    TailCalibration total;
    long rowCount;
    long rowsAtFit = -1;
    int firstDay = ActorCounts.NEVER;
    int lastDay = ActorCounts.NEVER;

    /** Creates an empty state; {@code columns} are the features of a table that are counts. */
    NoveltyState(int[] columns, PeerGroups peers, double halfLifeDays) {
        int features = columns.length;
        this.columns = columns;
        this.peers = peers;
        this.actors = new ActorCounts(features, halfLifeDays);
        this.priors = new FeaturePriors(features);
        this.groups = new GroupRates(features);
        this.lastRaised = new int[features];
        Arrays.fill(lastRaised, ActorCounts.NEVER);
        this.zeroRows = new double[features];
        this.calibrations = new TailCalibration[features];
        Arrays.setAll(calibrations, feature -> new TailCalibration());
        this.total = new TailCalibration();
    }

    /** Writes everything but schema, options and peers. */
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
            calibration.writeTo(out);
        }
        total.writeTo(out);
    }

    /** Reads what {@link #write} wrote into an empty state. */
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
            calibrations[feature] = TailCalibration.readFrom(in);
        }
        total = TailCalibration.readFrom(in);
    }

    void refitIfGrown() {
        if (rowsAtFit >= 0 && rowCount - rowsAtFit <= REFIT_GROWTH * rowsAtFit) {
            return;
        }
        rowsAtFit = rowCount;
        double rows = rowCount;
        priors.fit(actors, zeroRows, rows);
        groups.fit(actors, peers, priors);
    }

    void addHabit(FeatureTable day, int row, double[] values, boolean unusual) {
        for (int feature = 0; feature < columns.length; feature++) {
            values[feature] = count(day.value(row, columns[feature]));
        }
        addHabit(day.actor(row), day.epochDay(row), values, unusual);
    }

    void addHabit(HeldRow held) {
        double[] values = new double[columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            values[feature] = held.count(feature);
        }
        addHabit(held.actor(), held.epochDay(), values, held.isUnusual());
    }

    private void addHabit(String name, int epochDay, double[] values, boolean unusual) {
        for (int feature = 0; feature < columns.length; feature++) {
            if (values[feature] > 0.0) {
                lastRaised[feature] = Math.max(lastRaised[feature], epochDay);
            } else {
                zeroRows[feature]++;
            }
        }
        if (!name.isEmpty()) {
            actors.add(actors.findOrAdd(name), epochDay, values, unusual);
            groups.raise(peers.groupOf(name), values, epochDay);
        }
    }

    static double count(double value) {
        // NaN falls to 0 too.
        return value >= 1.0 ? Math.floor(Math.min(value, NegativeBinomialTail.LARGEST_COUNT)) : 0.0;
    }
}
