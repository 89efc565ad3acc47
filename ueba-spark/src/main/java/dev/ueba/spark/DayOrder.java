package dev.ueba.spark;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.NumberKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Brings scored rows to the driver day by day, the rows of a day in the row order; one day's rows are held at a time. */
final class DayOrder {

    /*
     * Executors pack what they have of a day and send it to the partition of that day, where it is sorted. The driver takes one
     * partition after the other. Spark's own sort would compute the scores twice, as it samples them first.
     */

    /** So many rows are taken apart by day at once. */
    private static final int ROWS_AT_ONCE = 50_000;

    /** So many rows come to the driver in one piece. */
    private static final int ROWS_PER_PIECE = 1 << 16;

    /** More days than this share partitions. */
    private static final int MOST_PARTITIONS = 4096;

    /**
     * The rows of a day.
     *
     * @param table base features in the row order
     * @param ranks their places in the row order, if they have such numbers
     * @param scores their anomaly scores
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Day(FeatureTable table, long[] ranks, double[] scores) {}

    /** Puts neighbouring days into a partition. */
    private static final class ByDay extends Partitioner {
        private static final long serialVersionUID = 1L;

        /** Days that have rows, ascending. */
        private final int[] days;
        /** How many partitions there are. */
        private final int partitions;

        ByDay(int[] days) {
            this.days = days;
            this.partitions = Math.max(1, Math.min(MOST_PARTITIONS, days.length));
        }

        @Override
        public int numPartitions() {
            return partitions;
        }

        @Override
        public int getPartition(Object day) {
            int place = Arrays.binarySearch(days, (Integer) day);
            if (place < 0) {
                throw new IllegalStateException("there is a row of a day that had none before: the data frame does not"
                        + " give the same rows each time; write it to a table, or persist it");
            }
            return (int) ((long) place * partitions / days.length);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ByDay byDay && Arrays.equals(days, byDay.days);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(days);
        }
    }

    private DayOrder() {}

    /** Returns the days of scored rows, the earliest first; {@code days} are those that have rows, ascending. */
    static Iterator<Day> of(Dataset<ScoredRow> scored, BaseColumns columns, int[] days) {
        int features = columns.schema().featureCount();
        String[] names =
                IntStream.rangeClosed(0, features).mapToObj(Integer::toString).toArray(String[]::new);
        boolean ordered = columns.ordered();
        JavaRDD<byte[]> sorted = scored.toJavaRDD()
                .mapPartitionsToPair(rows -> new Packs(rows, names))
                .partitionBy(new ByDay(days))
                .values()
                .mapPartitions(pieces -> sorted(pieces, names, ordered));
        return new Days(sorted.toLocalIterator(), columns, names);
    }

    /** Takes rows apart by day. */
    private static final class Packs implements Iterator<Tuple2<Integer, byte[]>> {
        private final Iterator<ScoredRow> rows;
        private final FeatureSchema schema;
        private Iterator<Tuple2<Integer, byte[]>> ready =
                List.<Tuple2<Integer, byte[]>>of().iterator();

        Packs(Iterator<ScoredRow> rows, String[] names) {
            this.rows = rows;
            this.schema = FeatureSchema.ofFeatures(List.of(names));
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext() && rows.hasNext()) {
                ready = next(ROWS_AT_ONCE).iterator();
            }
            return ready.hasNext();
        }

