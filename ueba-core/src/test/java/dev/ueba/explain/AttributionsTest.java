package dev.ueba.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionsTest {

    private static final double EXACT = 1e-9;

    /** Returns columns of counts, of few values, of wide scales, and constant ones. */
    static double[][] columns(SplittableRandom random, int columnCount, int rowCount) {
        double[][] columns = new double[columnCount][rowCount];
        for (double[] column : columns) {
            int kind = random.nextInt(5);
            for (int row = 0; row < rowCount; row++) {
                double uniform = random.nextDouble();
                column[row] = switch (kind) {
                    case 0 -> uniform < 0.8 ? 0.0 : Math.floor(uniform * 100);
                    case 1 -> Math.scalb(uniform - 0.5, random.nextInt(-30, 30));
                    case 2 -> random.nextInt(3);
                    case 3 -> 7.0;
                    default -> uniform * 1000;
                };
            }
        }
        return columns;
    }

    private static IsolationForestOptions options(SplittableRandom random, int rows) {
        return IsolationForestOptions.defaults()
                .withTrees(1 + random.nextInt(8))
                .withSeed(random.nextInt(1000))
                .withSamples(Amount.count(1 + random.nextInt(rows)))
                .withFeatures(random.nextBoolean() ? Amount.share(1.0) : Amount.share(0.2 + 0.8 * random.nextDouble()))
                .withBootstrap(random.nextBoolean())
                .withNoveltyGuard(random.nextBoolean());
    }

    static double[] row(double[][] columns, int row) {
        return Arrays.stream(columns).mapToDouble(column -> column[row]).toArray();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28
            })
    void of_randomForests_isTheShapleyValueOfAllSubsets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int columnCount = 1 + random.nextInt(9);
        double[][] columns = columns(random, columnCount, 2 + random.nextInt(150));
        IsolationForest forest = IsolationForest.fit(columns, options(random, columns[0].length));
        Attributions attributions = Attributions.of(forest);

        for (int i = 0; i < 4; i++) {
            double[] row = i == 0
                    ? random.doubles(columnCount, -100, 2000).toArray()
                    : row(columns, random.nextInt(columns[0].length));
            Attribution found = attributions.of(row);
            assertThat(found.values()).containsExactly(PlainShapley.of(forest, row), within(EXACT));
            assertSumsUp(found, forest, row);
        }
    }

    @Test
    void of_twelveColumnsAndDeepTrees_isTheShapleyValueOfAllSubsets() {
        SplittableRandom random = new SplittableRandom(99);
        double[][] columns = columns(random, 12, 3000);
        IsolationForest forest = IsolationForest.fit(
                columns, IsolationForestOptions.defaults().withTrees(2).withSamples(Amount.count(1500)));
        double[] row = row(columns, 17);

        Attribution found = Attributions.of(forest).of(row);

        assertThat(found.values()).containsExactly(PlainShapley.of(forest, row), within(EXACT));
        assertSumsUp(found, forest, row);
    }

    private static void assertSumsUp(Attribution found, IsolationForest forest, double[] row) {
        double[][] asColumns =
                Arrays.stream(row).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
        double pathLength = forest.pathLengthSums(asColumns)[0] / forest.treeCount();
        assertThat(found.pathLength()).isEqualTo(pathLength);
        assertThat(found.expectedPathLength() - Arrays.stream(found.values()).sum())
                .isCloseTo(pathLength, within(EXACT));
    }

    @Test
    void of_valueEqualToAThreshold_goesLeft() {
        double[][] columns = {{0, 0, 0, 0, 0, 0, 1}, {1, 2, 3, 4, 5, 6, 7}};
        IsolationForest forest = IsolationForest.fit(
                columns, IsolationForestOptions.defaults().withTrees(20).withSeed(5));
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            float threshold = (float) forest.tree(tree).threshold(0);
            double[] row = {threshold, threshold};
            assertThat(Attributions.of(forest).of(row).values())
                    .containsExactly(PlainShapley.of(forest, row), within(EXACT));
            assertSumsUp(Attributions.of(forest).of(row), forest, row);
        }
    }

    @Test
    void of_forestOfSingleLeaves_isZero() {
        double[][] constant = {{3, 3, 3, 3}, {0, 0, 0, 0}};
        Attribution found = Attributions.of(IsolationForest.fit(constant, IsolationForestOptions.defaults()))
                .of(new double[] {9, 9});

        assertThat(found.values()).containsExactly(0.0, 0.0);
        assertThat(found.pathLength()).isEqualTo(found.expectedPathLength()).isPositive();
    }

    @Test
    void of_columnThatNeverSplits_isExactlyZero() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] columns = columns(random, 6, 100);
        Arrays.fill(columns[2], 5.0);
        Attributions attributions = Attributions.of(IsolationForest.fit(columns, IsolationForestOptions.defaults()));

        for (int row = 0; row < 20; row++) {
            double[] changed = row(columns, row);
            changed[2] = row * 1e6;
            assertThat(Double.doubleToRawLongBits(attributions.of(changed).value(2)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void of_treesOfOneColumnEach_isTheDifferenceBetweenExpectedAndActualPath(long seed) {
        double[][] columns = columns(new SplittableRandom(seed), 4, 200);
        IsolationForest forest = IsolationForest.fit(
                columns,
                IsolationForestOptions.defaults().withFeatures(Amount.count(1)).withSeed(seed));
        double[] row = row(columns, 7);
        double[] shorter = new double[4];
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            shorter[forest.tree(tree).columns()[0]] += (PlainShapley.expected(forest.tree(tree), 0, row, 0)
                            - PlainShapley.expected(forest.tree(tree), 0, row, 0b1111))
                    / forest.treeCount();
        }

        assertThat(Attributions.of(forest).of(row).values()).containsExactly(shorter, within(EXACT));
    }

    @Test
    void of_sharedBetweenThreads_givesTheSameBits() {
        double[][] columns = columns(new SplittableRandom(8), 20, 500);
        Attributions attributions = Attributions.of(IsolationForest.fit(columns, IsolationForestOptions.defaults()));
        double[][] alone = IntStream.range(0, 200)
                .mapToObj(row -> attributions.of(row(columns, row)).values())
                .toArray(double[][]::new);

        double[][] together = IntStream.range(0, 200)
                .parallel()
                .mapToObj(row -> attributions.of(row(columns, row)).values())
                .toArray(double[][]::new);

        assertThat(together).isDeepEqualTo(alone);
    }

    @Test
    void of_rowThatNoForestTakes_isRefused() {
        Attributions attributions = Attributions.of(
                IsolationForest.fit(new double[][] {{1, 2, 3}, {3, 1, 2}}, IsolationForestOptions.defaults()));

        assertThatThrownBy(() -> attributions.of(new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the forest was grown on 2 columns, but the row has 1");
        assertThatThrownBy(() -> attributions.of(new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 1");
        assertThatThrownBy(() -> attributions.of(new double[] {1e300, 1})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void legendrePoints_integratePolynomialsExactly() {
        for (int count = 1; count <= 20; count++) {
            LegendrePoints rule = new LegendrePoints(count);
            for (int degree = 0; degree < 2 * count; degree++) {
                double integral = 0.0;
                for (int i = 0; i < count; i++) {
                    integral += rule.weights[i] * StrictMath.pow(rule.points[i], degree);
                }
                assertThat(integral)
                        .as(count + " points, degree " + degree)
                        .isCloseTo(1.0 / (degree + 1), within(1e-14));
            }
        }
    }
}
