package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;

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
                float planted =
                        switch (random.nextInt(3)) {
                            case 0 -> Math.nextUp(threshold);
                            case 1 -> Math.nextDown(threshold);
                            default -> threshold;
                        };
                scored[tree.column(node)][row] = Float.isFinite(planted) ? planted : threshold;
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
    void of_treeWithMoreThresholdsThanRanks_isNotRanked() {
        double[][] columns = {new double[600]};
        Arrays.setAll(columns[0], row -> row);
        IsolationForest forest = IsolationForest.fit(
                columns, IsolationForestOptions.defaults().withTrees(5).withSamples(Amount.count(600)));
        assertEqualsPlainWalk(forest, columns, 1);
    }
}
