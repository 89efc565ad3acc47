package dev.ueba.spark;

import dev.ueba.baseline.DeviationStream;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.ModelFormatException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The training rows of base features. Rows are moved to their actors and sorted once and kept packed, in memory or on disk,
 * until the model is there; each pass derives what it needs from them.
 */
final class BlockTraining implements DistributedTraining.Source, AutoCloseable {

    private static final int TREE_DEPTH = 2;

    /** So few rows of a day and a range of actors are sorted to find one. */
    private static final int ROWS_PER_CELL = 8;

    /** An enriched row that trees are grown on. No record: Kryo cannot write them. */
    private static final class Drawn implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Its place in the row order. */
        private final int number;
        /** All features. */
        private final double[] values;

        Drawn(int number, double[] values) {
            this.number = number;
            this.values = values;
        }
    }

    private final JavaRDD<byte[]> packed;
    private final Deviations deviations;
    private final FeatureSchema enriched;
    private final TrainingRows training;
    private final long givenRows;
    private final PlaceFinder finder;

    /**
     * Reads all rows once.
     *
     * @param byActor sorted by actor, day and rank within each partition
     * @param ordered whether ranks decide the row order
     */
    BlockTraining(Dataset<ActorDayRow> byActor, Deviations deviations, boolean ordered, double historyShare) {
        this(byActor, deviations, ordered, historyShare, ROWS_PER_CELL);
    }

    BlockTraining(
            Dataset<ActorDayRow> byActor,
            Deviations deviations,
            boolean ordered,
            double historyShare,
            int rowsPerCell) {
        this.deviations = deviations;
        this.enriched = deviations.newStream().enrichedSchema();
        this.packed = byActor.toJavaRDD()
                .mapPartitions(new PackingFunction(deviations.base(), ordered))
                .persist(StorageLevel.MEMORY_AND_DISK());
        boolean ready = false;
        try {
            PackedSummary summary = packed.treeAggregate(
                    new PackedSummary(ordered), PackedSummary::with, PackedSummary::with, TREE_DEPTH);
            DayRange all = summary.days().orElseThrow(BaseColumns::noRows);
            DayRange days = new DayRange(TrainingSets.trainingStart(all, historyShare), all.to());
            if (!ordered && summary.hasOthers(days)) {
                throw RowOrder.undefined();
            }
            this.training = TrainingRows.of(days);
            this.givenRows = summary.rowCount(days);
            this.finder = new PlaceFinder(
                    packed,
                    training,
                    PlaceCells.of(
                            summary, ordered ? new int[0] : summary.daysOf(days), summary.rowCount(days), rowsPerCell));
            ready = true;
        } finally {
            if (!ready) {
                packed.unpersist();
            }
        }
    }

    @Override
    public void close() {
        packed.unpersist();
    }

    @Override
    public FeatureSchema schema() {
        return enriched;
    }

    @Override
    public long rowCount() {
        return finder.rowCount();
    }

    @Override
    public long givenRows() {
        return givenRows;
    }

    @Override
    public List<double[]> rows(SparkSession session, int[] numbers) {
        PlaceFinder.Found found = finder.find(numbers);
        Broadcast<PlaceFinder.Found> wanted = DistributedTraining.broadcast(session, found);
        Deviations derived = deviations;
        TrainingRows rows = training;
        try {
            return packed.mapPartitions(all -> drawn(all, derived, rows, wanted.value())).collect().stream()
                    .sorted((a, b) -> Integer.compare(a.number, b.number))
                    .map(row -> row.values)
                    .toList();
        } finally {
            wanted.destroy();
        }
    }

    private static Iterator<Drawn> drawn(
            Iterator<byte[]> packed, Deviations deviations, TrainingRows training, PlaceFinder.Found wanted) {
        DeviationStream stream = deviations.newStream();
        FeatureSchema base = deviations.base();
        return each(packed, bytes -> {
            PackedRows rows = PackedRows.read(bytes);
            IntList kept = new IntList();
            IntList chosen = new IntList();
            IntList numbers = new IntList();
            for (int run = 0; run < rows.runCount(); run++) {
                String actor = rows.actor(run);
                if (!wanted.mayHave(actor)) {
                    continue;
                }
                for (int row = rows.runStart(run); row < rows.runEnd(run); row++) {
                    int number =
                            training.contains(rows, row) ? wanted.numberOf(actor, rows.day(row), rows.rank(row)) : -1;
                    if (number >= 0) {
                        chosen.add(kept.size());
                        numbers.add(number);
                    }
                    kept.add(row);
                }
            }
            List<Drawn> drawn = new ArrayList<>();
            if (kept.size() > 0) {
                FeatureTable all = rows.table(base);
                FeatureTable table = kept.size() == rows.rowCount() ? all : all.selectRows(kept.toArray());
                FeatureTable derived = next(stream, table, chosen.toArray());
                for (int row = 0; row < derived.rowCount(); row++) {
                    drawn.add(new Drawn(numbers.get(row), ReasoningFunction.valuesOf(derived, row)));
                }
            }
            return drawn.iterator();
        });
    }

    @Override
    public JavaRDD<ScoreChunk> chunks(Broadcast<ModelHandle> model) {
        Deviations derived = deviations;
        TrainingRows rows = training;
        return packed.mapPartitions(all -> chunks(all, derived, rows, model));
    }

    private static Iterator<ScoreChunk> chunks(
            Iterator<byte[]> packed, Deviations deviations, TrainingRows training, Broadcast<ModelHandle> model) {
        DeviationStream stream = deviations.newStream();
        FeatureSchema base = deviations.base();
        return each(packed, bytes -> {
            PackedRows rows = PackedRows.read(bytes);
            IntList chosen = new IntList();
            for (int row = 0; row < rows.rowCount(); row++) {
                if (training.contains(rows, row)) {
                    chosen.add(row);
                }
            }
            FeatureTable derived = next(stream, rows.table(base), chosen.toArray());
            return derived.rowCount() == 0
                    ? List.<ScoreChunk>of().iterator()
                    : List.of(ChunkFunction.chunkOf(derived, model)).iterator();
        });
    }

    private static FeatureTable next(DeviationStream stream, FeatureTable table, int[] rows) {
        try {
            return stream.next(table, rows);
        } catch (ModelFormatException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Joins what is made of each block, one block at a time. */
    private static <T> Iterator<T> each(Iterator<byte[]> packed, Function<byte[], Iterator<T>> work) {
        return new Iterator<>() {
            private @Nullable Iterator<T> current;

            @Override
            public boolean hasNext() {
                while ((current == null || !current.hasNext()) && packed.hasNext()) {
                    current = work.apply(packed.next());
                }
                return current != null && current.hasNext();
            }

            @Override
            public T next() {
                Iterator<T> filled = hasNext() ? current : null;
                if (filled == null) {
                    throw new NoSuchElementException();
                }
                return filled.next();
            }
        };
    }
}
