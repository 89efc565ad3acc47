package dev.ueba.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.xxhash64;

import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.NumberKind;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;

/** Which columns of a data frame are actor, day, order and features, and how they become rows of the core and come back. */
final class BaseColumns {

    /*
     * The features travel as one array of doubles without nulls: Spark then copies them between its rows and double[] as a
     * whole, without an object per number.
     */
    static final String ACTOR = "actor";
    static final String ACTOR_HASH = "actorHash";
    static final String DAY = "day";
    static final String RANK = "rank";
    static final String VALUES = "values";
    static final String STATE = "state";
    static final String SCORE = "score";
    static final String REASONS = "reasons";
    /** As the two are called beside columns of the user. */
    static final String RESULT_SCORE = "ueba_score";

    static final String RESULT_REASONS = "ueba_reasons";

    private final SparkUebaOptions options;
    private final List<StructField> fields = new ArrayList<>();
    private final FeatureSchema schema;

    BaseColumns(Dataset<Row> rows, SparkUebaOptions options) {
        this.options = options;
        List<String> names = new ArrayList<>();
        boolean ordered = false;
        for (StructField field : rows.schema().fields()) {
            DataType type = field.dataType();
            if (field.name().equals(options.actorColumn())) {
                require(type instanceof StringType, field, "string");
                names.add(FeatureSchema.ACTOR);
            } else if (field.name().equals(options.dayColumn())) {
                require(
                        type instanceof DateType || type instanceof TimestampType || type instanceof StringType,
                        field,
                        "date (or timestamp, or string)");
                names.add(FeatureSchema.DAY);
            } else if (options.orderColumn().filter(field.name()::equals).isPresent()) {
                require(isWhole(type), field, "byte, short, int or long");
                ordered = true;
            } else {
                require(type instanceof NumericType || type instanceof BooleanType, field, "a number or boolean");
                names.add(field.name());
                fields.add(field);
            }
        }
        if (!names.contains(FeatureSchema.ACTOR) || !names.contains(FeatureSchema.DAY)) {
            throw new IllegalArgumentException("the columns '" + options.actorColumn() + "' and '" + options.dayColumn()
                    + "' are required, but the columns are " + List.of(rows.columns())
                    + "; name them in the options");
        }
        if (options.orderColumn().isPresent() != ordered) {
            throw new IllegalArgumentException("the order column '"
                    + options.orderColumn().orElse("") + "' is not among the columns " + List.of(rows.columns()));
        }
        this.schema = FeatureSchema.of(names);
        if (schema.featureCount() == 0) {
            throw new IllegalArgumentException("there is no column of features, only " + List.of(rows.columns()));
        }
    }

