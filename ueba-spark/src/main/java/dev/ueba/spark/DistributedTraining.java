package dev.ueba.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.TrainingProvenance;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import dev.ueba.forest.Amount;
import dev.ueba.forest.DrawnRows;
import dev.ueba.forest.IsolationForest;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** Fits a model on training rows that lie on many machines; only the rows that trees are grown on come to the driver. */
final class DistributedTraining {

    /** Where the training rows come from. */
    interface Source {

        /** Returns names and order of the training columns. */
        FeatureSchema schema();

        /** Returns the enriched rows whose keys are among those given (actor, day, rank), perhaps others too. */
        Dataset<ScoredRow> rowsOf(Dataset<Row> keys);

        /** Returns the scores of all training rows, and what the fingerprint is made of. */
        Dataset<ScoreChunk> chunks(Broadcast<ModelHandle> model);
    }

    /** What all chunks say together. */
    private record Summary(
            long count, double lowest, double highest, int firstDay, int lastDay, long hashSum, long hashXor)
            implements Serializable {

        static final Summary NONE = new Summary(
                0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 0);

        Summary with(ScoreChunk chunk) {
            double[] scores = chunk.getScores();
            return with(new Summary(
                    scores.length,
                    Arrays.stream(scores).min().orElse(Double.POSITIVE_INFINITY),
                    Arrays.stream(scores).max().orElse(Double.NEGATIVE_INFINITY),
                    chunk.getFirstDay(),
                    chunk.getLastDay(),
                    chunk.getHashSum(),
                    chunk.getHashXor()));
        }

        Summary with(Summary other) {
            return new Summary(
                    count + other.count,
                    Math.min(lowest, other.lowest),
                    Math.max(highest, other.highest),
                    Math.min(firstDay, other.firstDay),
                    Math.max(lastDay, other.lastDay),
                    hashSum + other.hashSum,
                    hashXor ^ other.hashXor);
        }
    }

    private static final int TREE_DEPTH = 2;

    private final SparkSession session;
    private final DetectorOptions options;

    DistributedTraining(SparkSession session, DetectorOptions options) {
        this.session = session;
        this.options = options;
    }

