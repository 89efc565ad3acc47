package dev.ueba.forest;

import java.util.Arrays;

/**
 * The different thresholds of one column, and how many of them are below a value.
 *
 * <p>Immutable and safe to share between threads.
 */
final class ColumnRanks {

    /*
     * A grid of equal cells between the smallest and the largest threshold says where to begin: all thresholds of earlier
     * cells are below the value, because which cell a number falls into never decreases with the number. There are so many
     * cells that most have no threshold, and the loop that counts on within one is seldom entered: with 2 cells to a
     * threshold it cost four times as much (100 columns of normal values). Zero, the value of most counts, has its rank
     * ready.
     */
    private static final int CELLS_PER_THRESHOLD = 16;
    private static final int MIN_CELLS = 1 << 9;
    private static final int MAX_CELLS = 1 << 14;

    private final float[] thresholds;
    private final short[] cellStart;
    private final float low;
    private final float scale;
    private final short rankOfZero;

    /** Creates ranks of ascending, different thresholds: at least one, at most {@link Short#MAX_VALUE}. */
    ColumnRanks(float[] thresholds) {
        // One more that no value exceeds, so that counting ends by itself.
        this.thresholds = Arrays.copyOf(thresholds, thresholds.length + 1);
        this.thresholds[thresholds.length] = Float.POSITIVE_INFINITY;
        int count = thresholds.length;
        int cells = Math.max(MIN_CELLS, Math.min(MAX_CELLS, CELLS_PER_THRESHOLD * count));
        this.low = thresholds[0];
        float width = thresholds[count - 1] - low;
        // A width beyond float makes the scale 0 and all one cell: slower, still right.
        this.scale = width > 0f ? cells / width : 0f;
        this.cellStart = new short[cells + 1];
        for (float threshold : thresholds) {
            cellStart[cell(threshold) + 1]++;
        }
        for (int cell = 0; cell < cells; cell++) {
            cellStart[cell + 1] += cellStart[cell];
        }
        this.rankOfZero = (short) rank(0f);
    }

    int count() {
        return thresholds.length - 1;
    }

    /** Returns the place of a threshold. */
    int indexOf(float threshold) {
        return Arrays.binarySearch(thresholds, threshold);
    }

    /** Writes for each value, rounded to float, the number of thresholds below it. */
    void ranks(double[] values, int length, short[] target) {
        for (int i = 0; i < length; i++) {
            float value = (float) values[i];
            target[i] = value == 0f ? rankOfZero : (short) rank(value);
        }
    }

    private int rank(float value) {
        int rank = cellStart[cell(value)];
        while (thresholds[rank] < value) {
            rank++;
        }
        return rank;
    }

    private int cell(float value) {
        // Too small is negative, too large is beyond the end, both are clamped; the product never decreases with the
        // value.
        int cell = (int) ((value - low) * scale);
        return Math.max(0, Math.min(cell, cellStart.length - 2));
    }
}
