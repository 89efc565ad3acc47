package dev.ueba.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.logs.github.GitHubAuditFeatureAggregator;
import dev.ueba.logs.github.GitHubAuditFeatureOptions;
import dev.ueba.logs.github.GitHubAuditLogOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Base features out of raw GitHub audit logs that lie where Spark can read them: the same cells as
 * {@link dev.ueba.logs.github.GitHubAuditLogSource} makes of the same files.
 *
 * <p>Files are read by ueba-logs, each by one task and as a stream, whatever it holds: JSON lines, lists, envelopes, syslog
 * lines; plain or gzip. Events then move twice: by document id, to keep one of all copies, and by actor, to be counted. One
 * actor's counts are held at a time (2 bytes per event). All document ids are checked; the limit of the log options is not
 * used. Immutable and thread-safe.
 */
public final class SparkGitHubLogs {

    private static final int MIN_PARTITIONS = 2;

    private final GitHubAuditLogOptions logOptions;
    private final GitHubAuditFeatureOptions featureOptions;

    private SparkGitHubLogs(GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions) {
        this.logOptions = Objects.requireNonNull(logOptions, "logOptions");
        this.featureOptions = Objects.requireNonNull(featureOptions, "featureOptions");
        if (featureOptions.extended()
                || featureOptions.refuseQuietDays()
                || featureOptions.hourHabits().isPresent()) {
            throw new IllegalArgumentException(
                    "extended features, habits of hours and the refusal of quiet days look at all actors together,"
                            + " which is not done on data frames; use ueba-logs for them");
        }
    }

    /**
     * Returns a reader with the usual options.
     *
     * @return the reader
     */
    public static SparkGitHubLogs defaults() {
        return new SparkGitHubLogs(GitHubAuditLogOptions.defaults(), GitHubAuditFeatureOptions.defaults());
    }

    /**
     * Returns a reader with chosen options.
     *
     * @param logOptions which events count
     * @param featureOptions which features are made of them; without extended features and habits of hours
     * @return the reader
     * @throws IllegalArgumentException if extended features, habits of hours or the refusal of quiet days are asked for
     */
    public static SparkGitHubLogs of(GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions) {
        return new SparkGitHubLogs(logOptions, featureOptions);
    }

    /**
     * Returns the features of all days that have events.
     *
     * @param session where to work
     * @param paths files, folders and globs as Spark knows them, separated by commas; a folder means the files in it, not those
     *     further below
     * @return {@code actor}, {@code day}, {@code is_weekend} and the counts; in no order
     */
    public Dataset<Row> readBaseFeatures(SparkSession session, String paths) {
        Dataset<EventRow> events = events(session, paths);
        // One of all copies: the lowest rank. Events without an id are never copies.
        Column place = when(col("documentId").equalTo(lit("")), col("actor")).otherwise(col("documentId"));
        Dataset<EventRow> single = events.repartition(place)
                .sortWithinPartitions(col("documentId"), col("copyRank"))
                .mapPartitions(new FirstCopyFunction(), Encoders.bean(EventRow.class));
        Dataset<ActorDayRow> rows = single.filter(col("actor").notEqual(lit("")).and(col("dated")))
                .repartition(col("actor"))
                .sortWithinPartitions(col("actor"))
                .mapPartitions(new CountingFunction(logOptions, featureOptions), Encoders.bean(ActorDayRow.class));
        return unpacked(rows);
    }

    private Dataset<EventRow> events(SparkSession session, String paths) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        int partitions = Math.max(MIN_PARTITIONS, context.defaultParallelism());
        JavaRDD<EventRow> events =
                context.binaryFiles(paths, partitions).flatMap(new ReadingFunction(logOptions.limits()));
        return session.createDataset(events.rdd(), Encoders.bean(EventRow.class));
    }

    private static Dataset<Row> unpacked(Dataset<ActorDayRow> rows) {
        FeatureSchema schema = GitHubAuditFeatureAggregator.schema(false);
        List<Column> columns = new ArrayList<>();
        columns.add(col("actor"));
        columns.add(expr("date_from_unix_date(day)").as("day"));
        for (String name : schema.features()) {
            columns.add(col("values")
                    .getItem(schema.featureIndex(name))
                    .cast(DataTypes.IntegerType)
                    .as(name));
        }
        return rows.toDF().select(columns.toArray(Column[]::new));
    }
}
