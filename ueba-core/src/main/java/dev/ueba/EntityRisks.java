package dev.ueba;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The risk of each actor over several days, which fades. Not thread-safe. */
final class EntityRisks {

    /** Of an actor's day, risk up to here does not add up. */
    private static final double USUAL_RISK = 4.0;

    /** No sum of risks comes near: a day has less than 10^5 bits. */
    private static final double LARGEST_RISK = 1e15;

    private record Known(int day, double risk) {}

    private final double halfLifeDays;
    private final Map<String, Known> byActor = new HashMap<>();

    EntityRisks(double halfLifeDays) {
        this.halfLifeDays = halfLifeDays;
    }

    /** Tells whether an actor ever had a row. */
    boolean knows(String actor) {
        return byActor.containsKey(actor);
    }

    /** Returns how many actors there are; rows without one belong to none. */
    int actorCount() {
        return byActor.size() - (byActor.containsKey("") ? 1 : 0);
    }

    /** Adds the risk of an actor's day to what is left of the days before; returns the sum. */
    double add(String actor, int epochDay, double risk) {
        Known before = byActor.getOrDefault(actor, new Known(epochDay, 0.0));
        double faded = before.risk() * StrictMath.pow(0.5, (epochDay - before.day()) / halfLifeDays);
        double now = faded + Math.max(0.0, risk - USUAL_RISK);
        byActor.put(actor, new Known(epochDay, now));
        return now;
    }

    void write(BinaryWriter out) {
        out.writeInt(byActor.size());
        new TreeMap<>(byActor).forEach((actor, known) -> {
            out.writeText(actor);
            out.writeInt(known.day());
            out.writeDouble(known.risk());
        });
    }

    /** Reads what {@link #write} wrote into empty risks; no day may be outside of {@code days}. */
    void read(BinaryReader in, StoredDays days) throws ModelFormatException {
        int count = in.readCount("actors with a risk", 2 * Integer.BYTES + Double.BYTES);
        for (int i = 0; i < count; i++) {
            String actor = in.readText("the name of an actor");
            int day = days.read(in, "the day of an actor's risk");
            double risk = in.readFinite("the risk of an actor");
            if (!(risk >= 0.0 && risk <= LARGEST_RISK)) {
                throw in.broken("the risk of an actor must be from 0 to " + LARGEST_RISK + ", found " + risk);
            }
            if (byActor.put(actor, new Known(day, risk)) != null) {
                throw in.broken("an actor has two risks");
            }
        }
    }
}
