package dev.ueba.forest;

import dev.ueba.feature.FeatureTable;
import java.util.Objects;
import java.util.Optional;

/**
 * Checked numbers to grow or score on, whichever way they came in. All values are finite and fit into a {@code float}.
 *
 * <p>Immutable as long as the caller leaves the arrays alone.
 */
sealed interface InputColumns {

    int rowCount();

    int featureCount();

    /** Writes {@code target[i]} = the value of row {@code rows[i]}, rounded to float, for {@code from <= i < to}. */
    void gather(int feature, int[] rows, int from, int to, float[] target);

    /** Copies rows {@code [fromRow, fromRow + length)} of a column to the start of {@code target}. */
    void copy(int feature, int fromRow, int length, double[] target);

    /** Returns a view of a table; costs nothing, as tables know what forests must refuse. */
    static InputColumns of(FeatureTable table) {
        refuse(table, table.firstMissing(), "a number, but the value is missing");
        refuse(table, table.firstBeyondFloat(), "a number in the range of float");
        return new OfTable(table);
    }

    /** Returns a view of {@code columns[feature][row]} after looking at every value. */
    static InputColumns of(double[][] columns) {
        Objects.requireNonNull(columns, "columns");
        if (columns.length == 0) {
            throw new IllegalArgumentException("a forest needs at least 1 column, but there are 0");
        }
        int rows = columns[0].length;
        for (int feature = 0; feature < columns.length; feature++) {
            double[] column = columns[feature];
            if (column.length != rows) {
                throw new IllegalArgumentException(
                        "column " + feature + " has " + column.length + " rows, but column 0 has " + rows);
            }
            for (int row = 0; row < rows; row++) {
                check(column[row], row, feature);
            }
        }
        return new OfArrays(columns, rows);
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
    }

    /** Arrays, one per column. */
    final class OfArrays implements InputColumns {
        private final double[][] columns;
        private final int rowCount;

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
        }
    }
}
