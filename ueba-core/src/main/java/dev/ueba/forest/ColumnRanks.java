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
     *
     * Values stay doubles: rounding each to float made every value wait for the one before (a conversion keeps half of its
     * register), 330 instead of 270 ns a row (100 columns). So thresholds are taken up to the last double that rounds to them.
     */
    private static final int CELLS_PER_THRESHOLD = 16;
    private static final int MIN_CELLS = 1 << 9;
    private static final int MAX_CELLS = 1 << 14;

    /** How many values tell whether a column is mostly zero; either way the ranks are the same. */
    private static final int LOOKED_AT = 32;

    private final float[] thresholds;
    /** Per threshold the largest double that rounds to a float up to it, and one more that no value exceeds. */
    private final double[] bounds;

    private final short[] cellStart;
    private final double low;
    private final double scale;
    private final short rankOfZero;

    /** Creates ranks of ascending, different thresholds: at least one, at most {@link Short#MAX_VALUE}. */
    ColumnRanks(float[] thresholds) {
        this.thresholds = thresholds.clone();
        int count = thresholds.length;
        this.bounds = new double[count + 1];
        for (int i = 0; i < count; i++) {
            bounds[i] = largestRoundingTo(thresholds[i]);
        }
        // So that counting ends by itself.
        bounds[count] = Double.POSITIVE_INFINITY;
        int cells = Math.max(MIN_CELLS, Math.min(MAX_CELLS, CELLS_PER_THRESHOLD * count));
        this.low = bounds[0];
        double width = bounds[count - 1] - low;
        this.scale = width > 0.0 ? cells / width : 0.0;
        this.cellStart = new short[cells];
        for (int i = 0; i < count; i++) {
            cellStart[cell(bounds[i])]++;
        }
        short earlier = 0;
        for (int cell = 0; cell < cells; cell++) {
            short here = cellStart[cell];
            cellStart[cell] = earlier;
            earlier += here;
        }
        this.rankOfZero = (short) rank(0.0);
    }

    int count() {
        return thresholds.length;
    }

    /** Returns the place of a threshold. */
    int indexOf(float threshold) {
        return Arrays.binarySearch(thresholds, threshold);
    }

    /**
     * Writes for each of {@code values[from]} to {@code values[from + length - 1]}, rounded to float, the number of thresholds
     * below it; for NaN any of the possible numbers.
     *
     * @param busyRows scratch, of at least this length
     */
    void ranks(double[] values, int from, int length, short[] target, int[] busyRows) {
        if (looksSparse(values, from, length)) {
            ranksOfSparse(values, from, length, target, busyRows);
        } else {
            for (int i = 0; i < length; i++) {
                target[i] = (short) rank(values[from + i]);
            }
        }
    }

    private static boolean looksSparse(double[] values, int from, int length) {
        int looked = Math.min(length, LOOKED_AT);
        int zeros = 0;
        for (int i = 0; i < looked; i++) {
            zeros += values[from + i] == 0.0 ? 1 : 0;
        }
        return 2 * zeros > looked;
    }

    /** Ranks the few values that are not zero, found without a branch: 110 instead of 190 ns a row (72 columns of counts). */
    private void ranksOfSparse(double[] values, int from, int length, short[] target, int[] busyRows) {
        int busy = 0;
        for (int i = 0; i < length; i++) {
            busyRows[busy] = i;
            long withoutSign = Double.doubleToRawLongBits(values[from + i]) << 1;
            busy += (int) ((withoutSign | -withoutSign) >>> 63);
        }
        Arrays.fill(target, 0, length, rankOfZero);
        for (int i = 0; i < busy; i++) {
            target[busyRows[i]] = (short) rank(values[from + busyRows[i]]);
        }
    }

    private int rank(double value) {
        int rank = cellStart[cell(value)];
        // The first step by the sign of a difference, as no processor foretells it; a second one is rare.
        rank += (int) (Double.doubleToRawLongBits(bounds[rank] - value) >>> 63);
        while (bounds[rank] < value) {
            rank++;
        }
        return rank;
    }

    private int cell(double value) {
        int cell = (int) ((value - low) * scale); // never decreases with the value
        if (cell >= 0 && cell < cellStart.length) {
            return cell;
        }
        return cell < 0 ? 0 : cellStart.length - 1;
    }

    /** Returns the largest double that, rounded to float, is not above a finite threshold. */
    static double largestRoundingTo(float threshold) {
        float next = Math.nextUp(threshold);
        if (Float.isInfinite(next)) {
            return Double.longBitsToDouble(InputColumns.LARGEST_BITS);
        }
        double middle = ((double) threshold + next) / 2.0;
        // Half way, rounding goes to the float whose last bit is 0.
        return (Float.floatToRawIntBits(threshold) & 1) == 0 ? middle : Math.nextDown(middle);
    }
}
