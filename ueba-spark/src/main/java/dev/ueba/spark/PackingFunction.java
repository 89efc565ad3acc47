package dev.ueba.spark;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/** Packs the rows of a partition, sorted by actor, day and rank, and marks further rows of a day; see {@link PackedRows}. */
final class PackingFunction implements FlatMapFunction<Iterator<ActorDayRow>, byte[]> {

    private static final long serialVersionUID = 1L;

    /** The columns. */
    private final String[] columns;
    /** Whether ranks mean anything. */
    private final boolean ranked;

    PackingFunction(FeatureSchema schema, boolean ranked) {
        this.columns = schema.columns().toArray(String[]::new);
        this.ranked = ranked;
    }

    @Override
    public Iterator<byte[]> call(Iterator<ActorDayRow> rows) {
        RowBlock block = new RowBlock(FeatureSchema.of(List.of(columns)));
        MarkedRows marked = new MarkedRows(new SortedRows(rows, (actor, state) -> {}, ranked));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return marked.hasNext();
            }

            @Override
            public byte[] next() {
                marked.copies.clear();
                marked.others.clear();
                marked.position = 0;
                if (!block.fill(marked)) {
                    throw new NoSuchElementException();
                }
                long[] ranks = new long[ranked ? block.rowCount() : 0];
                for (int row = 0; row < ranks.length; row++) {
                    ranks[row] = block.rank(row);
                }
                FeatureTable table = block.take();
                return PackedRows.pack(table, ranks, marked.copies, marked.others);
            }
        };
    }

    /** Tells rows of a day apart. Holds the different rows of one actor and day, if there is more than one row. */
    private static final class MarkedRows implements Iterator<ActorDayRow> {
        private final Iterator<ActorDayRow> rows;
        private final BitSet copies = new BitSet();
        private final BitSet others = new BitSet();
        private final Set<Values> ofDay = new HashSet<>();
        private @Nullable ActorDayRow previous;
        private int position;

        MarkedRows(Iterator<ActorDayRow> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public ActorDayRow next() {
            ActorDayRow row = rows.next();
            if (previous != null
                    && previous.getDay() == row.getDay()
                    && previous.getActor().equals(row.getActor())) {
                if (ofDay.isEmpty()) {
                    ofDay.add(new Values(previous.getValues()));
                }
                (ofDay.add(new Values(row.getValues())) ? others : copies).set(position);
            } else if (!ofDay.isEmpty()) {
                ofDay.clear();
            }
            previous = row;
            position++;
            return row;
        }
    }

    /** Values of a row, equal if all numbers are; zeros of both signs are. */
    private static final class Values {
        private final double[] numbers;
        private final int hash;

        Values(double[] values) {
            this.numbers = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                // Adding 0.0 turns -0.0 into 0.0.
                numbers[i] = values[i] + 0.0;
            }
            this.hash = Arrays.hashCode(numbers);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Values values && Arrays.equals(numbers, values.numbers);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
