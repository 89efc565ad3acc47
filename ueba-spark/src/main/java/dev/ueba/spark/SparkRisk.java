package dev.ueba.spark;

import static org.apache.spark.sql.functions.max;

import dev.ueba.DetectorModel;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskAssessment;
import dev.ueba.RiskDay;
import dev.ueba.RiskState;
import dev.ueba.SensitiveFinding;
import dev.ueba.feature.DayRange;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Risk and alerts of improved detection on data frames: the scores are computed on the cluster, and the days go through the
 * core's {@link RiskState} one after the other on the driver, with the bits of {@code dev.ueba.ImprovedDetector} over the same rows
 * in the same order.
 *
 * <p>The driver holds the state (some 20 bytes per actor and feature), the rows of one day, and the risk of the rows that are
 * returned. Immutable and safe to share between threads, the states are not.
 *
 * <pre>{@code
 * SparkRisk risk = SparkRisk.of(SparkUeba.defaults(), model, ImprovedOptions.defaults());
 * RiskState state = risk.replay(history);                              // once
 * AssessedRows today = risk.predictNext(state, baselines, newDay);     // every night
 * state.save(Path.of("risk.ueba"));
 * }</pre>
 */
public final class SparkRisk {

    /** Name of the column of risks, in bits: higher is stranger. */
    public static final String RISK = "risk";

    /** Name of the column of alerts. */
    public static final String ALERT = "alert";

    private static final String ACTOR = "ueba_actor";
    private static final String DAY = "ueba_day";
    private static final String ORDER = "ueba_order";

    private final SparkUeba ueba;
    private final DetectorModel model;
    private final ImprovedOptions options;

