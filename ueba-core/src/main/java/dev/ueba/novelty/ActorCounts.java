package dev.ueba.novelty;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was counted for each actor: sums, squares and last days, in arrays that grow with the actors. Not thread-safe. */
final class ActorCounts {

    /*
     * Per actor and feature at [actor * features + feature]. Actors are numbered in the order of their first row, so that the same
     * rows give the same sums in the same order, whether they came in one table or day by day.
     *
     * With a half-life all sums of an actor fade when a row of it is added; between two rows nothing is touched.
     */

    static final int NEVER = Integer.MIN_VALUE;

    /** No sum of what is counted comes near: 2^31 rows of counts up to 10^9, squared. */
    private static final double LARGEST_SUM = 1e30;

    private final int features;
    private final double halfLifeDays;
    private final Map<String, Integer> indexByName = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    double[] days = {};
    double[] unusualDays = {};
    int[] lastDay = {};
    double[] sums = {};
    double[] squares = {};
    int[] lastRaised = {};

    ActorCounts(int features, double halfLifeDays) {
        this.features = features;
        this.halfLifeDays = halfLifeDays;
    }

    int count() {
        return names.size();
    }

    String name(int actor) {
        return names.get(actor);
    }

    /** Returns the number of an actor, or -1. */
    int find(String name) {
        return indexByName.getOrDefault(name, -1);
    }

    int findOrAdd(String name) {
        Integer known = indexByName.get(name);
        if (known != null) {
            return known;
        }
        int actor = names.size();
        names.add(name);
        indexByName.put(name, actor);
        if (actor == days.length) {
            int capacity = Math.max(16, actor + (actor >> 1));
            days = Arrays.copyOf(days, capacity);
            unusualDays = Arrays.copyOf(unusualDays, capacity);
            lastDay = Arrays.copyOf(lastDay, capacity);
            int cells = Math.multiplyExact(capacity, features);
            int filled = lastRaised.length;
            sums = Arrays.copyOf(sums, cells);
            squares = Arrays.copyOf(squares, cells);
            lastRaised = Arrays.copyOf(lastRaised, cells);
            Arrays.fill(lastRaised, filled, cells, NEVER);
        }
        lastDay[actor] = NEVER;
        return actor;
    }

    /** Returns what is left on a day of one unit of the actor's sums; 1 on days that are already passed. */
    double weight(int actor, int day) {
        if (halfLifeDays == 0.0 || lastDay[actor] == NEVER || day <= lastDay[actor]) {
            return 1.0;
        }
        return StrictMath.exp(-NegativeBinomialTail.LN_2 * ((double) day - lastDay[actor]) / halfLifeDays);
    }

    /** Adds a day's counts, after fading what was there. */
    void add(int actor, int day, double[] values, boolean unusual) {
        double weight = weight(actor, day);
        int at = actor * features;
        if (weight != 1.0) {
            days[actor] *= weight;
            unusualDays[actor] *= weight;
            for (int cell = at; cell < at + features; cell++) {
                sums[cell] *= weight;
                squares[cell] *= weight;
            }
        }
        days[actor] += 1.0;
        unusualDays[actor] += unusual ? 1.0 : 0.0;
        lastDay[actor] = Math.max(lastDay[actor], day);
        for (int feature = 0; feature < features; feature++) {
            double value = values[feature];
            if (value > 0.0) {
                sums[at + feature] += value;
                squares[at + feature] += value * value;
                lastRaised[at + feature] = Math.max(lastRaised[at + feature], day);
            }
        }
    }

    void write(BinaryWriter out) {
        out.writeInt(count());
        for (int actor = 0; actor < count(); actor++) {
            out.writeText(name(actor));
            out.writeDouble(days[actor]);
            out.writeDouble(unusualDays[actor]);
            out.writeInt(lastDay[actor]);
            for (int cell = actor * features; cell < (actor + 1) * features; cell++) {
                out.writeDouble(sums[cell]);
                out.writeDouble(squares[cell]);
                out.writeInt(lastRaised[cell]);
            }
        }
    }

    /** Reads what {@link #write} wrote into empty counts; no day may be after {@code newest}. */
    void read(BinaryReader in, int newest) throws ModelFormatException {
        int count = in.readCount("actors", 3 * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            String name = in.readText("the name of an actor");
            if (name.isEmpty() || find(name) >= 0) {
                throw in.broken("actor " + (i + 1) + " has an empty or repeated name");
            }
            int actor = findOrAdd(name);
            days[actor] = notNegative(in, "the days of an actor");
            unusualDays[actor] = notNegative(in, "the unusual days of an actor");
            lastDay[actor] = in.readInt();
            if (lastDay[actor] > newest || lastDay[actor] == NEVER) {
                throw in.broken("the last day of an actor is not among the days of the file");
            }
            for (int cell = actor * features; cell < (actor + 1) * features; cell++) {
                sums[cell] = notNegative(in, "a sum of counts");
                squares[cell] = notNegative(in, "a sum of squares");
                int day = in.readInt();
                if (day != NEVER && day > lastDay[actor]) {
                    throw in.broken("a count was last raised after the actor's last day");
                }
                lastRaised[cell] = day;
            }
        }
    }

    static double notNegative(BinaryReader in, String what) throws ModelFormatException {
        double value = in.readFinite(what);
        if (!(value >= 0.0 && value <= LARGEST_SUM)) {
            throw in.broken(what + " must be from 0 to " + LARGEST_SUM + ", found " + value);
        }
        return value;
    }
}
