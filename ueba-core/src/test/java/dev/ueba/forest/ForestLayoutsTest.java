package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layout of the trees against the plain walk, bit for bit. */
class ForestLayoutsTest {

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pathLengthSums_ofAnyForestAndNumberOfRows_equalThePlainWalk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int columnCount = 1 + random.nextInt(12);
        double[][] columns = Tables.random(random, columnCount, 1 + random.nextInt(3000));
        IsolationForest forest = IsolationForest.fit(columns, Tables.options(random, columnCount));
        assertEqualsPlainWalk(forest, Tables.random(random, columnCount, 500 + random.nextInt(2200)), seed);
    }

    @ParameterizedTest
    @CsvSource({
        // trees, samples, columns: one tree, many trees, several groups of trees, trees too large for ranks
        "1, 256, 3",
        "1000, 64, 5",
        "300, 256, 4",
        "20, 256, 1",
        "10, 4096, 6",
        "30, 300, 2"
    })
    void pathLengthSums_ofForestsOfAllSizes_equalThePlainWalk(int trees, int samples, int columnCount) {
        SplittableRandom random = new SplittableRandom(trees);
        double[][] columns = new double[columnCount][5000];
        for (double[] column : columns) {
            Arrays.setAll(column, row -> random.nextDouble() * random.nextDouble());
        }
        IsolationForest forest = IsolationForest.fit(
                columns, IsolationForestOptions.defaults().withTrees(trees).withSamples(Amount.count(samples)));
        assertEqualsPlainWalk(
                forest,
                Arrays.stream(columns)
                        .map(column -> Arrays.copyOf(column, 2100))
                        .toArray(double[][]::new),
                7);
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "8", "9", "511", "512", "513", "1023", "1024", "1025", "4095", "4097"})
    void pathLengthSums_ofAnyTail_equalThePlainWalk(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        double[][] columns = Tables.random(random, 4, 800);
        IsolationForest forest =
                IsolationForest.fit(columns, IsolationForestOptions.defaults().withTrees(11));
        assertEqualsPlainWalk(forest, Tables.random(random, 4, rows), rows);
    }

    /** Puts values on thresholds and beside them, then compares. */
    private static void assertEqualsPlainWalk(IsolationForest forest, double[][] scored, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < scored[0].length; row += 2) {
            ForestTree tree = forest.tree(random.nextInt(forest.treeCount()));
            int node = random.nextInt(tree.nodeCount());
            if (!tree.isLeaf(node)) {
                float threshold = (float) tree.threshold(node);
                double halfWay = ((double) threshold + Math.nextUp(threshold)) / 2.0;
                double planted =
                        switch (random.nextInt(6)) {
                            case 0 -> Math.nextUp(threshold);
                            case 1 -> Math.nextDown(threshold);
                            case 2 -> halfWay;
                            case 3 -> Math.nextUp(halfWay);
                            case 4 -> Math.nextDown(halfWay);
                            default -> threshold;
                        };
                scored[tree.column(node)][row] = Float.isFinite((float) planted) ? planted : threshold;
            }
        }
        double[] sums = forest.pathLengthSums(scored);
        for (int row = 0; row < sums.length; row++) {
            assertThat(sums[row]).as("row %d", row).isEqualTo(PlainForest.pathLengthSum(forest, scored, row));
        }
    }

    @Test
    void roundedDown_isTheLargestFloatUpToTheThreshold() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            double threshold = Float.intBitsToFloat(random.nextInt()) * (1 + random.nextDouble() * 1e-7);
            if (!(Math.abs(threshold) < Float.MAX_VALUE)) {
                continue;
            }
            float rounded = RankedForest.roundedDown(threshold);
            assertThat((double) rounded).isLessThanOrEqualTo(threshold);
            assertThat((double) Math.nextUp(rounded)).isGreaterThan(threshold);
        }
        assertThat(Float.floatToRawIntBits(RankedForest.roundedDown(-0.0))).isZero();
    }

    @Test
    void largestRoundingTo_isTheLastDoubleThatRoundsToTheFloat() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100_000; i++) {
            float threshold = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(threshold) && threshold < Float.MAX_VALUE) {
                double largest = ColumnRanks.largestRoundingTo(threshold + 0f);
                assertThat((float) largest).isLessThanOrEqualTo(threshold);
                assertThat((float) Math.nextUp(largest)).isGreaterThan(threshold);
            }
        }
        assertThat((float) ColumnRanks.largestRoundingTo(Float.MAX_VALUE)).isEqualTo(Float.MAX_VALUE);
        assertThat((float) ColumnRanks.largestRoundingTo(0f)).isZero();
        assertThat((float) Math.nextUp(ColumnRanks.largestRoundingTo(0f))).isEqualTo(Float.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"1e300, 3, 1700", "NaN, 0, 0", "-Infinity, 1, 1999", "3.4028235677973366e38, 2, 2000"})
    void scoreSamples_ofUnsoundValue_namesItsPlace(double value, int column, int row) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] columns = Tables.random(random, 4, 2500);
        IsolationForest forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
        columns[column][row] = value;
        columns[3][2400] = Double.NaN;
        assertThatThrownBy(() -> forest.scoreSamples(columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row " + row + ", column " + column);
    }

    @Test
    void of_treeWithMoreThresholdsThanRanks_isNotRanked() {
        double[][] columns = {new double[600]};
        Arrays.setAll(columns[0], row -> row);
        IsolationForest forest = IsolationForest.fit(
                columns, IsolationForestOptions.defaults().withTrees(5).withSamples(Amount.count(600)));
        assertEqualsPlainWalk(forest, columns, 1);
    }
}
