package dev.ueba.forest;

import dev.ueba.feature.FeatureTable;
import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.List;
import java.util.Objects;

/**
 * An isolation forest: many small random trees; rows that end near the roots are strange.
 *
 * <p>Grown and scored as scikit-learn 1.2 to 1.5 and from 1.8 does ({@link IsolationForestOptions#constantTolerance()} makes
 * it 1.6 and 1.7): the same numbers, options and seed give the same trees, path lengths, scores and offset, bit for bit.
 * Values are compared in single precision, as there; NaN, infinities and values beyond the range of {@code float} are
 * refused.
 *
 * <p>All scores say the same: <strong>lower is stranger</strong>.
 *
 * <p>Immutable and safe to share between threads. Growing and scoring of whole tables use the threads of the common pool (or
 * of the pool they are called in); the results do not depend on how many there are.
 *
 * <pre>{@code
 * double[][] columns = {{1.0, 1.1, 0.9, 1.0, 8.0}, {3.0, 2.9, 3.1, 3.0, 0.0}};
 * IsolationForest forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
 * double[] scores = forest.scoreSamples(columns); // lowest for the last row
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/ICDM.2008.17">Liu, Ting, Zhou: Isolation Forest (2008)</a>
 */
public final class IsolationForest {

    private static final double AUTO_OFFSET = -0.5;

    private final ForestNodes nodes;
    private final ForestScorer scorer;
    /** Per tree the columns drawn; empty for trees that use all of them. */
    private final List<int[]> drawnColumns;

    private final IsolationForestOptions options;
    private final int featureCount;
    private final int sampleSize;
    private final double offset;
    /** The path length sum of an average row. */
    private final double averageSum;

    private IsolationForest(
            ForestNodes nodes,
            ForestScorer scorer,
            List<int[]> drawnColumns,
            IsolationForestOptions options,
            int featureCount,
            int sampleSize,
            double offset) {
        this.nodes = nodes;
        this.scorer = scorer;
        this.drawnColumns = drawnColumns;
        this.options = options;
        this.featureCount = featureCount;
        this.sampleSize = sampleSize;
        this.offset = offset;
        this.averageSum = nodes.treeCount() * new PathLengths().average(sampleSize);
    }

    /** Makes a forest of trees that are known to be sound. */
    static IsolationForest of(
            List<SingleTree> trees, IsolationForestOptions options, int featureCount, int sampleSize, double offset) {
        List<int[]> drawnColumns = trees.stream().map(tree -> tree.columns).toList();
        ForestNodes nodes = ForestNodes.of(trees);
        return new IsolationForest(
                nodes, new ForestScorer(nodes, featureCount), drawnColumns, options, featureCount, sampleSize, offset);
    }

    /**
     * Grows a forest on the rows of a table.
     *
     * <p>Costs about {@code trees * samples * log2(samples)} steps, and {@code trees * rowCount} for drawing rows; with a
     * contamination, also the scoring of the whole table.
     *
     * @param table at least 1 row and 1 feature; not kept
     * @param options what to grow
     * @return a new forest
     * @throws IllegalArgumentException if the table is empty or has a value that is missing or beyond the range of
     *     {@code float} (row and column are named), or if the options ask for more columns than there are or for no row
     */
    public static IsolationForest fit(FeatureTable table, IsolationForestOptions options) {
        return fit(InputColumns.of(table), Objects.requireNonNull(options, "options"));
    }

    /**
     * Grows a forest on columns of numbers.
     *
     * @param columns {@code columns[feature][row]}, at least 1 column and 1 row; not kept
     * @param options what to grow
     * @return a new forest
     * @throws IllegalArgumentException if there is no column or no row, lengths differ, a value is NaN, infinite or beyond
     *     the range of {@code float} (row and column are named), or if the options ask for more columns than there are or
     *     for no row
     */
    public static IsolationForest fit(double[][] columns, IsolationForestOptions options) {
        return fit(InputColumns.of(columns), Objects.requireNonNull(options, "options"));
    }

    private static IsolationForest fit(InputColumns input, IsolationForestOptions options) {
        IsolationForest forest = grow(input, options);
        return options.contamination() instanceof Amount.Share
                ? forest.withOffsetOf(forest.scoreSamples(input))
                : forest;
    }

