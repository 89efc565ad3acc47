package dev.ueba.forest;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checked numbers to grow or score on, whichever way they came in. All values are finite and fit into a {@code float}.
 *
 * <p>As safe to share between threads as the caller leaves the arrays alone.
 */
sealed interface InputColumns {

    /** The bits of the largest double that does not round to an infinite float: the one below 2^128 - 2^103. */
    long LARGEST_BITS = Double.doubleToRawLongBits(Math.nextDown(0x1.ffffffp127));

    int rowCount();

    int featureCount();

    /** Writes {@code target[i]} = the value of row {@code rows[i]}, rounded to float, for {@code from <= i < to}. */
    void gather(int feature, int[] rows, int from, int to, float[] target);

    /**
     * Copies rows {@code [fromRow, fromRow + length)} of a column to the start of {@code target}; zeros if one of them is not
     * sound.
     */
    void copy(int feature, int fromRow, int length, double[] target);

    /**
     * Returns all rows of a column where they lie, or null if they do not lie in an array; whoever reads them in another way
     * than by {@link #copy} hands each stretch to {@link #look}. A copy costs 0.5 ns a value.
     */
    double @Nullable [] array(int feature);

    /** Checks rows {@code [fromRow, fromRow + length)} of a column. */
    void look(int feature, int fromRow, int length);

    /** Throws if a value that was copied or looked at is NaN, infinite or beyond float: names the first such column and its first such row. */
    void requireSound();

    /** Returns a view of a table; costs nothing, as tables know what forests must refuse. */
    static InputColumns of(FeatureTable table) {
        refuse(table, table.firstMissing(), "a number, but the value is missing");
        refuse(table, table.firstBeyondFloat(), "a number in the range of float");
        return new OfTable(table);
    }

    /** Returns a view of {@code columns[feature][row]} after looking at every value. */
    static InputColumns of(double[][] columns) {
        InputColumns input = lookedAtWhenCopied(columns);
        checkAll(columns);
        return input;
    }

    /**
     * Returns a view of {@code columns[feature][row]} whose values are looked at when they are copied; whoever copies all of
     * them calls {@link #requireSound} in the end. A look of its own costs 80 ns a row (72 columns), as much as reading them.
     */
    static InputColumns lookedAtWhenCopied(double[][] columns) {
        Objects.requireNonNull(columns, "columns");
        if (columns.length == 0) {
            throw new IllegalArgumentException("a forest needs at least 1 column, but there are 0");
        }
        int rows = columns[0].length;
        for (int feature = 0; feature < columns.length; feature++) {
            if (columns[feature].length != rows) {
                throw new IllegalArgumentException(
                        "column " + feature + " has " + columns[feature].length + " rows, but column 0 has " + rows);
            }
        }
        return new OfArrays(columns, rows);
    }

    /** Tells whether all values survive the rounding to float, without a branch a value. */
    private static boolean fitFloat(double[] values, int from, int length) {
        long tooLarge = 0L;
        for (int row = from; row < from + length; row++) {
            // Without the sign, larger numbers have larger bits, infinity and NaN the largest.
            tooLarge |= LARGEST_BITS - (Double.doubleToRawLongBits(values[row]) & Long.MAX_VALUE);
        }
        return tooLarge >= 0L;
    }

    private static void checkAll(double[][] columns) {
        for (int feature = 0; feature < columns.length; feature++) {
            double[] column = columns[feature];
            if (!fitFloat(column, 0, column.length)) {
                for (int row = 0; row < column.length; row++) {
                    check(column[row], row, feature);
                }
            }
        }
    }

    /** Refuses what does not survive the rounding to float. */
    static void check(double value, int row, int feature) {
        // NaN and infinities stay what they are, and what is too large becomes infinite.
        if (!(Math.abs((float) value) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("row " + row + ", column " + feature
                    + ": expected a finite number in the range of float, but was " + value);
        }
    }

    private static void refuse(FeatureTable table, Optional<FeatureTable.Cell> cell, String expected) {
        if (cell.isPresent()) {
            throw new IllegalArgumentException("row " + cell.get().row() + ", column '"
                    + table.schema().features().get(cell.get().feature()) + "': expected " + expected);
        }
    }

    /** The features of a table. */
    record OfTable(FeatureTable table) implements InputColumns {
        @Override
        public int rowCount() {
            return table.rowCount();
        }

        @Override
        public int featureCount() {
            return table.featureCount();
        }

        @Override
        public void gather(int feature, int[] rows, int from, int to, float[] target) {
            for (int i = from; i < to; i++) {
                target[i] = (float) table.value(rows[i], feature);
            }
        }

        @Override
        public void copy(int feature, int fromRow, int length, double[] target) {
            table.copyColumn(feature, fromRow, target, 0, length);
        }

        @Override
        public double @Nullable [] array(int feature) {
            return null;
        }

        @Override
        public void look(int feature, int fromRow, int length) {
            // Looked at in of(table).
        }

        @Override
        public void requireSound() {
            // Looked at in of(table).
        }
    }

    /** Arrays, one per column. */
    final class OfArrays implements InputColumns {
        private final double[][] columns;
        private final int rowCount;
        private volatile boolean metUnsound;

        private OfArrays(double[][] columns, int rowCount) {
            this.columns = columns;
            this.rowCount = rowCount;
        }

        @Override
        public int rowCount() {
            return rowCount;
        }

        @Override
        public int featureCount() {
            return columns.length;
        }

        @Override
        public void gather(int feature, int[] rows, int from, int to, float[] target) {
            double[] column = columns[feature];
            for (int i = from; i < to; i++) {
                target[i] = (float) column[rows[i]];
            }
        }

        @Override
        public void copy(int feature, int fromRow, int length, double[] target) {
            System.arraycopy(columns[feature], fromRow, target, 0, length);
            if (!fitFloat(target, 0, length)) {
                metUnsound = true;
                Arrays.fill(target, 0, length, 0.0);
            }
        }

        @Override
        public double[] array(int feature) {
            return columns[feature];
        }

        @Override
        public void look(int feature, int fromRow, int length) {
            if (!fitFloat(columns[feature], fromRow, length)) {
                metUnsound = true;
            }
        }

        @Override
        public void requireSound() {
            if (metUnsound) {
                checkAll(columns);
            }
        }
    }

    /**
     * Only those rows of a table that trees are grown on, under the numbers they have in the whole; for growing, not for
     * scoring. Without any rows: for drawing, not for growing.
     *
     * @param columns of the rows at hand, checked
     * @param rows their numbers, ascending
     * @param rowCount rows of the whole table
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfDrawnRows(double[][] columns, int[] rows, int rowCount) implements InputColumns {
        @Override
        public int featureCount() {
            return columns.length;
        }

        @Override
        public void gather(int feature, int[] wanted, int from, int to, float[] target) {
            double[] column = columns[feature];
            for (int i = from; i < to; i++) {
                target[i] = (float) column[Arrays.binarySearch(rows, wanted[i])];
            }
        }

        @Override
        public void copy(int feature, int fromRow, int length, double[] target) {
            throw new UnsupportedOperationException("only the rows drawn for trees are here");
        }

        @Override
        public double @Nullable [] array(int feature) {
            return null;
        }

        @Override
        public void look(int feature, int fromRow, int length) {
            // Looked at by whoever chose the rows.
        }

        @Override
        public void requireSound() {
            // Looked at by whoever chose the rows.
        }
    }
}
