package dev.ueba.baseline;

import java.util.Arrays;

/** The values of one feature of one actor in ascending order, for medians. Not thread-safe. */
final class SortedValues {

    private double[] values = new double[8];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Returns the value at a place of the ascending order. */
    double get(int place) {
        return values[place];
    }

    /** Replaces everything by numbers that already ascend; takes the array over. */
    void restore(double[] ascending) {
        values = ascending.length == 0 ? values : ascending;
        size = ascending.length;
    }

    /** Returns an independent copy. */
    SortedValues copy() {
        SortedValues copy = new SortedValues();
        copy.restore(Arrays.copyOf(values, size));
        return copy;
    }

    /** Inserts a number; cost grows with the number of larger values. */
    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        int place = Arrays.binarySearch(values, 0, size, value);
        int insertion = place >= 0 ? place : -place - 1;
        System.arraycopy(values, insertion, values, insertion + 1, size - insertion);
        values[insertion] = value;
        size++;
    }

    /** Returns the middle value, or half the sum of the two middle ones. */
    double median() {
        int middle = size / 2;
        return size % 2 == 1 ? values[middle] : (values[middle] + values[middle - 1]) / 2;
    }

    /**
     * Returns the median of the distances to {@code median}. The distances grow from the middle outwards on either side, so
     * taking the smaller of the two sides again and again yields them in ascending order.
     */
    double medianAbsoluteDeviation(double median) {
        int above = size / 2;
        int below = above - 1;
        double previous = 0.0;
        double current = 0.0;
        for (int taken = 0; taken <= size / 2; taken++) {
            previous = current;
            double up = above < size ? Math.abs(values[above] - median) : Double.POSITIVE_INFINITY;
            double down = below >= 0 ? Math.abs(values[below] - median) : Double.POSITIVE_INFINITY;
            if (up <= down) {
                current = up;
                above++;
            } else {
                current = down;
                below--;
            }
        }
        return size % 2 == 1 ? current : (current + previous) / 2;
    }
}
