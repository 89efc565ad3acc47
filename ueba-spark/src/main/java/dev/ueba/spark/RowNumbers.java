package dev.ueba.spark;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The place of every row in the row order, without moving more than actor, day and rank. */
final class RowNumbers {

    /**
     * A row that was asked for.
     *
     * @param number its place in the row order, from 0
     * @param key actor, day and rank
     */
    record Found(int number, Row key) {}

    /*
     * Spark sorts the keys by range, so the rows of a partition come before those of the next. Counting the partitions gives the
     * number of each one's first row. The sorted keys are shuffle files that the second pass reads again.
     */
    private final JavaRDD<Row> sorted;
    private final long[] starts;
    private final boolean repeats;

    /** {@code keys}: actor, day, rank; sorted by rank if {@code ordered}, otherwise by day, then actor. */
    RowNumbers(Dataset<Row> keys, boolean ordered) {
        Dataset<Row> sortedKeys =
                ordered ? keys.sort(col(BaseColumns.RANK)) : keys.sort(col(BaseColumns.DAY), col(BaseColumns.ACTOR));
        this.sorted = sortedKeys.javaRDD();
        List<long[]> counts = sorted.mapPartitionsWithIndex((index, rows) -> count(rows, ordered), true)
                .collect();
        this.starts = new long[counts.size() + 1];
        boolean anyRepeats = false;
        for (int partition = 0; partition < counts.size(); partition++) {
            starts[partition + 1] = starts[partition] + counts.get(partition)[0];
            // Equal keys are always in the same partition.
            anyRepeats |= counts.get(partition)[1] > 0;
        }
        this.repeats = anyRepeats;
    }

    private static Iterator<long[]> count(Iterator<Row> rows, boolean ordered) {
        long[] counts = new long[2];
        Row previous = null;
        while (rows.hasNext()) {
            Row row = rows.next();
            counts[0]++;
            if (previous != null) {
                boolean same = ordered
                        ? row.getLong(2) == previous.getLong(2)
                        : row.getInt(1) == previous.getInt(1)
                                && Objects.equals(row.getString(0), previous.getString(0));
                counts[1] += same ? 1 : 0;
            }
            previous = row;
        }
        return List.of(counts).iterator();
    }

    long rowCount() {
        return starts[starts.length - 1];
    }

    /** Tells whether two rows have the same place in the order. */
    boolean hasRepeats() {
        return repeats;
    }

    /** Returns rows by their numbers, which ascend. */
    List<Found> find(int[] numbers) {
        long[] first = starts;
        return sorted
                .mapPartitionsWithIndex((index, rows) -> find(rows, first[index], first[index + 1], numbers), true)
                .collect()
                .stream()
                .map(row -> new Found((int) row.getLong(0), row))
                .toList();
    }

    private static Iterator<Row> find(Iterator<Row> rows, long from, long to, int[] numbers) {
        int at = Arrays.binarySearch(numbers, (int) Math.min(from, Integer.MAX_VALUE));
        int next = at < 0 ? -at - 1 : at;
        List<Row> found = new ArrayList<>();
        long number = from;
        while (next < numbers.length && numbers[next] < to && rows.hasNext()) {
            Row row = rows.next();
            if (numbers[next] == number) {
                found.add(RowFactory.create(number, row.getString(0), row.getInt(1), row.getLong(2)));
                next++;
            }
            number++;
        }
        return found.iterator();
    }
}
