package dev.ueba.spark;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** Collects rows of an executor into tables of the core. Not thread-safe. */
final class RowBlock {

    /** So many rows the core scores as one piece, in the calling thread: Spark decides how many threads there are. */
    static final int ROWS = 2048;

    private final FeatureSchema schema;
    private final NumberKind[] kinds;
    private final String[] actors = new String[ROWS];
    private final int[] actorIndex = new int[ROWS];
    private final int[] days = new int[ROWS];
    private final long[] ranks = new long[ROWS];
    private double[][] columns;
    private int actorCount;
    private int rowCount;

    RowBlock(FeatureSchema schema) {
        this.schema = schema;
        this.kinds = new NumberKind[schema.featureCount()];
        Arrays.fill(kinds, NumberKind.REAL);
        this.columns = new double[schema.featureCount()][ROWS];
    }

    int rowCount() {
        return rowCount;
    }

    boolean isFull() {
        return rowCount == ROWS;
    }

    long rank(int row) {
        return ranks[row];
    }

    /** Fills up from an iterator; returns whether there is any row. */
    boolean fill(Iterator<ActorDayRow> rows) {
        while (rowCount < ROWS && rows.hasNext()) {
            add(rows.next());
        }
        return rowCount > 0;
    }

    /** Adds a row; not if the block is full. */
    void add(ActorDayRow row) {
        double[] values = row.getValues();
        if (row.getActor().isEmpty()) {
            throw new IllegalArgumentException("a row has no actor; every row needs one");
        }
        if (row.getDay() == Integer.MIN_VALUE) {
            throw new IllegalArgumentException("a row has no day; every row needs one");
        }
        if (values.length != columns.length) {
            throw new IllegalArgumentException(
                    "a row has " + values.length + " values, but there are " + columns.length + " features");
        }
        for (int feature = 0; feature < values.length; feature++) {
            columns[feature][rowCount] = values[feature];
        }
        if (actorCount == 0 || !actors[actorCount - 1].equals(row.getActor())) {
            actors[actorCount++] = row.getActor();
        }
        actorIndex[rowCount] = actorCount - 1;
        days[rowCount] = row.getDay();
        ranks[rowCount++] = row.getRank();
    }

    /**
     * Returns the rows added as a table and starts with none again. Actors that come back are a new entry of the dictionary, which
     * does no harm to streams and forests.
     */
    FeatureTable take() {
        double[][] taken = columns;
        if (rowCount < ROWS) {
            taken = new double[columns.length][];
            for (int feature = 0; feature < taken.length; feature++) {
                taken[feature] = Arrays.copyOf(columns[feature], rowCount);
            }
        } else {
            columns = new double[columns.length][ROWS];
        }
        requireNumbers(taken);
        FeatureTable table = FeatureTable.ofColumns(
                schema,
                Arrays.copyOf(actors, actorCount),
                Arrays.copyOf(actorIndex, rowCount),
                Arrays.copyOf(days, rowCount),
                taken,
                kinds);
        Optional<FeatureTable.Cell> beyond = table.firstBeyondFloat();
        if (beyond.isPresent()) {
            throw refused(beyond.get().row(), beyond.get().feature(), "a number in the range of float");
        }
        actorCount = 0;
        rowCount = 0;
        return table;
    }

    private void requireNumbers(double[][] taken) {
        for (int feature = 0; feature < taken.length; feature++) {
            double sum = 0.0;
            for (double value : taken[feature]) {
                // 0 times what is not finite is NaN, and stays it.
                sum += 0.0 * value;
            }
            for (int row = 0; row < rowCount && Double.isNaN(sum); row++) {
                if (!Double.isFinite(taken[feature][row])) {
                    throw refused(row, feature, "a finite number, but it is missing, NaN or infinite");
                }
            }
        }
    }

    private IllegalArgumentException refused(int row, int feature, String expected) {
        return new IllegalArgumentException("column '" + schema.features().get(feature) + "', a row of "
                + LocalDate.ofEpochDay(days[row]) + ": expected " + expected);
    }
}
