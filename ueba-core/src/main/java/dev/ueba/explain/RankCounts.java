package dev.ueba.explain;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/**
 * Counts that are enough to rank some values in a population that is too large for one place: how many rows lie below, at and
 * between them. Counts of parts add up to those of the whole.
 *
 * <pre>{@code
 * double[][] values = new double[table.featureCount()][]; // what will be ranked, per feature
 * Arrays.setAll(values, feature -> new double[] {table.value(0, feature)});
 * RankCounts counts = RankCounts.of(table.schema(), values);
 * counts.add(table); // a part; counts of other parts join with addCounts
 * PercentileRanks ranks = counts.toRanks();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class RankCounts {

    /*
     * Of n values there are 2n + 1 counts: below the first, equal to it, between it and the second, and so on. Counts of all
     * features stand one after another, those of feature f from starts[f] on.
     */
    private final FeatureSchema schema;
    private final double[][] values;
    private final int[] starts;
    private final long[] counts;

    private RankCounts(FeatureSchema schema, double[][] values) {
        this.schema = schema;
        this.values = values;
        this.starts = new int[values.length];
        int size = 0;
        for (int feature = 0; feature < values.length; feature++) {
            starts[feature] = size;
            size = Math.addExact(size, 2 * values[feature].length + 1);
        }
        this.counts = new long[size];
    }

    /**
     * Returns counts of zero.
     *
     * @param schema columns of the population
     * @param values per feature the finite values to be ranked, in any order, also repeated; copied. A feature without any is not
     *     counted
     * @return counts to be added to
     * @throws IllegalArgumentException if there are more or fewer arrays than features, or a value is not finite
     */
    public static RankCounts of(FeatureSchema schema, double[][] values) {
        if (values.length != schema.featureCount()) {
            throw new IllegalArgumentException(
                    "the schema has " + schema.featureCount() + " features, but there are values of " + values.length);
        }
        double[][] sorted = new double[values.length][];
        for (int feature = 0; feature < sorted.length; feature++) {
            for (double value : values[feature]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("expected finite values of '"
                            + schema.features().get(feature) + "' to rank, but one is " + value);
                }
            }
            // Negative zero equals zero, but would be sorted before it.
            sorted[feature] = Arrays.stream(values[feature])
                    .map(value -> value + 0.0)
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return new RankCounts(schema, sorted);
    }

    /**
     * Counts the rows of a part of the population. Missing values (NaN) do not count.
     *
     * @param part with the columns of the schema; not kept
     * @throws IllegalArgumentException if the columns are others
     */
    public void add(FeatureTable part) {
        if (!part.schema().features().equals(schema.features())) {
            throw new IllegalArgumentException("expected the features " + schema.features()
                    + " in this order, but the part has " + part.schema().features());
        }
        for (int feature = 0; feature < values.length; feature++) {
            if (values[feature].length == 0) {
                continue;
            }
            for (int row = 0; row < part.rowCount(); row++) {
                double value = part.value(row, feature) + 0.0;
                if (!Double.isNaN(value)) {
                    int place = Arrays.binarySearch(values[feature], value);
                    counts[starts[feature] + (place < 0 ? 2 * (-place - 1) : 2 * place + 1)]++;
                }
            }
        }
    }

    /**
     * Returns what was counted so far, to be sent elsewhere and given to {@link #addCounts}.
     *
     * @return a copy
     */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * Adds what was counted elsewhere.
     *
     * @param other from {@link #counts} of an object that was made with equal values
     * @throws IllegalArgumentException if the number of counts is another one
     */
    public void addCounts(long[] other) {
        if (other.length != counts.length) {
            throw new IllegalArgumentException("expected " + counts.length + " counts, but there are " + other.length
                    + "; add those of the same values");
        }
        for (int i = 0; i < other.length; i++) {
            counts[i] += other[i];
        }
    }

    /**
     * Returns the ranks of the values given at first, those and no others, in the population counted so far.
     *
     * @return the ranks, the same as {@link PercentileRanks#of} gives
     */
    public PercentileRanks toRanks() {
        long[][] ends = new long[values.length][];
        for (int feature = 0; feature < ends.length; feature++) {
            ends[feature] =
                    Arrays.copyOfRange(counts, starts[feature], starts[feature] + 2 * values[feature].length + 1);
            Arrays.parallelPrefix(ends[feature], Long::sum);
        }
        return PercentileRanks.ofCounts(schema, values, ends);
    }
}
