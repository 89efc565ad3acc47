package dev.ueba.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
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
                .drop(BaseColumns.SCORE);
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
        DistributedTraining trainer = newTraining(training);
        RowNumbers numbers = new RowNumbers(columns.keys(training), columns.ordered());
        long given = numbers.rowCount();
        Dataset<Row> distinct = training;
        if (columns.ordered() ? RowOrder.mayRepeat(training, columns) : numbers.hasRepeats()) {
            distinct = RowOrder.distinct(training, options);
            numbers = new RowNumbers(columns.keys(distinct), columns.ordered());
        }
        RowOrder.require(numbers);
        Dataset<Row> packed = columns.packed(distinct);
        TableMaker maker = new TableMaker.Plain(columns.schema());
        return trainer.fit(
                new DistributedTraining.Source() {
                    @Override
                    public FeatureSchema schema() {
                        return columns.schema();
                    }

                    @Override
                    public Dataset<ScoredRow> rowsOf(Dataset<Row> keys) {
                        return asRows(DistributedTraining.withKeys(packed, keys, columns.ordered()))
                                .mapPartitions(new ScoringFunction(maker, null), Encoders.bean(ScoredRow.class));
                    }

                    @Override
                    public Dataset<ScoreChunk> chunks(Broadcast<ModelHandle> model) {
                        return asRows(packed)
                                .mapPartitions(new ChunkFunction(maker, model), Encoders.bean(ScoreChunk.class));
                    }
                },
                numbers,
                given);
    }

    /**
     * Enriches the later days and fits a model on them, without keeping the enriched rows: the same model as generating a training
     * set and fitting it. Rows are enriched once for the scores of all rows, and once for the actors that the forest draws.
     *
     * @param base base features
     * @param historyShare share of the days that are history only, in (0, 1); any negative number trains on the last day
     * @return the model
     * @throws IllegalArgumentException as for {@link #generateTrainingSet} and {@link #fit(Dataset)}
     */
    public DetectorModel fit(Dataset<Row> base, double historyShare) {
        BaseColumns columns = new BaseColumns(base, options);
        DayRange training = columns.trainingDays(base, historyShare);
        Dataset<Row> keys = columns.keys(base.filter(columns.inRange(training)));
        RowNumbers numbers = new RowNumbers(keys, columns.ordered());
        if (columns.ordered() ? RowOrder.mayRepeat(base, columns) : numbers.hasRepeats()) {
            return fit(generateTrainingSet(base, historyShare));
        }
        RowOrder.require(numbers);
        FeatureSchema enriched = enrichedSchema(columns);
        TableMaker maker = enriching(columns, training);
        return newTraining(base)
                .fit(
                        new DistributedTraining.Source() {
                            @Override
                            public FeatureSchema schema() {
                                return enriched;
                            }

                            @Override
                            public Dataset<ScoredRow> rowsOf(Dataset<Row> drawn) {
                                Dataset<Row> packed = columns.packed(base);
                                Dataset<Row> actors = drawn.select(
                                                col(BaseColumns.ACTOR).as("wantedActor"))
                                        .distinct();
                                Dataset<Row> ofActors = packed.join(
                                        broadcast(actors),
                                        packed.col(BaseColumns.ACTOR).equalTo(actors.col("wantedActor")),
                                        "left_semi");
                                Dataset<Row> rows = BaseColumns.byActor(ofActors)
                                        .mapPartitions(new ScoringFunction(maker, null), Encoders.bean(ScoredRow.class))
                                        .toDF();
                                return DistributedTraining.withKeys(rows, drawn, columns.ordered())
                                        .as(Encoders.bean(ScoredRow.class));
                            }

                            @Override
                            public Dataset<ScoreChunk> chunks(Broadcast<ModelHandle> model) {
                                return BaseColumns.byActor(columns.packed(base))
                                        .mapPartitions(
                                                new ChunkFunction(maker, model), Encoders.bean(ScoreChunk.class));
                            }
                        },
                        numbers,
                        numbers.rowCount());
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
        return results(enriched(base, columns, range, shipped(base, model)), columns, model);
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
        Dataset<ScoredRow> scored = BaseColumns.byActor(withStates(states, columns.packed(newDays)))
                .mapPartitions(
                        new ScoringFunction(enriching(columns, ALL_DAYS), shipped(newDays, model)),
                        Encoders.bean(ScoredRow.class));
        return results(scored, columns, model);
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

    private Dataset<Row> results(Dataset<ScoredRow> scored, BaseColumns columns, DetectorModel model) {
        Dataset<Row> rows = columns.unpacked(scored, enrichedSchema(columns));
        Stream<Column> kept = Arrays.stream(rows.columns())
                .filter(name -> !name.equals(BaseColumns.SCORE))
                .map(BaseColumns::named);
        Column score = col(BaseColumns.SCORE);
        return rows.select(Stream.concat(
                        kept,
                        Stream.of(
                                score.as(ANOMALY_SCORE),
                                score.lt(lit(model.options().anomalyThreshold()))
                                        .as(IS_ANOMALY)))
                .toArray(Column[]::new));
    }

    private Dataset<ScoredRow> enriched(
            Dataset<Row> base, BaseColumns columns, DayRange wanted, @Nullable Broadcast<ModelHandle> model) {
        return BaseColumns.byActor(columns.packed(base.filter(columns.before(wanted.to()))))
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

    private static Dataset<ActorDayRow> asRows(Dataset<Row> packed) {
        return packed.as(Encoders.bean(ActorDayRow.class));
    }

    private DistributedTraining newTraining(Dataset<Row> rows) {
        return new DistributedTraining(rows.sparkSession(), options.detector());
    }

    private void requireModel(DetectorModel model, BaseColumns columns) {
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
