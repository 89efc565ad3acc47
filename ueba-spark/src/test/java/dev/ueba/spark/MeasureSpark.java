package dev.ueba.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import com.sun.management.OperatingSystemMXBean;
import dev.ueba.AnomalyExplainer;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskState;
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
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Measures fitting, scoring, reasons and risk on data frames beside the plain core, in wall time and processor time; see
 * docs/spark.md.
 *
 * <p>Arguments: a folder; the number of actor-days in thousands, perhaps followed by a slash and how many of the 250 days are used; what to do, several of {@code data}, {@code read}, {@code fit},
 * {@code score}, {@code write}, {@code reasons}, {@code risk} and {@code core}, separated by commas; and perhaps the rows of one
 * actor that has far more than the others, or {@code half} to have half of all rows in one partition. Data that is there is used
 * again.
 */
final class MeasureSpark {

    private static final LocalDate START = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 250;
    private static final double HISTORY_SHARE = 0.5;
    private static final long ROWS_PER_PARTITION = 250_000;

    /** One column in four is busy, as in an organisation: most sensitive actions hardly occur. */
    private static final int QUIET = 4;

    private final SparkSession session;
    private final Path folder;
    private final long made;
    private final int days;
    private final long rows;
    private final long partitions;
    private final boolean half;
    private final long skewed;
    private final String data;
    private final LocalDate lastDay;
    private final DayRange scored;

