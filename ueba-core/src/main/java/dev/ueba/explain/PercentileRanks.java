package dev.ueba.explain;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/**
 * Where values stand among all rows of a table: the mean of the shares of rows below a value and of rows not above it, as a
 * percentage.
 *
 * <p>The rank of the largest of 1,000 different values is 99.95, of a value that all rows share 50. Missing values (NaN) of the
 * table do not count. Immutable; keeps a sorted copy of the table, or {@link RankCounts counts} of a larger population.
 *
 * <pre>{@code
 * PercentileRanks ranks = PercentileRanks.of(table);
 * double rank = ranks.rank(table.schema().featureIndex("git_clone"), 312.0);
 * }</pre>
 */
public final class PercentileRanks {

    private final FeatureSchema schema;
    /** Per feature all values of the population, or those that were counted. */
    private final double[][] sorted;
    /** Per feature how many values end below the first counted one, at it, before the next, and so on; none without counts. */
    private final long[][] ends;

    private PercentileRanks(FeatureSchema schema, double[][] sorted, long[][] ends) {
        this.schema = schema;
        this.sorted = sorted;
        this.ends = ends;
    }

    static PercentileRanks ofCounts(FeatureSchema schema, double[][] values, long[][] ends) {
        return new PercentileRanks(schema, values, ends);
    }

    /**
     * Returns the ranks among the rows of a table.
     *
     * @param population all rows to compare with
     * @return ranks for the features of this table
     */
    public static PercentileRanks of(FeatureTable population) {
        double[][] sorted = new double[population.featureCount()][];
        for (int feature = 0; feature < sorted.length; feature++) {
            double[] values = Arrays.stream(population.column(feature))
                    .filter(value -> !Double.isNaN(value))
                    // Negative zero equals zero, but would be sorted before it.
                    .map(value -> value == 0 ? 0.0 : value)
                    .toArray();
            Arrays.sort(values);
            sorted[feature] = values;
        }
        return new PercentileRanks(population.schema(), sorted, new long[0][]);
    }

    /**
     * Returns the columns that can be ranked.
     *
     * @return the schema of the population
     */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * Returns the percentile rank of a value. SciPy calls it {@code percentileofscore} of kind {@code mean}.
     *
     * @param feature position among the features, from 0
     * @param value any number
     * @return from 0 to 100; NaN if the value is NaN or the population has no value of this feature
     * @throws IllegalArgumentException if the population was counted, and not for this value
     */
    public double rank(int feature, double value) {
        double[] values = sorted[feature];
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        int first = firstAtLeast(values, value);
        if (ends.length == 0) {
            return rank(first, firstAbove(values, value), values.length);
        }
        long[] counted = ends[feature];
        if (first == values.length || values[first] != value) {
            throw new IllegalArgumentException("rows were not counted for this value of '"
                    + schema.features().get(feature) + "'; give it before counting");
        }
        return rank(counted[2 * first], counted[2 * first + 1], counted[counted.length - 1]);
    }

    private static double rank(long below, long notAbove, long count) {
        // The share first: the order of operations decides the last bit, and this one is the notebook's.
        return count == 0 ? Double.NaN : (below + notAbove) / (double) count * 50.0;
    }

    private static int firstAtLeast(double[] values, double value) {
        int from = 0;
        int to = values.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static int firstAbove(double[] values, double value) {
        int from = 0;
        int to = values.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle] <= value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
