package dev.ueba.spark;

import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.NumberKind;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Tables of the core as data frames, and back. */
final class Frames {

    static final String ORDER = "row";

    private Frames() {}

    /** Returns a table as a data frame with its row numbers in the column {@link #ORDER}. */
    static Dataset<Row> numbered(FeatureTable table, int partitions) {
        List<StructField> fields = new ArrayList<>();
        for (String column : table.schema().columns()) {
            if (column.equals(FeatureSchema.ACTOR)) {
                fields.add(DataTypes.createStructField(column, DataTypes.StringType, true));
            } else if (column.equals(FeatureSchema.DAY)) {
                fields.add(DataTypes.createStructField(column, DataTypes.DateType, true));
            } else {
                boolean real = table.kind(table.schema().featureIndex(column)) == NumberKind.REAL;
                fields.add(
                        DataTypes.createStructField(column, real ? DataTypes.DoubleType : DataTypes.IntegerType, true));
            }
        }
        fields.add(DataTypes.createStructField(ORDER, DataTypes.LongType, true));
        List<Row> rows = IntStream.range(0, table.rowCount())
                .mapToObj(row -> rowOf(table, row, fields))
                .toList();
        return Sessions.shared()
                .createDataFrame(rows, new StructType(fields.toArray(StructField[]::new)))
                .repartition(partitions);
    }

    private static Row rowOf(FeatureTable table, int row, List<StructField> fields) {
        Object[] cells = new Object[fields.size()];
        for (int i = 0; i < cells.length; i++) {
            String name = fields.get(i).name();
            if (name.equals(FeatureSchema.ACTOR)) {
                cells[i] = table.actor(row);
            } else if (name.equals(FeatureSchema.DAY)) {
                cells[i] = Date.valueOf(table.day(row));
            } else if (name.equals(ORDER)) {
                cells[i] = (long) row;
            } else {
                double value = table.value(row, table.schema().featureIndex(name));
                if (fields.get(i).dataType() == DataTypes.IntegerType) {
                    cells[i] = (int) value;
                } else {
                    cells[i] = value;
                }
            }
        }
        return RowFactory.create(cells);
    }

    static Dataset<Row> plain(FeatureTable table, int partitions) {
        return numbered(table, partitions).drop(ORDER);
    }

    /** Returns a table with the rows by day, then actor. */
    static FeatureTable byDayThenActor(FeatureTable table) {
        return table.selectRows(IntStream.range(0, table.rowCount())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(table::epochDay).thenComparing(table::actor))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** Returns base features of a made organisation. */
    static FeatureTable organisation(int actors, int days, long seed) {
        return SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                        .withActors(actors)
                        .withDays(days)
                        .withAttacks(3)
                        .withSeed(seed))
                .baseFeatures();
    }

    static FeatureTable table(FeatureSchema schema, Consumer<FeatureTableBuilder> content) {
        FeatureTableBuilder builder = new FeatureTableBuilder(schema);
        content.accept(builder);
        return builder.build();
    }

    /** Returns the rows as text, every number with all its bits. */
    static List<String> lines(Dataset<Row> rows) {
        String[] columns = rows.columns();
        return rows.collectAsList().stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < columns.length; i++) {
                        line.append(' ').append(columns[i]).append('=');
                        line.append(
                                row.get(i) instanceof Number number
                                        ? bits(number.doubleValue())
                                        : String.valueOf(row.get(i)));
                    }
                    return line.toString();
                })
                .toList();
    }

    /** Returns a row of a table as {@link #lines} does, and what {@code end} adds. */
    static String line(FeatureTable table, int row, String end) {
        StringBuilder line = new StringBuilder();
        for (String column : table.schema().columns()) {
            line.append(' ').append(column).append('=');
            if (column.equals(FeatureSchema.ACTOR)) {
                line.append(table.actor(row));
            } else if (column.equals(FeatureSchema.DAY)) {
                line.append(table.day(row));
            } else {
                line.append(bits(table.value(row, table.schema().featureIndex(column))));
            }
        }
        return line + end;
    }

    static List<String> lines(FeatureTable table) {
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> line(table, row, ""))
                .toList();
    }

    static String bits(double value) {
        return Long.toHexString(Double.doubleToRawLongBits(value));
    }
}
