package dev.ueba;

import dev.ueba.novelty.HeldRow;
import dev.ueba.novelty.NoveltyModel;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * The alerts that are held back from what is usual, the oldest first. {@link ImprovedOptions} bounds how many there can be. Not
 * thread-safe.
 */
final class HeldRows {

    private final Deque<HeldRow> rows = new ArrayDeque<>();
    private final int quarantineDays;

    HeldRows(int quarantineDays) {
        this.quarantineDays = quarantineDays;
    }

    int count() {
        return rows.size();
    }

    void add(HeldRow row) {
        rows.add(row);
    }

    /** Lets in the rows whose quarantine is over on a day. */
    void releaseUpTo(int epochDay, NoveltyModel novelty) {
        while (!rows.isEmpty() && epochDay - rows.element().epochDay() >= quarantineDays) {
            novelty.release(rows.remove());
        }
    }

    /** Lets in what was cleared and drops what was confirmed; returns the days decided so. */
    Set<AnalystDecisions.ActorDay> decide(AnalystDecisions decisions, NoveltyModel novelty) {
        Set<AnalystDecisions.ActorDay> decided = new HashSet<>();
        for (Iterator<HeldRow> each = rows.iterator(); each.hasNext() && !decisions.isEmpty(); ) {
            HeldRow row = each.next();
            Optional<Decision> decision = decisions.of(row.actor(), row.day());
            if (decision.isPresent()) {
                each.remove();
                decided.add(new AnalystDecisions.ActorDay(row.actor(), row.day()));
                if (decision.get() == Decision.CLEARED) {
                    novelty.release(row);
                }
            }
        }
        return decided;
    }

    /** Returns which days of which actors are held. */
    Set<AnalystDecisions.ActorDay> days() {
        Set<AnalystDecisions.ActorDay> days = new HashSet<>();
        rows.forEach(row -> days.add(new AnalystDecisions.ActorDay(row.actor(), row.day())));
        return days;
    }

    void write(BinaryWriter out) {
        out.writeInt(rows.size());
        rows.forEach(row -> row.writeTo(out));
    }

    /** Reads what {@link #write} wrote into no rows. */
    void read(BinaryReader in, NoveltyModel novelty) throws ModelFormatException {
        int count = in.readCount("held rows", 2 * Integer.BYTES + 1);
        if (count > 0 && quarantineDays == 0) {
            throw in.broken("rows are held back without a quarantine");
        }
        int newest = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            HeldRow row = HeldRow.readFrom(in, novelty);
            if (row.epochDay() < newest) {
                throw in.broken("held rows are not in the order of their days");
            }
            newest = row.epochDay();
            rows.add(row);
        }
    }
}
