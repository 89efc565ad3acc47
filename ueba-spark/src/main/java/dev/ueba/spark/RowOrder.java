package dev.ueba.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Whether training rows have a defined order, and which of equal rows stay. */
final class RowOrder {

    private RowOrder() {}

    /** Returns what refuses rows of which two have the same place. */
    static IllegalArgumentException undefined() {
        return new IllegalArgumentException(
                "the row order, which decides the rows that trees are grown on, is not defined:"
                        + " two different rows have the same order number or, without an order column, the same actor and"
                        + " day; number the rows in a column and name it in the options");
    }

    /** Tells whether two rows may be equal in all columns but the order: if an actor has two rows of a day. */
    static boolean mayRepeat(Dataset<Row> rows, BaseColumns columns) {
        return !columns.keys(rows)
                .groupBy(BaseColumns.ACTOR, BaseColumns.DAY)
                .count()
                .filter(col("count").gt(lit(1)))
                .isEmpty();
    }

    /** Drops rows that are equal in all columns but the order; the first in the order stays. */
    static Dataset<Row> distinct(Dataset<Row> training, SparkUebaOptions options) {
        String order = options.orderColumn().orElse(options.dayColumn());
        Column[] compared = Arrays.stream(training.columns())
                .filter(name -> options.orderColumn().filter(name::equals).isEmpty())
                .map(BaseColumns::named)
                .toArray(Column[]::new);
        return training.withColumn(
                        "ueba_copy",
                        row_number().over(Window.partitionBy(compared).orderBy(BaseColumns.named(order))))
                .filter(col("ueba_copy").equalTo(lit(1)))
                .drop("ueba_copy");
    }
}
