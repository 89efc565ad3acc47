package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/** What is known of one actor's past days: the running moments of every tracked feature. Not thread-safe. */
final class ActorHistory {

    /*
     * Moments of all tracked features one after another in one array. Missing values are skipped, so every feature has its own
     * count. Modified z-scores need medians and therefore the values themselves.
     */

    /** Scales a median absolute deviation to a standard deviation: the 75 % quantile of the normal distribution. */
    private static final double MODIFIED_Z_FACTOR = 0.6745;

    private final DeviationColumns columns;
    private final boolean keepNegative;
    private final double[] moments;
    private final int[] counts;
    private final SortedValues[] values;
    private int rowCount;
    private int lastDay = Integer.MIN_VALUE;

    ActorHistory(DeviationColumns columns, DeviationOptions options) {
        this.columns = columns;
        this.keepNegative = options.keepNegativeZScores();
        this.moments = new double[columns.trackedCount() * Moments.STRIDE];
        this.counts = new int[columns.trackedCount()];
        this.values = new SortedValues[options.modifiedZScores() ? columns.trackedCount() : 0];
        for (int i = 0; i < values.length; i++) {
            values[i] = new SortedValues();
        }
    }

    /** Returns an independent copy. */
    ActorHistory copy() {
        ActorHistory copy = new ActorHistory(this);
        for (int i = 0; i < values.length; i++) {
            copy.values[i] = values[i].copy();
        }
        return copy;
    }

    private ActorHistory(ActorHistory other) {
        columns = other.columns;
        keepNegative = other.keepNegative;
        moments = other.moments.clone();
        counts = other.counts.clone();
        values = new SortedValues[other.values.length];
        rowCount = other.rowCount;
        lastDay = other.lastDay;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(moments, 0.0);
        Arrays.fill(counts, 0);
        for (SortedValues sorted : values) {
            sorted.clear();
        }
        rowCount = 0;
        lastDay = Integer.MIN_VALUE;
    }

    int rowCount() {
        return rowCount;
    }

    /** Returns the newest day added; meaningless without rows. */
    int lastDay() {
        return lastDay;
    }

    /** Adds a row of the base table to what is known. */
    void add(FeatureTable base, int row) {
        for (int tracked = 0; tracked < counts.length; tracked++) {
            double value = base.value(row, columns.baseFeature(tracked));
            if (Double.isNaN(value)) {
                continue;
            }
            int count = ++counts[tracked];
            Moments.add(moments, tracked * Moments.STRIDE, count, value);
            if (values.length > 0) {
                values[tracked].add(value);
            }
        }
        rowCount++;
        lastDay = Math.max(lastDay, base.epochDay(row));
    }

    /**
     * Writes the deviations of a row from what is known, at their places among the enriched features; other places are left
     * alone. Without any history all deviations are 0.
     */
    void deviations(FeatureTable base, int row, double[] enrichedRow) {
        double largest = 0.0;
        for (int tracked = 0; tracked < counts.length; tracked++) {
            double value = base.value(row, columns.baseFeature(tracked));
            int place = columns.zPlace(tracked);
            if (place >= 0) {
                double z = zScore(tracked, value);
                enrichedRow[place] = z;
                if (z > largest) {
                    largest = z;
                }
            }
            int modifiedPlace = columns.modifiedZPlace(tracked);
            if (modifiedPlace >= 0) {
                enrichedRow[modifiedPlace] = modifiedZScore(tracked, value);
            }
        }
        if (columns.compositePlace() >= 0) {
            enrichedRow[columns.compositePlace()] = rowCount == 0 ? 0.0 : withBaseColumns(largest, base, row);
        }
    }

    /** Returns the z of a value of a tracked feature; 0 without any history. */
    double zScore(int tracked, double value) {
        return rowCount == 0
                ? 0.0
                : Moments.zScore(moments, tracked * Moments.STRIDE, counts[tracked], value, keepNegative);
    }

    private double withBaseColumns(double largest, FeatureTable base, int row) {
        double max = largest;
        for (int feature : columns.baseColumnsOfComposite()) {
            double value = base.value(row, feature);
            if (value > max) {
                max = value;
            }
        }
        return max;
    }

    /** Returns the modified z of a value of a tracked feature, if these are derived; 0 without any history. */
    double modifiedZScore(int tracked, double value) {
        SortedValues history = values[tracked];
        if (history.size() == 0) {
            return 0.0;
        }
        double median = history.median();
        double spread = history.medianAbsoluteDeviation(median);
        return spread > 0.0 ? MODIFIED_Z_FACTOR * (value - median) / spread : 0.0;
    }

    // What follows is for BaselineFormat.

    double[] moments() {
        return moments;
    }

    int[] counts() {
        return counts;
    }

    SortedValues[] values() {
        return values;
    }

    void restore(int rows, int newestDay) {
        rowCount = rows;
        lastDay = newestDay;
    }
}
