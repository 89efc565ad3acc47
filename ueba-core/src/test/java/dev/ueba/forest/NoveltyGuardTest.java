package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoveltyGuardTest {

    private static final int ROWS = 600;
    private static final int CONSTANT = 3;

    @Test
    void scoreSample_ofNovelValueInConstantColumn_fallsOnlyWithTheGuard() {
        double[][] columns = columns(1, 0.0);
        double[] usual = Tables.row(columns, 0);
        double[] novel = usual.clone();
        novel[CONSTANT] = 1.0;

        IsolationForest published = IsolationForest.fit(columns, IsolationForestOptions.defaults());
        IsolationForest guarded =
                IsolationForest.fit(columns, IsolationForestOptions.defaults().withNoveltyGuard(true));

        assertThat(published.scoreSample(novel)).isEqualTo(published.scoreSample(usual));
        assertThat(guarded.scoreSample(novel)).isLessThan(guarded.scoreSample(usual));
    }

    @Test
    void scoreSample_ofValueBelowConstantZero_staysAsItIs() {
        double[][] columns = columns(1, 0.0);
        IsolationForest guarded =
                IsolationForest.fit(columns, IsolationForestOptions.defaults().withNoveltyGuard(true));
        double[] below = Tables.row(columns, 0);
        double usual = guarded.scoreSample(below);
        below[CONSTANT] = -1.0;
        assertThat(guarded.scoreSample(below)).isEqualTo(usual);
    }

    @Test
    void scoreSample_ofValuesOnBothSidesOfOtherConstant_falls() {
        double[][] columns = columns(1, 5.0);
        IsolationForest guarded =
                IsolationForest.fit(columns, IsolationForestOptions.defaults().withNoveltyGuard(true));
        double[] row = Tables.row(columns, 0);
        double usual = guarded.scoreSample(row);
        for (double value : new double[] {4.0, 6.0}) {
            row[CONSTANT] = value;
            assertThat(guarded.scoreSample(row)).as("%s", value).isLessThan(usual);
        }
    }

    @Test
    void fit_withoutConstantColumns_growsThePublishedTrees() {
        double[][] columns = Arrays.copyOf(columns(1, 0.0), CONSTANT);
        IsolationForestOptions options = IsolationForestOptions.defaults();
        assertThat(IsolationForest.fit(columns, options.withNoveltyGuard(true)).pathLengthSums(columns))
                .isEqualTo(IsolationForest.fit(columns, options).pathLengthSums(columns));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fit_withGuard_sendsSampledRowsPastItAndKeepsTheDepthLimit(long seed) {
        double[][] columns = columns(seed, 0.0);
        IsolationForest forest = IsolationForest.fit(
                columns,
                IsolationForestOptions.defaults().withNoveltyGuard(true).withSeed(seed));
        int guards = 0;
        for (int index = 0; index < forest.treeCount(); index++) {
            ForestTree tree = forest.tree(index);
            int[] depth = new int[tree.nodeCount()];
            int rows = 0;
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (tree.isLeaf(node)) {
                    rows += tree.rowCount(node);
                    guards += tree.rowCount(node) == 0 ? 1 : 0;
                    assertThat(depth[node]).isLessThanOrEqualTo(8);
                } else {
                    depth[tree.left(node)] = depth[node] + 1;
                    depth[tree.right(node)] = depth[node] + 1;
                }
            }
            assertThat(rows).isEqualTo(256);
        }
        assertThat(guards).isPositive();
    }

    /** Three columns that vary, then two of one value. */
    private static double[][] columns(long seed, double constant) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[CONSTANT + 2][ROWS];
        for (int column = 0; column < CONSTANT; column++) {
            for (int row = 0; row < ROWS; row++) {
                columns[column][row] = random.nextInt(100);
            }
        }
        Arrays.fill(columns[CONSTANT], constant);
        Arrays.fill(columns[CONSTANT + 1], constant);
        return columns;
    }
}
