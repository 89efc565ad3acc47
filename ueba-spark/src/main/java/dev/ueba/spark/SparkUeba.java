package dev.ueba.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.ueba.DetectorModel;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The four verbs on data frames of base features, a row per actor and day: read, generate a training set, fit, predict; and the
 * daily use from saved states.
 *
 * <p>Deviations, trees, scores and offset have the same bits as those of the core over the same rows in the same order, for any
 * number of partitions. Only the hash of the training data in the provenance is another one, as the core's needs all rows in one
 * place. Rows are moved by actor; one actor's past and 2,048 rows are held at a time, however many rows an actor has.
 *
 * <p>Immutable and safe to share between threads; holds no model and no data. Data frames returned are lazy: they are computed
 * when they are used, each time, unless the caller persists them. Errors found in executors come as Spark's exceptions, with the
 * reason in the message.
 */
public final class SparkUeba {

    /** Name of the column of scores in results: lower is stranger. */
    public static final String ANOMALY_SCORE = "anomaly_score";

    /** Name of the column of flags in results: whether the score is below the cutoff. */
    public static final String IS_ANOMALY = "is_anomaly";

    /** Name of the column of reasons. */
    public static final String REASONS = "reasons";

    private static final DayRange ALL_DAYS = new DayRange(LocalDate.MIN, LocalDate.MAX);

    private final SparkUebaOptions options;

    private SparkUeba(SparkUebaOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Returns the flow with the published defaults, over columns {@code actor} and {@code day}.
     *
     * @return without an order column
     */
    public static SparkUeba defaults() {
        return new SparkUeba(SparkUebaOptions.defaults());
    }

    /**
     * Returns the flow with chosen options.
     *
     * @param options detector and names of columns
     * @return the flow
     */
    public static SparkUeba of(SparkUebaOptions options) {
        return new SparkUeba(options);
    }

    /**
     * Returns how this flow works.
     *
     * @return the options
     */
    public SparkUebaOptions options() {
        return options;
    }

    /**
     * Checks base features: types of columns, and once over all rows that nothing is missing and every number is finite. The other
     * verbs refuse such rows too, but only while they work.
     *
     * @param rows actor, day, perhaps an order, and features: all other columns, numbers or booleans, in their order
     * @return the same rows
     * @throws IllegalArgumentException if a column is missing or of another type, or a row is incomplete; the message has column
     *     and day, not the actor
     */
    public Dataset<Row> readBaseFeatures(Dataset<Row> rows) {
        BaseColumns columns = new BaseColumns(rows, options);
        List<Row> bad = rows.filter(columns.incomplete()).limit(1).collectAsList();
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException(columns.complaint(rows, bad.get(0)));
        }
        return rows;
    }

    /**
     * Enriches the later days for training; the earlier ones are history only.
     *
     * @param base base features
     * @param historyShare share of the days that are history only, in (0, 1); any negative number trains on the last day
     * @return the training rows: base columns, then derived ones, then the order column if there is one; in no order
     * @throws IllegalArgumentException if columns are not as expected, or the share leaves no day to history or to training
     */
    public Dataset<Row> generateTrainingSet(Dataset<Row> base, double historyShare) {
        BaseColumns columns = new BaseColumns(base, options);
        DayRange training = columns.trainingDays(base, historyShare);
        return columns.unpacked(enriched(base, columns, training, null), enrichedSchema(columns))
                .drop(BaseColumns.RESULT_SCORE, BaseColumns.RESULT_REASONS);
    }

    /**
     * Fits a model on training rows. They are computed about four times, so persist them if they are derived; {@link
     * #fit(Dataset, double)} does without.
     *
     * @param training from {@link #generateTrainingSet}, or any rows of finite features; all features are used, in this order
     * @return the model
     * @throws IllegalArgumentException if there are no rows or more than 2,147,483,647, columns are not as expected, or the row
     *     order is not defined
     */
    public DetectorModel fit(Dataset<Row> training) {
        BaseColumns columns = new BaseColumns(training, options);
        return newTraining(training).fit(new PlainTraining(training, columns, options));
    }

    /**
     * Enriches the later days and fits a model on them, without keeping the enriched rows: the same model as generating a training
     * set and fitting it. The rows are read, moved and sorted once, and kept packed in executors (memory, then disk) until the
     * model is there: some 50 bytes a row of small counts, at most 8 bytes a number.
     *
     * @param base base features
     * @param historyShare share of the days that are history only, in (0, 1); any negative number trains on the last day
     * @return the model
     * @throws IllegalArgumentException as for {@link #generateTrainingSet} and {@link #fit(Dataset)}
     */
    public DetectorModel fit(Dataset<Row> base, double historyShare) {
        BaseColumns columns = new BaseColumns(base, options);
        if (columns.mayBeOverwritten()) {
            return fit(generateTrainingSet(base, historyShare));
        }
        try (BlockTraining training = new BlockTraining(
                BaseColumns.byActor(columns.packed(base)), deviations(columns), columns.ordered(), historyShare)) {
            return newTraining(base).fit(training);
        }
    }

