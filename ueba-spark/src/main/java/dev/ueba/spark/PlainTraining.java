package dev.ueba.spark;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import dev.ueba.feature.FeatureSchema;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Training rows that have all their columns already, in any order; computed about four times. */
final class PlainTraining implements DistributedTraining.Source {

    private final FeatureSchema schema;
    private final boolean ordered;
    private final Dataset<Row> packed;
    private final TableMaker maker;
    private final RowNumbers numbers;
    private final long givenRows;

    PlainTraining(Dataset<Row> training, BaseColumns columns, SparkUebaOptions options) {
        this.schema = columns.schema();
        this.ordered = columns.ordered();
        this.maker = new TableMaker.Plain(schema);
        RowNumbers given = new RowNumbers(columns.keys(training), ordered);
        this.givenRows = given.rowCount();
        boolean mayRepeat = ordered ? RowOrder.mayRepeat(training, columns) : given.hasRepeats();
        Dataset<Row> distinct = mayRepeat ? RowOrder.distinct(training, options) : training;
        this.numbers = mayRepeat ? new RowNumbers(columns.keys(distinct), ordered) : given;
        if (numbers.hasRepeats()) {
            throw RowOrder.undefined();
        }
        this.packed = columns.packed(distinct);
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public long rowCount() {
        return numbers.rowCount();
    }

    @Override
    public long givenRows() {
        return givenRows;
    }

    @Override
    public List<double[]> rows(SparkSession session, int[] drawn) {
        List<RowNumbers.Found> found = numbers.find(drawn);
        Map<Key, Integer> places = new HashMap<>();
        for (RowNumbers.Found one : found) {
            places.put(keyOf(one.key()), one.number());
        }
        Dataset<Row> keys = session.createDataFrame(
                found.stream().map(one -> keyRow(one.key())).toList(), keyType());
        return asRows(withKeys(packed, keys, ordered))
                .mapPartitions(new ScoringFunction(maker, null), Encoders.bean(ScoredRow.class))
                .collectAsList()
                .stream()
                .filter(row -> places.containsKey(keyOf(row)))
                .sorted(Comparator.comparingInt(row -> places.getOrDefault(keyOf(row), -1)))
                .map(ScoredRow::getValues)
                .toList();
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
    private static Dataset<Row> withKeys(Dataset<Row> rows, Dataset<Row> keys, boolean byRank) {
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

    @Override
    public JavaRDD<ScoreChunk> chunks(Broadcast<ModelHandle> model) {
        return asRows(packed)
                .mapPartitions(new ChunkFunction(maker, model), Encoders.bean(ScoreChunk.class))
                .toJavaRDD();
    }

    private static Dataset<ActorDayRow> asRows(Dataset<Row> packed) {
        return packed.as(Encoders.bean(ActorDayRow.class));
    }
}