    /** {@code givenRows}: rows before equal ones were dropped, as {@code numbers} has them after. */
    DetectorModel fit(Source source, RowNumbers numbers, long givenRows) {
        IsolationForest forest = grow(source, numbers);
        DetectorModel unfinished = model(
                source,
                forest,
                new TrainingProvenance(
                        UebaAnomalyDetector.version(), DayRange.of(LocalDate.EPOCH), 1, 1, "0".repeat(64)));
        Broadcast<ModelHandle> broadcast = ModelHandle.broadcast(session, unfinished);
        Dataset<ScoreChunk> scored = source.chunks(broadcast).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            JavaRDD<ScoreChunk> chunks = scored.javaRDD();
            Summary summary = chunks.treeAggregate(
                    Summary.NONE, (all, chunk) -> all.with(chunk), (a, b) -> a.with(b), TREE_DEPTH);
            if (summary.count() != numbers.rowCount()) {
                throw new IllegalStateException("there were " + numbers.rowCount() + " training rows at first, and "
                        + summary.count() + " later: the data frame does not give the same rows each time; write it to"
                        + " a table, or persist it");
            }
            if (options.forest().contamination() instanceof Amount.Share share) {
                forest = forest.withOffset(new ScoreQuantile(chunks)
                        .of(share.value(), summary.count(), summary.lowest(), summary.highest()));
            }
            DayRange days = DayRange.ofInclusive(
                    LocalDate.ofEpochDay(summary.firstDay()), LocalDate.ofEpochDay(summary.lastDay()));
            TrainingProvenance provenance = new TrainingProvenance(
                    UebaAnomalyDetector.version(), days, givenRows, summary.count(), sha256(source.schema(), summary));
            return model(source, forest, provenance);
        } finally {
            scored.unpersist();
            broadcast.destroy();
        }
    }

    private DetectorModel model(Source source, IsolationForest forest, TrainingProvenance provenance) {
        return DetectorModel.of(source.schema().features(), forest, options, provenance);
    }

    private IsolationForest grow(Source source, RowNumbers numbers) {
        if (numbers.rowCount() == 0) {
            throw new IllegalArgumentException("there are no training rows; fit needs at least one");
        }
        if (numbers.rowCount() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("there are " + numbers.rowCount()
                    + " training rows, but the draw of rows numbers at most " + Integer.MAX_VALUE
                    + "; train on fewer days or on a sample");
        }
        DrawnRows drawn =
                new DrawnRows((int) numbers.rowCount(), source.schema().featureCount(), options.forest());
        List<RowNumbers.Found> found = numbers.find(drawn.rowNumbers());
        Map<Key, Integer> places = new HashMap<>();
        for (RowNumbers.Found one : found) {
            places.put(keyOf(one.key()), one.number());
        }
        Dataset<Row> keys = session.createDataFrame(
                found.stream().map(one -> keyRow(one.key())).toList(), keyType());
        List<ScoredRow> rows = source.rowsOf(keys).collectAsList().stream()
                .filter(row -> places.containsKey(keyOf(row)))
                .sorted(Comparator.comparingInt(row -> places.getOrDefault(keyOf(row), -1)))
                .toList();
        drawn.addDrawn(tableOf(rows, source.schema()));
        return drawn.grow();
    }

    private record Key(String actor, int day, long rank) {}

    private static Key keyOf(Row found) {
        return new Key(found.getString(1), found.getInt(2), found.getLong(3));
    }

    private static Key keyOf(ScoredRow row) {
        return new Key(row.getActor(), row.getDay(), row.getRank());
    }

    private static Row keyRow(Row found) {
        return RowFactory.create(found.getString(1), found.getInt(2), found.getLong(3));
    }

    private static StructType keyType() {
        return new StructType(new StructField[] {
            DataTypes.createStructField(BaseColumns.ACTOR, DataTypes.StringType, false),
            DataTypes.createStructField(BaseColumns.DAY, DataTypes.IntegerType, false),
            DataTypes.createStructField(BaseColumns.RANK, DataTypes.LongType, false)
        });
    }

    /** Keeps the rows that have one of the keys, without moving the others. */
    static Dataset<Row> withKeys(Dataset<Row> rows, Dataset<Row> keys, boolean byRank) {
        return byRank
                ? rows.join(
                        broadcast(keys.select(col(BaseColumns.RANK).as("wantedRank"))),
                        col(BaseColumns.RANK).equalTo(col("wantedRank")),
                        "left_semi")
                : rows.join(
                        broadcast(keys.select(
                                col(BaseColumns.ACTOR).as("wantedActor"),
                                col(BaseColumns.DAY).as("wantedDay"))),
                        col(BaseColumns.ACTOR)
                                .equalTo(col("wantedActor"))
                                .and(col(BaseColumns.DAY).equalTo(col("wantedDay"))),
                        "left_semi");
    }

    private static FeatureTable tableOf(List<ScoredRow> rows, FeatureSchema schema) {
        double[][] columns = new double[schema.featureCount()][rows.size()];
        int[] none = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            double[] values = rows.get(row).getValues();
            for (int feature = 0; feature < columns.length; feature++) {
                columns[feature][row] = values[feature];
            }
        }
        NumberKind[] kinds = new NumberKind[columns.length];
        Arrays.fill(kinds, NumberKind.REAL);
        // Trees are grown on features alone.
        return FeatureTable.ofColumns(schema, new String[] {"drawn"}, none, none.clone(), columns, kinds);
    }

    private static String sha256(FeatureSchema schema, Summary summary) {
        String text = schema.columns() + " " + summary.count() + " " + summary.hashSum() + " " + summary.hashXor();
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, but this one has not", e);
        }
    }
}
