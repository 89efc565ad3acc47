package dev.ueba.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one feature in the narrowest form that holds all of them exactly. Grows in a {@link FeatureTableBuilder};
 * once in a table it is not changed any more and may be shared between threads.
 */
final class NumberColumn {

    /*
     * Exactly one of the arrays is there. Most features are counts below 128, so that a table takes about a seventh of what it
     * would as doubles: 10 million rows of 37 features fit into 0.5 GB, and reading a column is less waiting for memory.
     * -0.0 and NaN have no whole number and make a column one of doubles.
     */
    private byte @Nullable [] bytes;
    private short @Nullable [] shorts;
    private int @Nullable [] ints;
    private double @Nullable [] doubles;

    private NumberColumn() {}

    /** Returns an empty column that is as narrow as can be. */
    static NumberColumn withCapacity(int capacity) {
        NumberColumn column = new NumberColumn();
        column.bytes = new byte[capacity];
        return column;
    }

    /** Returns a column over these very values. */
    static NumberColumn of(double[] values) {
        NumberColumn column = new NumberColumn();
        column.doubles = values;
        return column;
    }

    double get(int row) {
        if (bytes != null) {
            return bytes[row];
        }
        if (doubles != null) {
            return doubles[row];
        }
        return shorts != null ? shorts[row] : wide()[row];
    }

    /** Sets one value, and makes the column wider if it has to be. */
    void set(int row, double value) {
        int whole = (int) value;
        if (whole != value || (whole == 0 && 1.0 / value < 0.0)) {
            toDoubles()[row] = value;
        } else if (bytes != null && whole == (byte) whole) {
            bytes[row] = (byte) whole;
        } else if (doubles != null) {
            doubles[row] = value;
        } else if (ints == null && whole == (short) whole) {
            toShorts()[row] = (short) whole;
        } else {
            toInts()[row] = whole;
        }
    }

    private short[] toShorts() {
        if (shorts == null) {
            byte[] narrow = bytes == null ? new byte[0] : bytes;
            shorts = new short[narrow.length];
            for (int row = 0; row < narrow.length; row++) {
                shorts[row] = narrow[row];
            }
            bytes = null;
        }
        return shorts;
    }

    private int[] toInts() {
        if (ints == null) {
            ints = new int[capacity()];
            for (int row = 0; row < ints.length; row++) {
                ints[row] = (int) get(row);
            }
            bytes = null;
            shorts = null;
        }
        return ints;
    }

    private double[] toDoubles() {
        if (doubles == null) {
            double[] wider = new double[capacity()];
            copy(0, wider, 0, wider.length);
            doubles = wider;
            bytes = null;
            shorts = null;
            ints = null;
        }
        return doubles;
    }

    private int capacity() {
        if (bytes != null) {
            return bytes.length;
        }
        if (doubles != null) {
            return doubles.length;
        }
        return shorts != null ? shorts.length : wide().length;
    }

    /** Returns a column of another length: the first values of this one, then zeros. */
    NumberColumn withLength(int length) {
        NumberColumn copy = new NumberColumn();
        if (bytes != null) {
            copy.bytes = Arrays.copyOf(bytes, length);
        } else if (doubles != null) {
            copy.doubles = Arrays.copyOf(doubles, length);
        } else if (shorts != null) {
            copy.shorts = Arrays.copyOf(shorts, length);
        } else {
            copy.ints = Arrays.copyOf(wide(), length);
        }
        return copy;
    }

    void copy(int fromRow, double[] target, int offset, int length) {
        if (doubles != null) {
            System.arraycopy(doubles, fromRow, target, offset, length);
        } else if (bytes != null) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = bytes[fromRow + i];
            }
        } else {
            for (int i = 0; i < length; i++) {
                target[offset + i] = get(fromRow + i);
            }
        }
    }

    /** Returns a column of chosen rows, as narrow as this one. */
    NumberColumn select(int[] rows) {
        NumberColumn selected = new NumberColumn();
        if (bytes != null) {
            byte[] from = bytes;
            byte[] to = new byte[rows.length];
            for (int i = 0; i < rows.length; i++) {
                to[i] = from[rows[i]];
            }
            selected.bytes = to;
        } else if (doubles != null) {
            double[] from = doubles;
            double[] to = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                to[i] = from[rows[i]];
            }
            selected.doubles = to;
        } else if (shorts != null) {
            short[] to = new short[rows.length];
            for (int i = 0; i < rows.length; i++) {
                to[i] = shorts[rows[i]];
            }
            selected.shorts = to;
        } else {
            int[] to = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                to[i] = wide()[rows[i]];
            }
            selected.ints = to;
        }
        return selected;
    }

    /** Returns the values if they are doubles, not a copy; otherwise they are all finite and small. */
    double @Nullable [] doubles() {
        return doubles;
    }

    private int[] wide() {
        return ints == null ? new int[0] : ints;
    }
}