    /**
     * Scores the rows of one day.
     *
     * @param model trained with the same columns and deviations
     * @param base base features of that day and all days before it
     * @param day the day to score
     * @return its rows as {@link #predict(DetectorModel, Dataset, DayRange)} returns them
     * @throws IllegalArgumentException as there
     */
    public Dataset<Row> predict(DetectorModel model, Dataset<Row> base, LocalDate day) {
        return predict(model, base, DayRange.of(day));
    }

    /**
     * Scores the rows of a range of days, each day from the days before it.
     *
     * @param model trained with the same columns and deviations
     * @param base base features of these days and all days before them
     * @param range days to score
     * @return the columns of the training rows, then {@code anomaly_score} and {@code is_anomaly}; in no order, see {@link
     *     #strangestFirst}
     * @throws IllegalArgumentException if there are no rows in the range, it begins before there is any history, or columns or
     *     deviations are not the model's
     */
    public Dataset<Row> predict(DetectorModel model, Dataset<Row> base, DayRange range) {
        BaseColumns columns = new BaseColumns(base, options);
        requireScorable(model, base, columns, range);
        return results(enriched(base, columns, range, shipped(base, model)), columns, model);
    }

    /**
     * Scores the rows of a range of days and says why the strangest are strange, in the words of {@code
     * dev.ueba.AnomalyExplainer}. Works at once: all rows of the range are scored to know which are explained and to rank their
     * values; they are scored again when the result is used. Techniques are those of GitHub audit features.
     *
     * <p>A whole number that a column of doubles holds is a real number here; it matters for the value with which a row would not be
     * flagged.
     *
     * @param model trained with the same columns and deviations
     * @param base base features of these days and all days before them
     * @param range days to score
     * @param rows how many of the strangest rows are explained, {@code >= 0}, beside all flagged ones; their places in the order
     *     and their different values come to the driver
     * @return as {@link #predict(DetectorModel, Dataset, DayRange)} returns them, and {@code reasons}; null for other rows
     * @throws IllegalArgumentException as there, or if {@code rows} is negative
     */
    public Dataset<Row> predictWithReasons(DetectorModel model, Dataset<Row> base, DayRange range, int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("the number of rows to explain must be >= 0, but was " + rows);
        }
        BaseColumns columns = new BaseColumns(base, options);
        requireScorable(model, base, columns, range);
        Broadcast<ModelHandle> shipped = shipped(base, model);
        DistributedReasons.Ranks ranks =
                DistributedReasons.of(model, columns, enriched(base, columns, range, shipped), rows);
        Dataset<ScoredRow> explained = byActor(base, columns, range)
                .mapPartitions(
                        new ReasoningFunction(
                                deviations(columns),
                                columns.kinds(),
                                range,
                                columns.ordered(),
                                shipped,
                                DistributedTraining.broadcast(base.sparkSession(), ranks)),
                        Encoders.bean(ScoredRow.class));
        return results(
                explained, columns, model, col(BaseColumns.RESULT_REASONS).as(REASONS));
    }

    private void requireScorable(DetectorModel model, Dataset<Row> base, BaseColumns columns, DayRange range) {
        requireModel(model, columns);
        DayRange all = columns.days(base);
        if (columns.daysOf(base.filter(columns.inRange(range))).isEmpty()) {
            throw new IllegalArgumentException("there is no row in [" + range.from() + ", " + range.to()
                    + "); the rows are of " + all.from() + " to " + all.last());
        }
        if (range.contains(all.from())) {
            throw new IllegalArgumentException(
                    all.from()
                            + " is the first day of the rows and has no history to compare with; begin later or give earlier days");
        }
    }

    /**
     * Sorts results as the core does: score ascending, then day descending, then the row order.
     *
     * @param results from {@link #predict(DetectorModel, Dataset, DayRange)}
     * @return the same rows, sorted
     */
    public Dataset<Row> strangestFirst(Dataset<Row> results) {
        return results.sort(
                col(ANOMALY_SCORE).asc(),
                BaseColumns.named(options.dayColumn()).desc(),
                BaseColumns.named(options.orderColumn().orElse(options.actorColumn()))
                        .asc());
    }

    /**
     * Returns what is known of every actor, to be kept (as Parquet, say) and used with {@link #predictNext} and {@link #addDays}.
     *
     * @param base base features of all days so far
     * @return columns {@code actor}, {@code last_day} and {@code state}, a row per actor
     */
    public Dataset<Row> baselines(Dataset<Row> base) {
        BaseColumns columns = new BaseColumns(base, options);
        return states(columns.packed(base), columns);
    }

    /**
     * Scores new days from states, without any history. Changes nothing; {@link #addDays} adds the days afterwards.
     *
     * @param model trained with the same columns and deviations
     * @param states from {@link #baselines} or {@link #addDays}
     * @param newDays base features of days after those the states have seen of their actors
     * @return as {@link #predict(DetectorModel, Dataset, DayRange)} over the whole history returns them, the same bits
     * @throws IllegalArgumentException if columns or deviations are not the model's
     */
    public Dataset<Row> predictNext(DetectorModel model, Dataset<Row> states, Dataset<Row> newDays) {
        BaseColumns columns = new BaseColumns(newDays, options);
        requireModel(model, columns);
        return results(scoredNext(model, states, newDays, columns), columns, model);
    }

    Dataset<ScoredRow> scoredNext(DetectorModel model, Dataset<Row> states, Dataset<Row> newDays, BaseColumns columns) {
        return BaseColumns.byActor(withStates(states, columns.packed(newDays)))
                .mapPartitions(
                        new ScoringFunction(enriching(columns, ALL_DAYS), shipped(newDays, model)),
                        Encoders.bean(ScoredRow.class));
    }

    /** Returns the rows of a range, scored, those of the first day too. */
    Dataset<ScoredRow> scored(DetectorModel model, Dataset<Row> base, BaseColumns columns, DayRange range) {
        return enriched(base, columns, range, shipped(base, model));
    }

    /**
     * Adds new days to states.
     *
     * @param states from {@link #baselines} or an earlier call
     * @param newDays base features of days after those the states have seen of their actors
     * @return the states after these days; write them to another place before replacing the old ones
     */
    public Dataset<Row> addDays(Dataset<Row> states, Dataset<Row> newDays) {
        BaseColumns columns = new BaseColumns(newDays, options);
        return states(withStates(states, columns.packed(newDays)), columns);
    }

    private Dataset<Row> states(Dataset<Row> packed, BaseColumns columns) {
        return BaseColumns.byActor(packed)
                .mapPartitions(
                        new StateFunction(deviations(columns), columns.ordered()), Encoders.bean(ActorState.class))
                .selectExpr("actor", "date_from_unix_date(lastDay) as last_day", "state");
    }

    /** Puts the state of each actor before its rows: no day is earlier. */
    private static Dataset<Row> withStates(Dataset<Row> states, Dataset<Row> packed) {
        Dataset<Row> asPacked = states.select(
                col("actor"),
                lit(Integer.MIN_VALUE).as(BaseColumns.DAY),
                expr("cast(unix_date(last_day) as bigint)").as(BaseColumns.RANK),
                array().cast("array<double>").as(BaseColumns.VALUES),
                col("state"));
        return packed.union(asPacked);
    }

    private Dataset<Row> results(Dataset<ScoredRow> scored, BaseColumns columns, DetectorModel model, Column... more) {
        Dataset<Row> rows = columns.unpacked(scored, enrichedSchema(columns));
        Column score = col(BaseColumns.RESULT_SCORE);
        Stream<Column> kept =
                Arrays.stream(rows.columns()).limit(rows.columns().length - 2L).map(BaseColumns::named);
        Stream<Column> added = Stream.of(
                score.as(ANOMALY_SCORE),
                score.lt(lit(model.options().anomalyThreshold())).as(IS_ANOMALY));
        return rows.select(
                Stream.concat(kept, Stream.concat(added, Arrays.stream(more))).toArray(Column[]::new));
    }

    private static Dataset<ActorDayRow> byActor(Dataset<Row> base, BaseColumns columns, DayRange wanted) {
        return BaseColumns.byActor(columns.packed(base.filter(columns.before(wanted.to()))));
    }

    private Dataset<ScoredRow> enriched(
            Dataset<Row> base, BaseColumns columns, DayRange wanted, @Nullable Broadcast<ModelHandle> model) {
        return byActor(base, columns, wanted)
                .mapPartitions(new ScoringFunction(enriching(columns, wanted), model), Encoders.bean(ScoredRow.class));
    }

    private Deviations deviations(BaseColumns columns) {
        return new Deviations(columns.schema(), options.detector().deviations());
    }

    private TableMaker enriching(BaseColumns columns, DayRange wanted) {
        return new TableMaker.Enriching(deviations(columns), wanted, columns.ordered());
    }

    private FeatureSchema enrichedSchema(BaseColumns columns) {
        return deviations(columns).newStream().enrichedSchema();
    }

    private static Broadcast<ModelHandle> shipped(Dataset<Row> rows, DetectorModel model) {
        return ModelHandle.broadcast(rows.sparkSession(), model);
    }

    private DistributedTraining newTraining(Dataset<Row> rows) {
        return new DistributedTraining(rows.sparkSession(), options.detector());
    }

    void requireModel(DetectorModel model, BaseColumns columns) {
        if (!model.options().deviations().equals(options.detector().deviations())) {
            throw new IllegalArgumentException("the model was trained with "
                    + model.options().deviations() + ", but these options derive "
                    + options.detector().deviations() + "; give the model's");
        }
        List<String> features = enrichedSchema(columns).features();
        if (!features.equals(model.features())) {
            throw new IllegalArgumentException("the model was trained on the features " + model.features()
                    + " in this order, but the columns make " + features);
        }
    }
}