    private SparkRisk(SparkUeba ueba, DetectorModel model, ImprovedOptions options) {
        this.ueba = Objects.requireNonNull(ueba, "ueba");
        this.model = Objects.requireNonNull(model, "model");
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Returns what assesses the scores of a model.
     *
     * @param ueba names of columns, and the deviations of the model
     * @param model what scores
     * @param options how days are assessed
     * @return the flow
     */
    public static SparkRisk of(SparkUeba ueba, DetectorModel model, ImprovedOptions options) {
        return new SparkRisk(ueba, model, options);
    }

    /**
     * Assesses and learns all days of a history.
     *
     * @param base base features of all known days
     * @return what is known after the last day, for {@link #predictNext}
     * @throws IllegalArgumentException if there are no rows, columns are not the model's, or two rows have the same place in the
     *     row order
     */
    public RiskState replay(Dataset<Row> base) {
        BaseColumns columns = new BaseColumns(base, ueba.options());
        ueba.requireModel(model, columns);
        DayRange all = columns.days(base);
        RiskState state = RiskState.empty(columns.schema(), options, model);
        assess(state, ueba.scored(model, base, columns, all), columns, columns.epochDays(base), all.to());
        return state;
    }

    /**
     * Scores and assesses the rows of a range of days, each day by the days before it. All days go through the driver; {@link
     * #predictNext} does without the history.
     *
     * @param base base features of these days and all days before them
     * @param range days to score
     * @return the rows of these days
     * @throws IllegalArgumentException as {@link SparkUeba#predict(DetectorModel, Dataset, DayRange)}, or if two rows have the same
     *     place in the row order
     */
    public AssessedRows predict(Dataset<Row> base, DayRange range) {
        Dataset<Row> results = ueba.predict(model, base, range);
        BaseColumns columns = new BaseColumns(base, ueba.options());
        DayRange known = new DayRange(columns.days(base).from(), range.to());
        Dataset<Row> days = base.filter(columns.before(range.to()));
        RiskState state = RiskState.empty(columns.schema(), options, model);
        Assessed assessed =
                assess(state, ueba.scored(model, base, columns, known), columns, columns.epochDays(days), range.from());
        return joined(results, assessed, columns);
    }

    /**
     * Scores and assesses new days from saved states, without any history.
     *
     * @param state of the same model and options; learns the new days. If this fails, load it again
     * @param baselines from {@link SparkUeba#baselines} or {@link SparkUeba#addDays}, up to the day before; not changed
     * @param newDays base features of days that neither has seen
     * @return their rows
     * @throws IllegalArgumentException if the states do not know the same newest day, the state is of another model or other
     *     options, columns are not the model's, a day is not new, or two rows have the same place in the row order
     */
    public AssessedRows predictNext(RiskState state, Dataset<Row> baselines, Dataset<Row> newDays) {
        BaseColumns columns = new BaseColumns(newDays, ueba.options());
        ueba.requireModel(model, columns);
        state.requireModel(model);
        state.requireOptions(options);
        requireAgreement(state, baselines);
        Dataset<Row> results = ueba.predictNext(model, baselines, newDays);
        Assessed assessed = assess(
                state,
                ueba.scoredNext(model, baselines, newDays, columns),
                columns,
                columns.epochDays(newDays),
                LocalDate.MIN);
        return joined(results, assessed, columns);
    }

    private static void requireAgreement(RiskState state, Dataset<Row> baselines) {
        Row newest = baselines.agg(max("last_day")).first();
        Optional<LocalDate> day = newest.isNullAt(0)
                ? Optional.empty()
                : Optional.of(newest.get(0) instanceof LocalDate local ? local : ((Date) newest.get(0)).toLocalDate());
        if (!day.equals(state.lastDay())) {
            throw new IllegalArgumentException("the baselines know days up to "
                    + day.map(LocalDate::toString).orElse("none") + ", but the risk state up to "
                    + state.lastDay().map(LocalDate::toString).orElse("none")
                    + "; only states that learned the same days go together");
        }
    }

    /** Keys, risks and alerts of the days that are returned. */
    private record Assessed(List<Row> rows, List<SensitiveFinding> findings) {}

    /** Lets the state learn all days; keeps what it says of those from {@code kept} on. */
    private Assessed assess(
            RiskState state, Dataset<ScoredRow> scored, BaseColumns columns, int[] days, LocalDate kept) {
        List<Row> rows = new ArrayList<>();
        List<SensitiveFinding> findings = new ArrayList<>();
        Iterator<DayOrder.Day> all = DayOrder.of(scored, columns, days);
        while (all.hasNext()) {
            DayOrder.Day day = all.next();
            requireOrder(day, columns.ordered());
            // The first day of a history has nothing to be compared with.
            RiskDay assessed = state.next(day.table(), state.lastDay().isEmpty() ? new double[0] : day.scores());
            if (!day.table().day(0).isBefore(kept)) {
                for (int row = 0; row < day.ranks().length; row++) {
                    RiskAssessment assessment = assessed.assessments().get(row);
                    rows.add(RowFactory.create(
                            day.table().actor(row),
                            day.table().epochDay(row),
                            day.ranks()[row],
                            assessment.risk(),
                            assessment.alert()));
                }
                findings.addAll(assessed.findings());
            }
        }
        return new Assessed(rows, findings);
    }

    private static void requireOrder(DayOrder.Day day, boolean ordered) {
        for (int row = 1; row < day.ranks().length; row++) {
            boolean same = ordered
                    ? day.ranks()[row] == day.ranks()[row - 1]
                    : day.table().actor(row).equals(day.table().actor(row - 1));
            if (same) {
                throw RowOrder.undefined();
            }
        }
    }

    private AssessedRows joined(Dataset<Row> results, Assessed assessed, BaseColumns columns) {
        StructType type = new StructType(new StructField[] {
            DataTypes.createStructField(ACTOR, DataTypes.StringType, false),
            DataTypes.createStructField(DAY, DataTypes.IntegerType, false),
            DataTypes.createStructField(ORDER, DataTypes.LongType, false),
            DataTypes.createStructField(RISK, DataTypes.DoubleType, false),
            DataTypes.createStructField(ALERT, DataTypes.BooleanType, false)
        });
        Dataset<Row> risks = results.sparkSession().createDataFrame(assessed.rows(), type);
        Column same = BaseColumns.named(ueba.options().actorColumn())
                .equalTo(risks.col(ACTOR))
                .and(columns.epochDay().equalTo(risks.col(DAY)));
        if (columns.ordered()) {
            same = same.and(BaseColumns.named(ueba.options().orderColumn().orElseThrow())
                    .equalTo(risks.col(ORDER)));
        }
        Stream<Column> kept = Arrays.stream(results.columns()).map(name -> results.col(BaseColumns.quoted(name)));
        Column[] all = Stream.concat(kept, Stream.of(risks.col(RISK), risks.col(ALERT)))
                .toArray(Column[]::new);
        return new AssessedRows(results.join(risks, same).select(all), assessed.findings());
    }
}
