package dev.ueba.spark;

import dev.ueba.baseline.DeviationStream;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.ModelFormatException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Makes tables of enriched rows out of the rows of a partition, inside an executor; one table is there at a time. */
sealed interface TableMaker extends Serializable {

    /**
     * Some rows.
     *
     * @param table enriched
     * @param ranks the places of its rows in the row order
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(FeatureTable table, long[] ranks) {}

    /** Returns the tables, one after another; they may be empty. */
    Iterator<Block> blocks(Iterator<ActorDayRow> rows);

    /** Takes rows that are enriched already. */
    final class Plain implements TableMaker {

        private static final long serialVersionUID = 1L;

        /** The columns. */
        private final String[] columns;

        Plain(FeatureSchema schema) {
            this.columns = schema.columns().toArray(String[]::new);
        }

        @Override
        public Iterator<Block> blocks(Iterator<ActorDayRow> rows) {
            RowBlock block = new RowBlock(FeatureSchema.of(List.of(columns)));
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public Block next() {
                    if (!block.fill(rows)) {
                        throw new NoSuchElementException();
                    }
                    long[] ranks = new long[block.rowCount()];
                    for (int row = 0; row < ranks.length; row++) {
                        ranks[row] = block.rank(row);
                    }
                    return new Block(block.take(), ranks);
                }
            };
        }
    }

    /** Enriches rows that come sorted by actor, day and rank; the state of an actor may come before its rows. */
    final class Enriching implements TableMaker {

        private static final long serialVersionUID = 1L;

        /** What to derive. */
        private final Deviations deviations;
        /** First day wanted. */
        private final LocalDate from;
        /** Day after the last wanted. */
        private final LocalDate to;
        /** Whether ranks mean anything. */
        private final boolean ranked;

        /** {@code ranked}: whether ranks mean anything, and so must not run against the days of an actor. */
        Enriching(Deviations deviations, DayRange wanted, boolean ranked) {
            this.deviations = deviations;
            this.from = wanted.from();
            this.to = wanted.to();
            this.ranked = ranked;
        }

        @Override
        public Iterator<Block> blocks(Iterator<ActorDayRow> rows) {
            DeviationStream stream = deviations.newStream();
            SortedRows sorted = new SortedRows(rows, stream::resume, ranked);
            RowBlock block = new RowBlock(deviations.base());
            DayRange wanted = new DayRange(from, to);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return sorted.hasNext();
                }

                @Override
                public Block next() {
                    if (!block.fill(sorted)) {
                        throw new NoSuchElementException();
                    }
                    FeatureTable base = block.take();
                    int[] rows = base.rowsOf(wanted);
                    long[] ranks = new long[rows.length];
                    for (int i = 0; i < rows.length; i++) {
                        ranks[i] = block.rank(rows[i]);
                    }
                    try {
                        return new Block(stream.next(base, wanted), ranks);
                    } catch (ModelFormatException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        }
    }
}