        @Override
        public Tuple2<Integer, byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.next();
        }

        private List<Tuple2<Integer, byte[]>> next(int count) {
            FeatureTableBuilder builder = new FeatureTableBuilder(schema);
            double[] values = new double[schema.featureCount()];
            long[] ranks = new long[count];
            TreeMap<Integer, IntList> byDay = new TreeMap<>();
            for (int row = 0; row < count && rows.hasNext(); row++) {
                ScoredRow scored = rows.next();
                System.arraycopy(scored.getValues(), 0, values, 0, values.length - 1);
                values[values.length - 1] = scored.getScore();
                builder.addRow(scored.getActor(), scored.getDay(), values);
                ranks[row] = scored.getRank();
                byDay.computeIfAbsent(scored.getDay(), day -> new IntList()).add(row);
            }
            FeatureTable table = builder.build();
            List<Tuple2<Integer, byte[]>> packs = new ArrayList<>();
            byDay.forEach((day, places) -> {
                int[] chosen = places.toArray();
                packs.add(new Tuple2<>(
                        day,
                        PackedRows.pack(
                                table.selectRows(chosen),
                                Arrays.stream(chosen)
                                        .mapToLong(row -> ranks[row])
                                        .toArray(),
                                new BitSet(),
                                new BitSet())));
            });
            return packs;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(PackedRows rows, FeatureTable table, int row, byte[] name) {
        int day() {
            return rows.day(row);
        }

        long rank() {
            return rows.rank(row);
        }
    }

    private static Iterator<byte[]> sorted(Iterator<byte[]> pieces, String[] names, boolean ordered) {
        FeatureSchema schema = FeatureSchema.ofFeatures(List.of(names));
        List<Place> places = new ArrayList<>();
        while (pieces.hasNext()) {
            PackedRows rows = PackedRows.read(pieces.next());
            FeatureTable table = rows.table(schema);
            for (int run = 0; run < rows.runCount(); run++) {
                for (int row = rows.runStart(run); row < rows.runEnd(run); row++) {
                    places.add(new Place(rows, table, row, rows.name(run)));
                }
            }
        }
        Comparator<Place> byDay = Comparator.comparingInt(Place::day);
        places.sort(
                ordered
                        ? byDay.thenComparingLong(Place::rank)
                        : byDay.thenComparing(Place::name, Arrays::compareUnsigned));
        int pieceCount = (places.size() + ROWS_PER_PIECE - 1) / ROWS_PER_PIECE;
        return IntStream.range(0, pieceCount)
                .mapToObj(piece -> packed(
                        places.subList(piece * ROWS_PER_PIECE, Math.min(places.size(), (piece + 1) * ROWS_PER_PIECE)),
                        schema))
                .iterator();
    }

    private static byte[] packed(List<Place> places, FeatureSchema schema) {
        int rows = places.size();
        double[][] columns = new double[schema.featureCount()][rows];
        String[] actors = new String[rows];
        int[] days = new int[rows];
        long[] ranks = new long[rows];
        for (int row = 0; row < rows; row++) {
            Place place = places.get(row);
            actors[row] = place.table().actor(place.row());
            days[row] = place.day();
            ranks[row] = place.rank();
            for (int feature = 0; feature < columns.length; feature++) {
                columns[feature][row] = place.table().value(place.row(), feature);
            }
        }
        NumberKind[] kinds = new NumberKind[columns.length];
        Arrays.fill(kinds, NumberKind.REAL);
        FeatureTable table =
                FeatureTable.ofColumns(schema, actors, IntStream.range(0, rows).toArray(), days, columns, kinds);
        return PackedRows.pack(table, ranks, new BitSet(), new BitSet());
    }

    /** Puts days together of the pieces that come to the driver. */
    private static final class Days implements Iterator<Day> {
        private final Iterator<byte[]> pieces;
        private final BaseColumns columns;
        private final FeatureSchema schema;
        private @Nullable PackedRows piece;
        private @Nullable FeatureTable table;
        private int row;

        Days(Iterator<byte[]> pieces, BaseColumns columns, String[] names) {
            this.pieces = pieces;
            this.columns = columns;
            this.schema = FeatureSchema.ofFeatures(List.of(names));
        }

        @Override
        public boolean hasNext() {
            while ((piece == null || row == piece.rowCount()) && pieces.hasNext()) {
                piece = PackedRows.read(pieces.next());
                table = piece.table(schema);
                row = 0;
            }
            return piece != null && row < piece.rowCount();
        }

        @Override
        public Day next() {
            if (!hasNext() || piece == null) {
                throw new NoSuchElementException();
            }
            int day = piece.day(row);
            int features = columns.schema().featureCount();
            FeatureTableBuilder builder = new FeatureTableBuilder(columns.schema());
            double[] values = new double[features];
            DoubleStream.Builder scores = DoubleStream.builder();
            LongStream.Builder ranks = LongStream.builder();
            while (hasNext() && piece != null && table != null && piece.day(row) == day) {
                for (int feature = 0; feature < features; feature++) {
                    values[feature] = table.value(row, feature);
                }
                builder.addRow(table.actor(row), day, values);
                scores.add(table.value(row, features));
                ranks.add(piece.rank(row));
                row++;
            }
            return new Day(
                    builder.build(), ranks.build().toArray(), scores.build().toArray());
        }
    }
}
