package dev.ueba.spark;

import dev.ueba.baseline.DeviationStream;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.ModelFormatException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.jspecify.annotations.Nullable;

/** Adds the rows of a partition, sorted by actor, day and rank, to the states of their actors; one state per actor comes out. */
final class StateFunction implements MapPartitionsFunction<ActorDayRow, ActorState> {

    private static final long serialVersionUID = 1L;

    private final Deviations deviations;
    private final boolean ranked;

    StateFunction(Deviations deviations, boolean ranked) {
        this.deviations = deviations;
        this.ranked = ranked;
    }

    @Override
    public Iterator<ActorState> call(Iterator<ActorDayRow> rows) {
        return new States(deviations, rows, ranked);
    }

    private static final class States implements Iterator<ActorState> {
        private static final DayRange NONE = new DayRange(LocalDate.EPOCH, LocalDate.EPOCH);

        private final Iterator<ActorDayRow> rows;
        private final DeviationStream stream;
        private final RowBlock block;
        private final boolean ranked;
        private @Nullable ActorDayRow next;

        States(Deviations deviations, Iterator<ActorDayRow> rows, boolean ranked) {
            this.rows = rows;
            this.stream = deviations.newStream();
            this.block = new RowBlock(deviations.base());
            this.ranked = ranked;
        }

        @Override
        public boolean hasNext() {
            if (next == null && rows.hasNext()) {
                next = rows.next();
            }
            return next != null;
        }

        /** Reads all rows of the next actor. */
        @Override
        public ActorState next() {
            ActorDayRow first = hasNext() ? next : null;
            if (first == null) {
                throw new NoSuchElementException();
            }
            String actor = first.getActor();
            ActorState state = new ActorState();
            state.setActor(actor);
            boolean changed = false;
            long rank = Long.MIN_VALUE;
            ActorDayRow row = first;
            while (row != null && row.getActor().equals(actor)) {
                if (row.getState().length > 0) {
                    state.setState(row.getState());
                    state.setLastDay((int) row.getRank());
                    stream.resume(actor, row.getState());
                } else {
                    if (ranked && changed && row.getRank() <= rank) {
                        throw new IllegalArgumentException("the order " + row.getRank() + " follows " + rank
                                + " of an earlier day (or another row) of the same actor; within an actor, the order"
                                + " column must increase with the days");
                    }
                    rank = row.getRank();
                    changed = true;
                    state.setLastDay(row.getDay());
                    block.add(row);
                    if (block.isFull()) {
                        feed();
                    }
                }
                next = null;
                row = hasNext() ? next : null;
            }
            if (changed) {
                feed();
                state.setState(stream.finishActor());
            }
            return state;
        }

        private void feed() {
            if (block.rowCount() == 0) {
                return;
            }
            FeatureTable table = block.take();
            try {
                stream.next(table, NONE);
            } catch (ModelFormatException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