    /** Grows the trees; the offset is that of no contamination. */
    static IsolationForest grow(InputColumns input, IsolationForestOptions options) {
        ForestGrower grower = new ForestGrower(input, options);
        return of(grower.grow(), options, input.featureCount(), grower.sampleSize(), AUTO_OFFSET);
    }

    /**
     * Returns the same trees with the offset that the contamination of the options asks for.
     *
     * @param trainingScores raw scores of all training rows, at least one, none NaN; left as they are
     * @return a forest that shares its trees with this one; its offset is -0.5 without a contamination
     */
    public IsolationForest withOffsetOf(double[] trainingScores) {
        return withOffset(
                options.contamination() instanceof Amount.Share share
                        ? Percentile.of(trainingScores, share.value())
                        : AUTO_OFFSET);
    }

    /**
     * Returns the number of columns that tables must have.
     *
     * @return {@code >= 1}
     */
    public int featureCount() {
        return featureCount;
    }

    /**
     * Returns the number of trees.
     *
     * @return {@code >= 1}
     */
    public int treeCount() {
        return nodes.treeCount();
    }

    /**
     * Returns how many rows were drawn for each tree.
     *
     * @return {@code >= 1}
     */
    public int sampleSize() {
        return sampleSize;
    }

    /**
     * Returns what is subtracted from scores to make decisions.
     *
     * @return -0.5, or the percentile of the training scores that the contamination asks for, or what was set
     */
    public double offset() {
        return offset;
    }

    /**
     * Returns what this forest was grown with.
     *
     * @return the options
     */
    public IsolationForestOptions options() {
        return options;
    }

