package dev.ueba.spark;

import dev.ueba.DetectorModel;
import dev.ueba.baseline.ActorPasts;
import dev.ueba.explain.PercentileRanks;
import dev.ueba.explain.RankCounts;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.NumberKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.storage.StorageLevel;

/** Finds out which rows are explained, and counts all scored rows for the ranks of their values. */
final class DistributedReasons {

    /*
     * Scored rows are kept packed while this works, the columns that reasons are about and the score alone: the strangest are found,
     * then their values, then how many rows lie below each. Only these values and counts come to the driver.
     */
    private static final int TREE_DEPTH = 2;

    /** What the executors need to explain rows, beside model and actors. No record: Kryo cannot write them. */
    static final class Ranks implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Which rows. */
        private final ExplainedRows rows;
        /** Per enriched column the values that are ranked. */
        private final double[][] values;
        /** Counts of {@link RankCounts}. */
        private final long[] counts;

        Ranks(ExplainedRows rows, double[][] values, long[] counts) {
            this.rows = rows;
            this.values = values;
            this.counts = counts;
        }

        ExplainedRows rows() {
            return rows;
        }

        /** Returns the ranks of the values of explained rows among all scored rows. */
        PercentileRanks among(FeatureSchema enriched) {
            RankCounts all = RankCounts.of(enriched, values);
            all.addCounts(counts);
            return all.toRanks();
        }
    }

    private DistributedReasons() {}

    /** Returns what is needed to explain {@code count} rows and the flagged ones among {@code scored}. */
    static Ranks of(DetectorModel model, BaseColumns columns, Dataset<ScoredRow> scored, int count) {
        FeatureSchema enriched = FeatureSchema.ofFeatures(model.features());
        int[] ranked = rankedColumns(model, columns, enriched);
        String[] names = namesOf(enriched, ranked);
        JavaRDD<byte[]> packed = scored.toJavaRDD()
                .mapPartitions(rows -> pack(rows, names, ranked))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<ExplainedRows.Strangeness> strangest = count == 0
                    ? List.of()
                    : packed.flatMap(bytes -> strangeness(PackedRows.read(bytes), names))
                            .takeOrdered(count, new ExplainedRows.Order());
            ExplainedRows explained = ExplainedRows.of(model.options().anomalyThreshold(), strangest, count);
            ValueSets values = packed.treeAggregate(
                    new ValueSets(names.length - 1),
                    (all, bytes) -> all.with(PackedRows.read(bytes), names, explained),
                    ValueSets::with,
                    TREE_DEPTH);
            double[][] wanted = values.toArrays();
            FeatureSchema narrow = FeatureSchema.ofFeatures(List.of(names).subList(0, names.length - 1));
            long[] counts = packed.treeAggregate(
                    RankCounts.of(narrow, wanted).counts(),
                    (sums, bytes) -> added(sums, counted(PackedRows.read(bytes), names, wanted)),
                    DistributedReasons::added,
                    TREE_DEPTH);
            double[][] ofAll = new double[enriched.featureCount()][0];
            for (int i = 0; i < ranked.length; i++) {
                ofAll[ranked[i]] = wanted[i];
            }
            return new Ranks(explained, ofAll, spread(counts, wanted, ofAll, ranked));
        } finally {
            packed.unpersist();
        }
    }

    /** Returns the columns that a reason can be about: base features and what comes from no single one. */
    private static int[] rankedColumns(DetectorModel model, BaseColumns columns, FeatureSchema enriched) {
        FeatureTable empty = new FeatureTableBuilder(columns.schema()).build();
        ActorPasts pasts = ActorPasts.of(empty, model.options().deviations(), enriched);
        int baseCount = columns.schema().featureCount();
        return IntStream.range(0, enriched.featureCount())
                .filter(column -> column < baseCount || pasts.baseFeature(column) == ActorPasts.NO_FEATURE)
                .toArray();
    }

    /** Names of the ranked columns, and at the end one for the score; names of features may be anything, so these are numbers. */
    private static String[] namesOf(FeatureSchema enriched, int[] ranked) {
        String[] names = Arrays.stream(ranked).mapToObj(Integer::toString).toArray(String[]::new);
        String[] all = Arrays.copyOf(names, names.length + 1);
        all[names.length] = Integer.toString(enriched.featureCount());
        return all;
    }

    private static Iterator<byte[]> pack(Iterator<ScoredRow> rows, String[] names, int[] ranked) {
        FeatureSchema schema = FeatureSchema.ofFeatures(List.of(names));
        RowBlock block = new RowBlock(schema);
        Iterator<ActorDayRow> narrow = new Iterator<>() {
            private final ActorDayRow carrier = new ActorDayRow();
            private final double[] values = new double[names.length];

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public ActorDayRow next() {
                ScoredRow row = rows.next();
                for (int i = 0; i < ranked.length; i++) {
                    values[i] = row.getValues()[ranked[i]];
                }
                values[ranked.length] = row.getScore();
                carrier.setActor(row.getActor());
                carrier.setDay(row.getDay());
                carrier.setRank(row.getRank());
                carrier.setValues(values);
                return carrier;
            }
        };
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return narrow.hasNext();
            }

            @Override
            public byte[] next() {
                block.fill(narrow);
                long[] ranks = new long[block.rowCount()];
                for (int row = 0; row < ranks.length; row++) {
                    ranks[row] = block.rank(row);
                }
                return PackedRows.pack(block.take(), ranks, new BitSet(), new BitSet());
            }
        };
    }

    private static FeatureTable table(PackedRows rows, String[] names) {
        return rows.table(FeatureSchema.ofFeatures(List.of(names)));
    }

    private static Iterator<ExplainedRows.Strangeness> strangeness(PackedRows rows, String[] names) {
        FeatureTable table = table(rows, names);
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> new ExplainedRows.Strangeness(
                        table.value(row, names.length - 1), table.epochDay(row), rows.rank(row), table.actor(row)))
                .iterator();
    }

    private static long[] counted(PackedRows rows, String[] names, double[][] wanted) {
        FeatureTable table = table(rows, names);
        int features = wanted.length;
        double[][] columns = new double[features][];
        int[] actors = new int[table.rowCount()];
        int[] days = new int[table.rowCount()];
        for (int feature = 0; feature < features; feature++) {
            columns[feature] = table.column(feature);
        }
        NumberKind[] kinds = new NumberKind[features];
        Arrays.fill(kinds, NumberKind.REAL);
        FeatureSchema narrow = FeatureSchema.ofFeatures(List.of(names).subList(0, features));
        RankCounts counts = RankCounts.of(narrow, wanted);
        counts.add(FeatureTable.ofColumns(narrow, new String[] {"any"}, actors, days, columns, kinds));
        return counts.counts();
    }

    private static long[] added(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
        return a;
    }

    /** Puts the counts of the ranked columns where those of all enriched columns are expected. */
    private static long[] spread(long[] counts, double[][] wanted, double[][] ofAll, int[] ranked) {
        int[] starts = new int[ofAll.length + 1];
        for (int column = 0; column < ofAll.length; column++) {
            starts[column + 1] = starts[column] + 2 * ofAll[column].length + 1;
        }
        long[] all = new long[starts[ofAll.length]];
        int from = 0;
        for (int i = 0; i < ranked.length; i++) {
            int length = 2 * wanted[i].length + 1;
            System.arraycopy(counts, from, all, starts[ranked[i]], length);
            from += length;
        }
        return all;
    }

    /** The different values of explained rows, per column. Grows; not thread-safe. */
    private static final class ValueSets implements Serializable {

        private static final long serialVersionUID = 1L;

        /** One set per column. */
        private final ArrayList<HashSet<Double>> sets = new ArrayList<>();

        ValueSets(int columns) {
            for (int column = 0; column < columns; column++) {
                sets.add(new HashSet<>());
            }
        }

        ValueSets with(PackedRows rows, String[] names, ExplainedRows explained) {
            FeatureTable table = table(rows, names);
            for (int row = 0; row < table.rowCount(); row++) {
                if (explained.contains(
                        table.value(row, names.length - 1), table.epochDay(row), rows.rank(row), table.actor(row))) {
                    for (int column = 0; column < sets.size(); column++) {
                        sets.get(column).add(table.value(row, column));
                    }
                }
            }
            return this;
        }

        ValueSets with(ValueSets other) {
            for (int column = 0; column < sets.size(); column++) {
                sets.get(column).addAll(other.sets.get(column));
            }
            return this;
        }

        double[][] toArrays() {
            return sets.stream().map(DistributedReasons::sorted).toArray(double[][]::new);
        }
    }

    private static double[] sorted(Collection<Double> values) {
        // As RankCounts holds them: zeros of both signs are one value.
        return values.stream()
                .mapToDouble(value -> value + 0.0)
                .sorted()
                .distinct()
                .toArray();
    }
}
