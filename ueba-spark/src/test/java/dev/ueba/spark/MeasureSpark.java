package dev.ueba.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import com.sun.management.OperatingSystemMXBean;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.GitHubAuditFeatures;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Measures fitting and scoring on data frames beside the plain core, in wall time and processor time; see docs/spark.md.
 *
 * <p>Arguments: a folder, the number of actor-days in thousands, {@code spark}, {@code core} or {@code both}, and perhaps the
 * rows of one actor that has far more than the others.
 */
final class MeasureSpark {

    private static final LocalDate START = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 250;
    private static final double HISTORY_SHARE = 0.5;

    /** One column in four is busy, as in an organisation: most sensitive actions hardly occur. */
    private static final int QUIET = 4;

    private MeasureSpark() {}

    /**
     * Runs.
     *
     * @param arguments see above
     * @throws Exception if anything fails
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        long rows = Long.parseLong(arguments[1]) * 1000;
        String what = arguments[2];
        long skewed = arguments.length > 3 ? Long.parseLong(arguments[3]) : 0;
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .appName("measure")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", Long.toString(Math.max(8, rows / 250_000)))
                .config("spark.local.dir", folder.resolve("scratch").toString())
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
        String data = folder.resolve("base-" + rows + "-" + skewed).toString();
        if (!Files.exists(Path.of(data, "_SUCCESS"))) {
            timed("generate", rows, () -> {
                generate(session, rows, skewed).write().mode(SaveMode.Overwrite).parquet(data);
                return "written";
            });
        }
        LocalDate lastDay = START.plusDays(DAYS - 1);
        DayRange scored = DayRange.ofInclusive(START.plusDays(1), lastDay);
        DetectorModel model = null;
        if (!what.equals("core")) {
            SparkUeba spark = SparkUeba.of(
                    skewed > 0 ? SparkUebaOptions.defaults().withOrderColumn("row") : SparkUebaOptions.defaults());
            Dataset<Row> base = session.read().parquet(data);
            Dataset<Row> known = skewed > 0 ? base : base.drop("row");
            timed("spark: read and count features", rows, () -> sum(known));
            model = timed("spark: fit, second half of the days", rows, () -> spark.fit(known, HISTORY_SHARE));
            DetectorModel fitted = model;
            System.out.println("offset " + model.offset());
            timed("spark: enrich and score all days, scores only", rows, () -> spark.predict(fitted, known, scored)
                    .agg(org.apache.spark.sql.functions.sum(SparkUeba.ANOMALY_SCORE))
                    .first());
            String results = folder.resolve("results").toString();
            timed("spark: enrich and score all days, results as Parquet", rows, () -> {
                spark.predict(fitted, known, scored)
                        .write()
                        .mode(SaveMode.Overwrite)
                        .parquet(results);
                return "written";
            });
        }
        if (!what.equals("spark")) {
            FeatureTable table =
                    timed("core: read the Parquet files through Spark", rows, () -> table(session, data, skewed > 0));
            session.stop();
            DetectorModel core = timed(
                    "core: fit, second half of the days",
                    rows,
                    () -> DetectorModel.fitBlockwise(table, HISTORY_SHARE, DetectorOptions.defaults()));
            System.out.println(
                    "offset " + core.offset() + (model == null ? "" : ", same: " + (core.offset() == model.offset())));
            AnomalyResults results = timed("core: enrich and score all days", rows, () -> core.predict(table, scored));
            timed("core: write results as CSV", rows, () -> {
                Path csv = folder.resolve("results.csv");
                results.writeCsv(csv);
                return Files.size(csv) + " bytes";
            });
        }
    }

    private static Row sum(Dataset<Row> rows) {
        List<Column> sums = new ArrayList<>();
        GitHubAuditFeatures.SCHEMA.features().forEach(name -> sums.add(org.apache.spark.sql.functions.sum(name)));
        return rows.select(sums.toArray(Column[]::new)).first();
    }

    /** Counts made of hashes of actor and day: the same on every machine. */
    private static Dataset<Row> generate(SparkSession session, long rows, long skewed) {
        long actors = Math.max(1, rows / DAYS);
        List<Column> columns = new ArrayList<>();
        columns.add(expr("if(id < " + skewed + ", 'actor-busy', concat('actor-', cast(id % " + actors + " as string)))")
                .as("actor"));
        columns.add(expr("date_add(date'" + START + "', cast(if(id < " + skewed + ", id * " + DAYS + " div greatest(1, "
                        + skewed + "), id div " + actors + ") as int))")
                .as("day"));
        int number = 0;
        for (String name : GitHubAuditFeatures.SCHEMA.features()) {
            // A share of the days, a size per actor, a tail.
            String chance = number % QUIET == 0 ? "0.6" : "0.02";
            columns.add(expr("cast(if(pmod(xxhash64(id, " + number + "), 10000) < 10000 * " + chance
                            + ", 1 + pmod(xxhash64(id % "
                            + actors + ", " + number + "), 5) + pmod(xxhash64(" + number
                            + ", id), 1 + pmod(xxhash64(id, 7), 12)), 0)"
                            + " as int)")
                    .as(name));
            number++;
        }
        columns.add(col("id").as("row"));
        return session.range(0, actors * DAYS, 1, (int) Math.max(4, rows / 500_000))
                .select(columns.toArray(Column[]::new))
                .withColumn(GitHubAuditFeatures.IS_WEEKEND, expr("if(dayofweek(day) in (1, 7), 1, 0)"));
    }

    /** Returns the rows in the order in which Spark draws them: by number, or by day, then actor. */
    private static FeatureTable table(SparkSession session, String data, boolean numbered) {
        FeatureTableBuilder builder = new FeatureTableBuilder(GitHubAuditFeatures.SCHEMA);
        List<Column> columns = new ArrayList<>();
        columns.add(col("actor"));
        columns.add(expr("unix_date(day)"));
        GitHubAuditFeatures.SCHEMA.features().forEach(name -> columns.add(col(name)));
        double[] values = new double[GitHubAuditFeatures.SCHEMA.featureCount()];
        session.read()
                .parquet(data)
                .sort(numbered ? "row" : "day", "actor")
                .select(columns.toArray(Column[]::new))
                .toLocalIterator()
                .forEachRemaining(row -> {
                    for (int feature = 0; feature < values.length; feature++) {
                        values[feature] = row.getInt(feature + 2);
                    }
                    builder.addRow(row.getString(0), row.getInt(1), values);
                });
        return builder.build();
    }

    private static <T> T timed(String what, long rows, Callable<T> task) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        T result = task.call();
        double seconds = (System.nanoTime() - wall) / 1e9;
        double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-55s %8.1f s wall  %8.1f s cpu  %9.0f rows/s wall  %9.0f rows per cpu second%n",
                what,
                seconds,
                cpuSeconds,
                rows / seconds,
                rows / cpuSeconds);
        return result;
    }
}