    private static void require(boolean holds, StructField field, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("column '" + field.name() + "' must be of type " + expected + ", but is "
                    + field.dataType().simpleString() + "; cast it, or drop it");
        }
    }

    private static boolean isWhole(DataType type) {
        return type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType;
    }

    /** Returns names and order of the columns as the core calls them, without the order column. */
    FeatureSchema schema() {
        return schema;
    }

    /** Returns what the features are, by the types of their columns. */
    NumberKind[] kinds() {
        return fields.stream()
                .map(field -> field.dataType() instanceof BooleanType
                        ? NumberKind.BOOLEAN
                        : isWhole(field.dataType()) ? NumberKind.INTEGER : NumberKind.REAL)
                .toArray(NumberKind[]::new);
    }

    boolean ordered() {
        return options.orderColumn().isPresent();
    }

    /** Returns a column by its exact name, whatever characters are in it. */
    static Column named(String name) {
        return col(quoted(name));
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private Column day() {
        return named(options.dayColumn()).cast(DataTypes.DateType);
    }

    /** Returns the training days of a split of all days. */
    DayRange trainingDays(Dataset<Row> rows, double historyShare) {
        DayRange all = days(rows);
        return new DayRange(TrainingSets.trainingStart(all, historyShare), all.to());
    }

    /** Returns the days from the first to the last that has a row. */
    DayRange days(Dataset<Row> rows) {
        return daysOf(rows).orElseThrow(BaseColumns::noRows);
    }

    static IllegalArgumentException noRows() {
        return new IllegalArgumentException(
                "there are no rows with a day; the days to work on and days before them are needed");
    }

    /** Tells whether a derived column may take the place of a base column; then two different rows may become equal. */
    boolean mayBeOverwritten() {
        return schema.features().stream().anyMatch(BaseColumns::isDerivedName);
    }

    private static boolean isDerivedName(String name) {
        return name.startsWith("zscore_") || name.startsWith("modzscore_");
    }

    /** Returns the days from the first to the last that has a row; empty if there is none. */
    Optional<DayRange> daysOf(Dataset<Row> rows) {
        Row days = rows.select(day().as(DAY)).agg(min(DAY), max(DAY)).first();
        return days.isNullAt(0)
                ? Optional.empty()
                : Optional.of(DayRange.ofInclusive(dayOf(days.get(0)), dayOf(days.get(1))));
    }

    /** Returns the days that have rows, in days since 1970-01-01, ascending. */
    int[] epochDays(Dataset<Row> rows) {
        return rows.select(epochDay()).distinct().collectAsList().stream()
                .mapToInt(row -> row.getInt(0))
                .sorted()
                .toArray();
    }

    private static LocalDate dayOf(Object day) {
        // What dates are in Java depends on a setting of the session.
        return day instanceof LocalDate local ? local : ((Date) day).toLocalDate();
    }

    /** Returns a condition that holds for days before one. */
    Column before(LocalDate day) {
        return day().lt(lit(inYears(day)));
    }

    /** Returns a condition that holds for the days of a range. */
    Column inRange(DayRange range) {
        return day().geq(lit(inYears(range.from()))).and(before(range.to()));
    }

    /** Ranges may reach to the ends of time, which Spark's dates do not. */
    private static LocalDate inYears(LocalDate day) {
        LocalDate first = LocalDate.of(1, 1, 1);
        LocalDate last = LocalDate.of(9999, 12, 31);
        return day.isBefore(first) ? first : day.isAfter(last) ? last : day;
    }

    /** Returns the day of a row as a number, whatever its type. */
    Column epochDay() {
        Column day = expr("unix_date(cast(" + quoted(options.dayColumn()) + " as date))");
        return coalesce(day, lit(Integer.MIN_VALUE)).as(DAY);
    }

    private Column actor() {
        return coalesce(named(options.actorColumn()), lit("")).as(ACTOR);
    }

    private Column rank() {
        return options.orderColumn()
                .map(name -> coalesce(named(name).cast(DataTypes.LongType), lit(Long.MIN_VALUE)))
                .orElse(lit(0L))
                .as(RANK);
    }

    private static Column value(StructField field) {
        Column column = named(field.name());
        return field.dataType() instanceof BooleanType
                ? column.cast(DataTypes.IntegerType).cast(DataTypes.DoubleType)
                : column.cast(DataTypes.DoubleType);
    }

    /** Returns actor, day and rank alone. */
    Dataset<Row> keys(Dataset<Row> rows) {
        return rows.select(actor(), epochDay(), rank());
    }

    /** Returns the rows as the core takes them. */
    Dataset<Row> packed(Dataset<Row> rows) {
        Column[] values = fields.stream()
                .map(field -> coalesce(value(field), lit(Double.NaN)))
                .toArray(Column[]::new);
        return rows.select(
                actor(),
                epochDay(),
                rank(),
                array(values).as(VALUES),
                lit(new byte[0]).as(STATE));
    }

    /** Returns packed rows with those of each actor together, in the order of days and ranks. */
    static Dataset<ActorDayRow> byActor(Dataset<Row> packed) {
        // The hash first: Spark's sort compares the first 8 bytes cheaply, and names often begin alike.
        return packed.repartition(col(ACTOR))
                .withColumn(ACTOR_HASH, xxhash64(col(ACTOR)))
                .sortWithinPartitions(col(ACTOR_HASH), col(ACTOR), col(DAY), col(RANK))
                .as(Encoders.bean(ActorDayRow.class));
    }

    /** Returns a condition that holds for rows without actor, day or order, or with a value that is no finite number. */
    Column incomplete() {
        Column bad = actor().equalTo(lit("")).or(day().isNull());
        if (ordered()) {
            bad = bad.or(named(options.orderColumn().orElseThrow()).isNull());
        }
        for (StructField field : fields) {
            bad = bad.or(isNoNumber(field));
        }
        return bad;
    }

    private static Column isNoNumber(StructField field) {
        Column value = value(field);
        return field.dataType() instanceof BooleanType
                ? value.isNull()
                : value.isNull()
                        .or(value.isNaN())
                        .or(value.equalTo(lit(Double.POSITIVE_INFINITY)))
                        .or(value.equalTo(lit(Double.NEGATIVE_INFINITY)));
    }

    /** Says what is wrong with an incomplete row, without naming the actor. */
    String complaint(Dataset<Row> rows, Row row) {
        Object day = row.get(row.fieldIndex(options.dayColumn()));
        String place = day == null ? "a row" : "a row of " + day;
        for (String name : rows.columns()) {
            Object value = row.get(row.fieldIndex(name));
            boolean isEmptyActor = name.equals(options.actorColumn()) && "".equals(value);
            if (value == null || isEmptyActor) {
                return place + ", column '" + name + "': the value is missing; fill it or leave the row out";
            }
            if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
                return place + ", column '" + name + "': expected a finite number, but was " + number;
            }
        }
        return place + ", column '" + options.dayColumn() + "': expected a day as yyyy-MM-dd";
    }

    /** Returns the enriched rows with the columns of the user, base columns in their own types; last score and reasons. */
    Dataset<Row> unpacked(Dataset<ScoredRow> scored, FeatureSchema enriched) {
        List<Column> columns = new ArrayList<>();
        for (String name : enriched.columns()) {
            if (name.equals(FeatureSchema.ACTOR)) {
                columns.add(col(ACTOR).as(options.actorColumn()));
            } else if (name.equals(FeatureSchema.DAY)) {
                columns.add(expr("date_from_unix_date(" + DAY + ")").as(options.dayColumn()));
            } else {
                int feature = enriched.featureIndex(name);
                columns.add(cell(feature, name).as(name));
            }
        }
        options.orderColumn().ifPresent(name -> columns.add(col(RANK).as(name)));
        columns.add(col(SCORE).as(RESULT_SCORE));
        columns.add(col(REASONS).as(RESULT_REASONS));
        return scored.toDF().select(columns.toArray(Column[]::new));
    }

    private Column cell(int feature, String name) {
        Column value = col(VALUES).getItem(feature);
        // A base column that is overwritten by a derived one of its name holds real numbers from then on.
        if (feature >= fields.size() || isDerivedName(name)) {
            return value;
        }
        DataType type = fields.get(feature).dataType();
        boolean whole = isWhole(type) || type instanceof BooleanType;
        return whole ? value.cast(type) : value;
    }
}