    /**
     * Returns the same trees with another offset.
     *
     * @param value finite
     * @return a forest that shares its trees with this one
     * @throws IllegalArgumentException if the value is NaN or infinite
     */
    public IsolationForest withOffset(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("offset must be finite, but was " + value);
        }
        return new IsolationForest(nodes, scorer, drawnColumns, options, featureCount, sampleSize, value);
    }

    /**
     * Returns for each row the sum over all trees of its path length (edges, plus the average that a leaf with several rows
     * would still need).
     *
     * @param table as many features as the forest has
     * @return one sum per row, {@code >= 0}
     * @throws IllegalArgumentException if the number of features differs, or a value is missing or beyond the range of
     *     {@code float}
     */
    public double[] pathLengthSums(FeatureTable table) {
        return pathLengthSums(InputColumns.of(table));
    }

    /**
     * Returns for each row the sum over all trees of its path length, see {@link #pathLengthSums(FeatureTable)}.
     *
     * @param columns {@code columns[feature][row]}, as many as the forest has
     * @return one sum per row, {@code >= 0}
     * @throws IllegalArgumentException if the number of columns differs, or a value is NaN, infinite or beyond the range of
     *     {@code float}
     */
    public double[] pathLengthSums(double[][] columns) {
        return pathLengthSums(InputColumns.lookedAtWhenCopied(columns));
    }

    private double[] pathLengthSums(InputColumns input) {
        checkFeatureCount(input.featureCount());
        return scorer.pathLengthSums(input);
    }

    /**
     * Returns the raw score of each row: {@code -2^(-sum / (trees * c(samples)))}, in [-1, 0), lower is stranger.
     *
     * @param table as many features as the forest has
     * @return one score per row
     * @throws IllegalArgumentException if the number of features differs, or a value is missing or beyond the range of
     *     {@code float}
     */
    public double[] scoreSamples(FeatureTable table) {
        return scoreSamples(InputColumns.of(table));
    }

    /**
     * Returns the raw score of each row, see {@link #scoreSamples(FeatureTable)}.
     *
     * @param columns {@code columns[feature][row]}, as many as the forest has
     * @return one score per row, in [-1, 0), lower is stranger
     * @throws IllegalArgumentException if the number of columns differs, or a value is NaN, infinite or beyond the range of
     *     {@code float}
     */
    public double[] scoreSamples(double[][] columns) {
        return scoreSamples(InputColumns.lookedAtWhenCopied(columns));
    }

    private double[] scoreSamples(InputColumns input) {
        double[] scores = pathLengthSums(input);
        for (int row = 0; row < scores.length; row++) {
            scores[row] = scoreOfSum(scores[row]);
        }
        return scores;
    }

    /**
     * Returns the raw score of each row minus the offset: below 0 is an anomaly, 0 and above is not, lower is stranger.
     *
     * @param table as many features as the forest has
     * @return one value per row
     * @throws IllegalArgumentException if the number of features differs, or a value is missing or beyond the range of
     *     {@code float}
     */
    public double[] decisionFunction(FeatureTable table) {
        return decisionFunction(InputColumns.of(table));
    }

    /**
     * Returns the raw score of each row minus the offset, see {@link #decisionFunction(FeatureTable)}.
     *
     * @param columns {@code columns[feature][row]}, as many as the forest has
     * @return one value per row; below 0 is an anomaly
     * @throws IllegalArgumentException if the number of columns differs, or a value is NaN, infinite or beyond the range of
     *     {@code float}
     */
    public double[] decisionFunction(double[][] columns) {
        return decisionFunction(InputColumns.lookedAtWhenCopied(columns));
    }

    private double[] decisionFunction(InputColumns input) {
        double[] decisions = scoreSamples(input);
        for (int row = 0; row < decisions.length; row++) {
            decisions[row] -= offset;
        }
        return decisions;
    }

    /**
     * Returns the raw score of one row, the same bits as {@link #scoreSamples(double[][])} gives it. Allocates nothing,
     * but for room for one row, once per thread.
     *
     * @param row one value per feature; left as it is
     * @return in [-1, 0), lower is stranger
     * @throws IllegalArgumentException if the number of values differs from the number of features, or a value is NaN,
     *     infinite or beyond the range of {@code float}
     */
    public double scoreSample(double[] row) {
        checkFeatureCount(row.length);
        for (int feature = 0; feature < row.length; feature++) {
            InputColumns.check(row[feature], 0, feature);
        }
        return scoreOfSum(scorer.pathLengthSum(row));
    }

    /**
     * Returns the raw score of a row with a path length sum.
     *
     * @param sum as {@link #pathLengthSums(double[][])} returns it, {@code >= 0}
     * @return in [-1, 0), lower is stranger; the same bits as scoring such a row
     */
    public double scoreOfPathLengthSum(double sum) {
        return scoreOfSum(sum);
    }

    /**
     * Returns one tree, to look at.
     *
     * @param index from 0 to {@code treeCount() - 1}
     * @return a view that shares the forest's memory
     * @throws IndexOutOfBoundsException if there is no such tree
     */
    public ForestTree tree(int index) {
        Objects.checkIndex(index, treeCount());
        int[] columns = drawnColumns.get(index);
        if (columns.length == 0) {
            columns = new int[featureCount];
            for (int column = 0; column < featureCount; column++) {
                columns[column] = column;
            }
        }
        return new ForestTree(nodes, index, columns);
    }

    /**
     * Appends the forest to the body of a model file: options, offset and trees.
     *
     * @param out appended to
     */
    public void writeTo(BinaryWriter out) {
        ForestFormat.write(this, out);
    }

    /**
     * Reads what {@link #writeTo} wrote. The bits of all scores are those of the forest that was written.
     *
     * @param in positioned at a forest
     * @return a new forest
     * @throws ModelFormatException if the content ends early or is not a forest this library could have grown
     */
    public static IsolationForest readFrom(BinaryReader in) throws ModelFormatException {
        return ForestFormat.read(in);
    }

    /** Returns a summary. */
    @Override
    public String toString() {
        return "IsolationForest[features=" + featureCount + ", sampleSize=" + sampleSize + ", offset=" + offset
                + ", options=" + options + "]";
    }

    private double scoreOfSum(double sum) {
        // A tree of one row has no length to compare with.
        double depth = averageSum == 0.0 ? 1.0 : sum / averageSum;
        return -PowerOfTwo.of(-depth);
    }

    private void checkFeatureCount(int found) {
        if (found != featureCount) {
            throw new IllegalArgumentException(
                    "the forest was grown on " + featureCount + " columns, but there are " + found);
        }
    }
}
