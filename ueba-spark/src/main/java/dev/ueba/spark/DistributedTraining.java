package dev.ueba.spark;

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
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Fits a model on training rows that lie on many machines; only the rows that trees are grown on come to the driver. */
final class DistributedTraining {

    /** Where the training rows come from. */
    interface Source {

        /** Returns names and order of the training columns. */
        FeatureSchema schema();

        /** Returns how many rows there are without copies. */
        long rowCount();

        /** Returns how many rows there were before equal ones were dropped. */
        long givenRows();

        /** Returns enriched rows by their numbers in the row order, which ascend. */
        List<double[]> rows(SparkSession session, int[] numbers);

        /** Returns the scores of all training rows, and what the fingerprint is made of. */
        JavaRDD<ScoreChunk> chunks(Broadcast<ModelHandle> model);
    }

    /** What all chunks say together. Grows; not thread-safe. No record: Kryo cannot write them. */
    private static final class Summary implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Rows. */
        private long count;
        /** Lowest raw score. */
        private double lowest = Double.POSITIVE_INFINITY;
        /** Highest raw score. */
        private double highest = Double.NEGATIVE_INFINITY;
        /** First day. */
        private int firstDay = Integer.MAX_VALUE;
        /** Last day. */
        private int lastDay = Integer.MIN_VALUE;
        /** Sum of the hashes of the rows. */
        private long hashSum;
        /** Exclusive or of the hashes of the rows. */
        private long hashXor;

        Summary with(ScoreChunk chunk) {
            for (double score : chunk.getScores()) {
                lowest = Math.min(lowest, score);
                highest = Math.max(highest, score);
            }
            count += chunk.getScores().length;
            firstDay = Math.min(firstDay, chunk.getFirstDay());
            lastDay = Math.max(lastDay, chunk.getLastDay());
            hashSum += chunk.getHashSum();
            hashXor ^= chunk.getHashXor();
            return this;
        }

        Summary with(Summary other) {
            count += other.count;
            lowest = Math.min(lowest, other.lowest);
            highest = Math.max(highest, other.highest);
            firstDay = Math.min(firstDay, other.firstDay);
            lastDay = Math.max(lastDay, other.lastDay);
            hashSum += other.hashSum;
            hashXor ^= other.hashXor;
            return this;
        }
    }

    private static final int TREE_DEPTH = 2;

    private final SparkSession session;
    private final DetectorOptions options;

    DistributedTraining(SparkSession session, DetectorOptions options) {
        this.session = session;
        this.options = options;
    }

    DetectorModel fit(Source source) {
        IsolationForest forest = grow(source);
        DetectorModel unfinished = model(
                source,
                forest,
                new TrainingProvenance(
                        UebaAnomalyDetector.version(), DayRange.of(LocalDate.EPOCH), 1, 1, "0".repeat(64)));
        Broadcast<ModelHandle> broadcast = ModelHandle.broadcast(session, unfinished);
        JavaRDD<ScoreChunk> chunks = source.chunks(broadcast).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Summary summary = chunks.treeAggregate(
                    new Summary(), (all, chunk) -> all.with(chunk), (a, b) -> a.with(b), TREE_DEPTH);
            if (summary.count != source.rowCount()) {
                throw new IllegalStateException("there were " + source.rowCount() + " training rows at first, and "
                        + summary.count + " later: the data frame does not give the same rows each time; write it to"
                        + " a table, or persist it");
            }
            if (options.forest().contamination() instanceof Amount.Share share) {
                forest = forest.withOffset(
                        new ScoreQuantile(chunks).of(share.value(), summary.count, summary.lowest, summary.highest));
            }
            DayRange days =
                    DayRange.ofInclusive(LocalDate.ofEpochDay(summary.firstDay), LocalDate.ofEpochDay(summary.lastDay));
            TrainingProvenance provenance = new TrainingProvenance(
                    UebaAnomalyDetector.version(),
                    days,
                    source.givenRows(),
                    summary.count,
                    sha256(source.schema(), summary));
            return model(source, forest, provenance);
        } finally {
            chunks.unpersist();
            broadcast.destroy();
        }
    }

    private DetectorModel model(Source source, IsolationForest forest, TrainingProvenance provenance) {
        return DetectorModel.of(source.schema().features(), forest, options, provenance);
    }

    private IsolationForest grow(Source source) {
        if (source.rowCount() == 0) {
            throw new IllegalArgumentException("there are no training rows; fit needs at least one");
        }
        if (source.rowCount() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("there are " + source.rowCount()
                    + " training rows, but the draw of rows numbers at most " + Integer.MAX_VALUE
                    + "; train on fewer days or on a sample");
        }
        DrawnRows drawn = new DrawnRows((int) source.rowCount(), source.schema().featureCount(), options.forest());
        drawn.addDrawn(tableOf(source.rows(session, drawn.rowNumbers()), source.schema()));
        return drawn.grow();
    }

    static <T> Broadcast<T> broadcast(SparkSession session, T value) {
        return JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(value);
    }

    private static FeatureTable tableOf(List<double[]> rows, FeatureSchema schema) {
        double[][] columns = new double[schema.featureCount()][rows.size()];
        int[] none = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            double[] values = rows.get(row);
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
        String text = schema.columns() + " " + summary.count + " " + summary.hashSum + " " + summary.hashXor;
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, but this one has not", e);
        }
    }
}
