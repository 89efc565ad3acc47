package dev.ueba.spark;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The rows of features of a sorted partition; states of actors go elsewhere on the way. */
final class SortedRows implements Iterator<ActorDayRow> {

    private final Iterator<ActorDayRow> rows;
    private final BiConsumer<String, byte[]> states;
    private final boolean ranked;
    private @Nullable ActorDayRow next;
    private String actor = "";
    private long rank;

    /** {@code states}: takes an actor and its state. */
    SortedRows(Iterator<ActorDayRow> rows, BiConsumer<String, byte[]> states, boolean ranked) {
        this.rows = rows;
        this.states = states;
        this.ranked = ranked;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            ActorDayRow row = rows.next();
            if (row.getState().length > 0) {
                states.accept(row.getActor(), row.getState());
            } else {
                next = row;
            }
        }
        return next != null;
    }

    @Override
    public ActorDayRow next() {
        ActorDayRow row = hasNext() ? next : null;
        if (row == null) {
            throw new NoSuchElementException();
        }
        next = null;
        if (ranked && row.getRank() == Long.MIN_VALUE) {
            throw new IllegalArgumentException("a row of " + LocalDate.ofEpochDay(row.getDay())
                    + " has no order; with an order column, every row needs one");
        }
        if (ranked && row.getActor().equals(actor) && row.getRank() <= rank) {
            throw new IllegalArgumentException("a row of " + LocalDate.ofEpochDay(row.getDay()) + " has the order "
                    + row.getRank() + ", but an earlier day (or another row) of the same actor has " + rank
                    + "; within an actor, the order column must increase with the days, and no number may occur twice");
        }
        actor = row.getActor();
        rank = row.getRank();
        return row;
    }
}
