package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationForestTest {

    /** pow is within 1 ulp, and scores lie in [-1, 0). */
    private static final double TWO_ULPS = 2.3e-16;

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scores_ofRandomForests_equalThePlainWalk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int columnCount = 1 + random.nextInt(9);
        int rowCount = 1 + random.nextInt(seed % 3 == 0 ? 5 : 700);
        double[][] columns = Tables.random(random, columnCount, rowCount);
        IsolationForest forest = IsolationForest.fit(columns, Tables.options(random, columnCount));
        double[][] others = Tables.random(random, columnCount, 1 + random.nextInt(600));
        plantThresholds(forest, others, random);
        for (double[][] scored : List.of(columns, others)) {
            FeatureTable table = Tables.table(scored);
            double[] sums = forest.pathLengthSums(scored);
            double[] scores = forest.scoreSamples(scored);
            double[] decisions = forest.decisionFunction(scored);
            assertThat(forest.pathLengthSums(table)).isEqualTo(sums);
            assertThat(forest.scoreSamples(table)).isEqualTo(scores);
            assertThat(forest.decisionFunction(table)).isEqualTo(decisions);
            for (int row = 0; row < scores.length; row++) {
                assertThat(sums[row]).isEqualTo(PlainForest.pathLengthSum(forest, scored, row));
                assertThat(scores[row]).isCloseTo(PlainForest.score(forest, scored, row), within(TWO_ULPS));
                assertThat(scores[row]).isBetween(-1.0, -Double.MIN_VALUE);
                assertThat(decisions[row]).isEqualTo(scores[row] - forest.offset());
                assertThat(forest.scoreSample(Tables.row(scored, row))).isEqualTo(scores[row]);
            }
        }
    }

    /** Puts values on thresholds and right beside them. */
    private static void plantThresholds(IsolationForest forest, double[][] columns, SplittableRandom random) {
        for (int row = 0; row < columns[0].length; row += 2) {
            ForestTree tree = forest.tree(random.nextInt(forest.treeCount()));
            int node = random.nextInt(tree.nodeCount());
            if (!tree.isLeaf(node)) {
                double threshold = tree.threshold(node);
                double planted = random.nextBoolean() ? threshold : Math.nextUp((float) threshold);
                columns[tree.column(node)][row] = Math.abs(planted) <= Float.MAX_VALUE ? planted : threshold;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fit_ofTableAndOfColumns_givesTheSameForest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = Tables.random(random, 5, 1 + random.nextInt(400));
        IsolationForestOptions options = Tables.options(random, 5);
        assertSameForest(IsolationForest.fit(Tables.table(columns), options), IsolationForest.fit(columns, options));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void fitAndScore_inPoolsOfAnySize_giveTheSame(int threads) throws InterruptedException, ExecutionException {
        double[][] columns = Tables.random(new SplittableRandom(3), 6, 9000);
        IsolationForestOptions options =
                IsolationForestOptions.defaults().withTrees(30).withSeed(11).withContamination(Amount.share(0.05));
        IsolationForest expected = IsolationForest.fit(columns, options);
        double[] expectedScores = expected.scoreSamples(columns);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            IsolationForest forest =
                    pool.submit(() -> IsolationForest.fit(columns, options)).get();
            assertSameForest(forest, expected);
            assertThat(pool.submit(() -> forest.scoreSamples(columns)).get()).isEqualTo(expectedScores);
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void scoreSamples_ofPermutedRows_permutesTheScores(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = Tables.random(random, 4, 1 + random.nextInt(5000));
        IsolationForest forest = IsolationForest.fit(columns, Tables.options(random, 4));
        double[] scores = forest.scoreSamples(columns);
        List<Integer> order = new ArrayList<>();
        for (int row = 0; row < scores.length; row++) {
            order.add(row);
        }
        Collections.shuffle(order, new Random(seed));
        double[][] permuted = new double[columns.length][scores.length];
        for (int row = 0; row < scores.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                permuted[column][row] = columns[column][order.get(row)];
            }
        }
        double[] found = forest.scoreSamples(permuted);
        for (int row = 0; row < scores.length; row++) {
            assertThat(found[row]).isEqualTo(scores[order.get(row)]);
        }
    }

    @Test
    void fit_ofOneRow_scoresEverythingOneHalf() {
        double[][] columns = {{3.0}, {-1.0}};
        IsolationForest forest =
                IsolationForest.fit(columns, IsolationForestOptions.defaults().withContamination(Amount.share(0.1)));
        assertThat(forest.sampleSize()).isEqualTo(1);
        assertThat(forest.scoreSamples(columns)).containsExactly(-0.5);
        assertThat(forest.offset()).isEqualTo(-0.5);
        assertThat(forest.tree(0).nodeCount()).isEqualTo(1);
    }

    @Test
    void fit_ofConstantColumns_growsOnlyRoots() {
        double[][] columns = new double[3][40];
        IsolationForest forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            assertThat(forest.tree(tree).nodeCount()).isEqualTo(1);
            assertThat(forest.tree(tree).rowCount(0)).isEqualTo(40);
        }
        // One half but for the roundings of adding up a hundred trees.
        for (double score : forest.scoreSamples(columns)) {
            assertThat(score).isCloseTo(-0.5, within(1e-14));
        }
    }

    @Test
    void fit_withOneOutlier_scoresItLowest() {
        double[][] columns = {{1.0, 1.1, 0.9, 1.0, 8.0}, {3.0, 2.9, 3.1, 3.0, 0.0}};
        double[] scores =
                IsolationForest.fit(columns, IsolationForestOptions.defaults()).scoreSamples(columns);
        assertThat(Arrays.stream(scores).min()).hasValue(scores[4]);
    }

    @Test
    void fit_withConstantToleranceZero_splitsWhatIsNearlyConstant() {
        double[][] columns = {{1.0, 1.0 + 0x1p-23}};
        IsolationForestOptions options = IsolationForestOptions.defaults();
        // 1 + 1e-7 in single precision is the neighbour of 1.
        assertThat(IsolationForest.fit(columns, options).tree(0).nodeCount()).isEqualTo(1);
        assertThat(IsolationForest.fit(columns, options.withConstantTolerance(0.0f))
                        .tree(0)
                        .nodeCount())
                .isEqualTo(3);
    }

    @Test
    void fit_onLargeSamples_usesThemAll() {
        double[][] columns = Tables.random(new SplittableRandom(8), 3, 100_000);
        IsolationForest forest = IsolationForest.fit(
                columns, IsolationForestOptions.defaults().withTrees(2).withSamples(Amount.share(1.0)));
        assertThat(forest.sampleSize()).isEqualTo(100_000);
        assertThat(forest.tree(1).rowCount(0)).isEqualTo(100_000);
        assertThat(Arrays.stream(forest.scoreSamples(columns))).allMatch(score -> score > -1 && score < 0);
    }

    @Test
    void scoreSamples_ofNoRows_isEmpty() {
        IsolationForest forest = IsolationForest.fit(new double[][] {{1, 2}}, IsolationForestOptions.defaults());
        assertThat(forest.scoreSamples(new double[1][0])).isEmpty();
        assertThat(forest.decisionFunction(Tables.table(new double[1][0]))).isEmpty();
    }

    @Test
    void withOffset_changesDecisionsOnly() {
        double[][] columns = {{1, 2, 9}};
        IsolationForest forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
        IsolationForest moved = forest.withOffset(-0.25);
        assertThat(moved.offset()).isEqualTo(-0.25);
        assertThat(moved.scoreSamples(columns)).isEqualTo(forest.scoreSamples(columns));
        assertThat(moved.decisionFunction(columns)[2]).isEqualTo(forest.scoreSamples(columns)[2] + 0.25);
        assertThatThrownBy(() -> forest.withOffset(Double.NaN)).hasMessageContaining("offset must be finite");
        assertThatThrownBy(() -> forest.withOffset(Double.NEGATIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                3.4028235677973366e38,
                -3.4028235677973366e38,
                Double.MAX_VALUE
            })
    void fitAndScore_ofUnusableValue_nameRowAndColumn(double value) {
        double[][] good = {{1, 2, 3}, {4, 5, 6}};
        double[][] bad = {{1, 2, 3}, {4, 5, value}};
        IsolationForestOptions options = IsolationForestOptions.defaults();
        IsolationForest forest = IsolationForest.fit(good, options);
        assertThatThrownBy(() -> IsolationForest.fit(bad, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 2, column 1")
                .hasMessageContaining(String.valueOf(value));
        assertThatThrownBy(() -> forest.scoreSamples(bad)).hasMessageContaining("row 2, column 1");
        assertThatThrownBy(() -> forest.scoreSample(new double[] {1, value})).hasMessageContaining("column 1");
        if (!Double.isInfinite(value)) { // tables refuse infinities themselves
            FeatureTable table = Tables.table(bad);
            assertThatThrownBy(() -> IsolationForest.fit(table, options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 2, column 'f1'");
            assertThatThrownBy(() -> forest.pathLengthSums(table)).hasMessageContaining("row 2, column 'f1'");
        }
    }

    @Test
    void fit_ofLargestFloat_isAccepted() {
        // The largest double that still rounds to the largest float.
        double largest = Math.nextDown(3.4028235677973366e38);
        double[][] columns = {{largest, -largest, 0.0}};
        IsolationForest forest = IsolationForest.fit(columns, IsolationForestOptions.defaults());
        assertThat(forest.scoreSamples(columns)).isEqualTo(forest.scoreSamples(Tables.table(columns)));
    }

    @Test
    void fit_ofNothing_isRefused() {
        IsolationForestOptions options = IsolationForestOptions.defaults();
        assertThatThrownBy(() -> IsolationForest.fit(new double[0][], options)).hasMessageContaining("1 column");
        assertThatThrownBy(() -> IsolationForest.fit(new double[2][0], options)).hasMessageContaining("0 rows");
        assertThatThrownBy(() -> IsolationForest.fit(Tables.table(new double[0][0]), options))
                .hasMessageContaining("0 columns");
        assertThatThrownBy(() -> IsolationForest.fit(Tables.table(new double[1][0]), options))
                .hasMessageContaining("0 rows");
        assertThatThrownBy(() -> IsolationForest.fit(new double[][] {{1, 2}, {3}}, options))
                .hasMessageContaining("column 1 has 1 rows, but column 0 has 2");
    }

    @Test
    void fit_withAmountsThatDoNotFit_isRefused() {
        double[][] columns = {{1, 2, 3}, {1, 2, 3}};
        IsolationForestOptions options = IsolationForestOptions.defaults();
        assertThatThrownBy(() -> IsolationForest.fit(columns, options.withSamples(Amount.share(0.3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.3 of 3 rows");
        assertThatThrownBy(() -> IsolationForest.fit(columns, options.withFeatures(Amount.count(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 of 2 columns");
    }

    @Test
    void score_ofAnotherNumberOfColumns_isRefused() {
        IsolationForest forest = IsolationForest.fit(new double[][] {{1, 2}}, IsolationForestOptions.defaults());
        String message = "grown on 1 columns, but there are 2";
        assertThatThrownBy(() -> forest.scoreSamples(new double[2][3])).hasMessageContaining(message);
        assertThatThrownBy(() -> forest.pathLengthSums(Tables.table(new double[2][3])))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> forest.scoreSample(new double[2])).hasMessageContaining(message);
    }

    @Test
    void tree_outOfRange_isRefused() {
        IsolationForest forest = IsolationForest.fit(new double[][] {{1, 2}}, IsolationForestOptions.defaults());
        assertThatThrownBy(() -> forest.tree(100)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> forest.tree(0).threshold(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> forest.tree(0).left(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    static void assertSameForest(IsolationForest found, IsolationForest expected) {
        assertThat(found.options()).isEqualTo(expected.options());
        assertThat(found.offset()).isEqualTo(expected.offset());
        assertThat(found.sampleSize()).isEqualTo(expected.sampleSize());
        assertThat(found.featureCount()).isEqualTo(expected.featureCount());
        assertThat(found.treeCount()).isEqualTo(expected.treeCount());
        for (int index = 0; index < expected.treeCount(); index++) {
            ForestTree tree = found.tree(index);
            ForestTree other = expected.tree(index);
            assertThat(tree.columns()).isEqualTo(other.columns());
            assertThat(tree.nodeCount()).isEqualTo(other.nodeCount());
            for (int node = 0; node < other.nodeCount(); node++) {
                assertThat(tree.left(node)).isEqualTo(other.left(node));
                assertThat(tree.right(node)).isEqualTo(other.right(node));
                assertThat(tree.feature(node)).isEqualTo(other.feature(node));
                assertThat(tree.threshold(node)).isEqualTo(other.threshold(node));
                assertThat(tree.rowCount(node)).isEqualTo(other.rowCount(node));
            }
        }
    }
}