    private MeasureSpark(String[] arguments) {
        this.folder = Path.of(arguments[0]);
        String[] size = arguments[1].split("/");
        this.made = Long.parseLong(size[0]) * 1000;
        this.days = size.length > 1 ? Integer.parseInt(size[1]) : DAYS;
        this.rows = made / DAYS * days;
        this.half = arguments.length > 3 && arguments[3].equals("half");
        this.skewed = arguments.length > 3 && !half ? Long.parseLong(arguments[3]) : 0;
        this.lastDay = START.plusDays(days - 1L);
        this.scored = DayRange.ofInclusive(START.plusDays(1), lastDay);
        this.partitions = Math.max(8, rows / ROWS_PER_PARTITION);
        this.data =
                folder.resolve("base-" + made + "-" + (half ? "half" : skewed)).toString();
        this.session = SparkSession.builder()
                .master("local[2]")
                .appName("measure")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", Long.toString(partitions))
                .config("spark.local.dir", folder.resolve("scratch").toString())
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    /**
     * Runs.
     *
     * @param arguments see above
     * @throws Exception if anything fails
     */
    public static void main(String[] arguments) throws Exception {
        new MeasureSpark(arguments).run(Set.of(arguments[2].split(",")));
    }

    private void run(Set<String> what) throws Exception {
        if (!Files.exists(Path.of(data, "_SUCCESS"))) {
            timed("generate", made, () -> {
                generate().write().mode(SaveMode.Overwrite).parquet(data);
                return "written";
            });
        }
        // Days are in different files, and Spark reads none in vain.
        Dataset<Row> base = session.read().parquet(data).filter("day <= date'" + lastDay + "'");
        Dataset<Row> known = skewed > 0 ? base : base.drop("row");
        SparkUeba spark = SparkUeba.of(
                skewed > 0 ? SparkUebaOptions.defaults().withOrderColumn("row") : SparkUebaOptions.defaults());
        Path saved = folder.resolve("model-" + rows + "-" + skewed + ".ueba");
        if (what.contains("read")) {
            timed("spark: read and sum features", rows, () -> sum(known));
        }
        if (what.contains("fit")) {
            DetectorModel model =
                    timed("spark: fit, second half of the days", rows, () -> spark.fit(known, HISTORY_SHARE));
            System.out.println("offset " + model.offset());
            model.save(saved);
        }
        if (what.contains("score")) {
            DetectorModel model = DetectorModel.load(saved);
            timed("spark: enrich and score all days, scores only", rows, () -> spark.predict(model, known, scored)
                    .agg(org.apache.spark.sql.functions.sum(SparkUeba.ANOMALY_SCORE))
                    .first());
        }
        if (what.contains("write")) {
            DetectorModel model = DetectorModel.load(saved);
            timed("spark: enrich and score all days, results as Parquet", rows, () -> {
                spark.predict(model, known, scored)
                        .write()
                        .mode(SaveMode.Overwrite)
                        .parquet(folder.resolve("results").toString());
                return "written";
            });
        }
        if (what.contains("reasons")) {
            DetectorModel model = DetectorModel.load(saved);
            timed("spark: reasons of the strangest 1,000 of all days", rows, () -> spark.predictWithReasons(
                            model, known, scored, AnomalyExplainer.DEFAULT_ROWS)
                    .filter(col(SparkUeba.REASONS).isNotNull())
                    .count());
        }
        if (what.contains("risk")) {
            risk(SparkRisk.of(spark, DetectorModel.load(saved), ImprovedOptions.defaults()), spark, known);
        }
        if (what.contains("core")) {
            core();
        }
    }

    private void risk(SparkRisk risk, SparkUeba spark, Dataset<Row> known) throws Exception {
        Dataset<Row> before = known.filter("day < date'" + lastDay + "'");
        Dataset<Row> newDay = known.filter("day = date'" + lastDay + "'");
        String baselines = folder.resolve("baselines").toString();
        timed("spark: baselines of all actors", rows, () -> {
            spark.baselines(before).write().mode(SaveMode.Overwrite).parquet(baselines);
            return "written";
        });
        RiskState state = timed("spark: all days but the last through the risk state", rows, () -> risk.replay(before));
        System.out.println("risk state: " + state.toBytes().length + " bytes");
        timed("spark: the last day through the risk state", newDay.count(), () -> risk.predictNext(
                        state, session.read().parquet(baselines), newDay)
                .results()
                .filter(col(SparkRisk.ALERT))
                .count());
    }

    private void core() throws Exception {
        FeatureTable table = timed("core: read the Parquet files through Spark", rows, () -> table());
        session.stop();
        DetectorModel core = timed(
                "core: fit, second half of the days",
                rows,
                () -> DetectorModel.fitBlockwise(table, HISTORY_SHARE, DetectorOptions.defaults()));
        System.out.println("offset " + core.offset());
        timed("core: enrich and score all days", rows, () -> core.predict(table, scored));
    }

    private static Row sum(Dataset<Row> rows) {
        List<Column> sums = new ArrayList<>();
        GitHubAuditFeatures.SCHEMA.features().forEach(name -> sums.add(org.apache.spark.sql.functions.sum(name)));
        return rows.select(sums.toArray(Column[]::new)).first();
    }

    /** Counts made of hashes of actor and day: the same on every machine. Rows are written as they are made. */
    private Dataset<Row> generate() {
        long actors = Math.max(1, made / DAYS);
        List<Column> columns = new ArrayList<>();
        String name = half ? "name" : "concat('actor-', cast(id % " + actors + " as string))";
        columns.add(expr("if(id < " + skewed + ", 'actor-busy', " + name + ")").as("actor"));
        columns.add(expr("date_add(date'" + START + "', cast(if(id < " + skewed + ", id * " + DAYS + " div greatest(1, "
                        + skewed + "), id div " + actors + ") as int))")
                .as("day"));
        int number = 0;
        for (String feature : GitHubAuditFeatures.SCHEMA.features()) {
            // A share of the days, a size per actor, a tail.
            String chance = number % QUIET == 0 ? "0.6" : "0.02";
            columns.add(expr("cast(if(pmod(xxhash64(id, " + number + "), 10000) < 10000 * " + chance
                            + ", 1 + pmod(xxhash64(id % "
                            + actors + ", " + number + "), 5) + pmod(xxhash64(" + number
                            + ", id), 1 + pmod(xxhash64(id, 7), 12)), 0)"
                            + " as int)")
                    .as(feature));
            number++;
        }
        columns.add(col("id").as("row"));
        Dataset<Row> ids = session.range(0, actors * DAYS, 1, (int) Math.max(4, made / 500_000))
                .toDF();
        if (half) {
            Dataset<Row> names = names(actors);
            ids = ids.join(broadcast(names), expr("id % " + actors + " = place"));
        }
        return ids.select(columns.toArray(Column[]::new))
                .withColumn(GitHubAuditFeatures.IS_WEEKEND, expr("if(dayofweek(day) in (1, 7), 1, 0)"));
    }

    /** Returns names of which every other one goes to the first partition of a shuffle by actor. */
    private Dataset<Row> names(long actors) {
        Dataset<Row> all = session.range(0, actors * partitions * 2, 1, 1)
                .selectExpr("concat('actor-', cast(id as string)) as name")
                .withColumn("first", expr("pmod(hash(name), " + partitions + ") = 0"));
        List<String> first = namesOf(all.filter("first").limit((int) (actors / 2)));
        List<String> others = namesOf(all.filter("not first").limit((int) (actors - actors / 2)));
        List<Row> rowsOfNames = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            String name = i % 2 == 0 ? others.get(i / 2) : first.get(i / 2);
            rowsOfNames.add(RowFactory.create((long) i, name));
        }
        return session.createDataFrame(rowsOfNames, StructType.fromDDL("place BIGINT, name STRING"));
    }

    private static List<String> namesOf(Dataset<Row> rows) {
        return rows.select("name").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** Returns the rows in the order in which Spark draws them: by number, or by day, then actor. */
    private FeatureTable table() {
        FeatureTableBuilder builder = new FeatureTableBuilder(GitHubAuditFeatures.SCHEMA);
        List<Column> columns = new ArrayList<>();
        columns.add(col("actor"));
        columns.add(expr("unix_date(day)"));
        GitHubAuditFeatures.SCHEMA.features().forEach(name -> columns.add(col(name)));
        double[] values = new double[GitHubAuditFeatures.SCHEMA.featureCount()];
        session.read()
                .parquet(data)
                .filter("day <= date'" + lastDay + "'")
                .sort(skewed > 0 ? "row" : "day", "actor")
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
