package dev.ueba.spark;

import dev.ueba.baseline.DeviationStream;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of features of a sorted partition; states of actors go to the stream on the way. */
final class SortedRows implements Iterator<ActorDayRow> {

    private final Iterator<ActorDayRow> rows;
    private final DeviationStream stream;
    private final boolean ranked;
    private @Nullable ActorDayRow next;
    private String actor = "";
    private long rank;

    SortedRows(Iterator<ActorDayRow> rows, DeviationStream stream, boolean ranked) {
        this.rows = rows;
        this.stream = stream;
        this.ranked = ranked;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            ActorDayRow row = rows.next();
            if (row.getState().length > 0) {
                stream.resume(row.getActor(), row.getState());
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
