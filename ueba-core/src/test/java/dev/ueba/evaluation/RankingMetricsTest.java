package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingMetricsTest {

    /** A handful of roundings. */
    private static final double ROUNDING = 1e-14;

    private static final boolean[] LAST_TWO = {false, false, true, true};

    @Test
    void rocAuc_ofHandComputedCases_isExact() {
        // By hand: of the 4 pairs, 3 are in the right order.
        assertThat(RankingMetrics.rocAuc(new double[] {0.1, 0.4, 0.35, 0.8}, LAST_TWO))
                .isEqualTo(0.75);
        assertThat(RankingMetrics.rocAuc(new double[] {1, 2, 3, 4}, LAST_TWO)).isEqualTo(1.0);
        assertThat(RankingMetrics.rocAuc(new double[] {4, 3, 2, 1}, LAST_TWO)).isEqualTo(0.0);
        assertThat(RankingMetrics.rocAuc(new double[] {5, 5, 5, 5}, LAST_TWO)).isEqualTo(0.5);
        // One pair in order, one tied, two the other way round.
        assertThat(RankingMetrics.rocAuc(new double[] {2, 3, 2.5, 2}, LAST_TWO)).isEqualTo(0.375);
    }

    @Test
    void averagePrecision_ofHandComputedCases_isExact() {
        // By hand: the first anomaly at precision 1/1, the second at 2/3.
        assertThat(RankingMetrics.averagePrecision(new double[] {0.1, 0.4, 0.35, 0.8}, LAST_TWO))
                .isEqualTo((1.0 + 2.0 / 3.0) / 2);
        assertThat(RankingMetrics.averagePrecision(new double[] {1, 2, 3, 4}, LAST_TWO))
                .isEqualTo(1.0);
        assertThat(RankingMetrics.averagePrecision(new double[] {5, 5, 5, 5}, LAST_TWO))
                .isEqualTo(0.5);
        assertThat(RankingMetrics.averagePrecision(new double[] {4, 3, 2, 1}, LAST_TWO))
                .isEqualTo((1.0 / 3.0 + 2.0 / 4.0) / 2);
    }

    @Test
    void metrics_ofBothZeros_treatThemAsEqual() {
        double[] scores = {0.0, -0.0, -0.0, 0.0};
        assertThat(RankingMetrics.rocAuc(scores, LAST_TWO)).isEqualTo(0.5);
        assertThat(RankingMetrics.averagePrecision(scores, LAST_TWO)).isEqualTo(0.5);
    }

    @Test
    void metrics_ofInfiniteScores_rankThem() {
        double[] scores = {Double.NEGATIVE_INFINITY, 0, 1, Double.POSITIVE_INFINITY};
        assertThat(RankingMetrics.rocAuc(scores, LAST_TWO)).isEqualTo(1.0);
        assertThat(RankingMetrics.averagePrecision(scores, LAST_TWO)).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void metrics_ofRandomScores_equalTheDefinitions(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = 2 + random.nextInt(150);
        double[] scores = new double[rows];
        boolean[] positive = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = seed % 2 == 0 ? random.nextDouble() : random.nextInt(8);
            positive[row] = random.nextInt(4) == 0;
        }
        positive[0] = true;
        positive[1] = false;
        double[] before = scores.clone();
        assertThat(RankingMetrics.rocAuc(scores, positive)).isCloseTo(pairsInOrder(scores, positive), within(ROUNDING));
        assertThat(RankingMetrics.averagePrecision(scores, positive))
                .isCloseTo(precisionOverCutoffs(scores, positive), within(ROUNDING));
        assertThat(scores).isEqualTo(before);
    }

    private static double pairsInOrder(double[] scores, boolean[] positive) {
        double order = 0;
        int pairs = 0;
        for (int one = 0; one < scores.length; one++) {
            for (int other = 0; other < scores.length; other++) {
                if (positive[one] && !positive[other]) {
                    pairs++;
                    order += scores[one] > scores[other] ? 1.0 : scores[one] == scores[other] ? 0.5 : 0.0;
                }
            }
        }
        return order / pairs;
    }

    private static double precisionOverCutoffs(double[] scores, boolean[] positive) {
        double[] cutoffs = Arrays.stream(scores).distinct().sorted().toArray();
        double all = 0;
        for (boolean isPositive : positive) {
            all += isPositive ? 1 : 0;
        }
        double area = 0;
        double recallBefore = 0;
        for (int i = cutoffs.length - 1; i >= 0; i--) {
            double found = 0;
            double flagged = 0;
            for (int row = 0; row < scores.length; row++) {
                if (scores[row] >= cutoffs[i]) {
                    flagged++;
                    found += positive[row] ? 1 : 0;
                }
            }
            area += (found / all - recallBefore) * (found / flagged);
            recallBefore = found / all;
        }
        return area;
    }

    @Test
    void metrics_ofUnusableInput_areRefused() {
        double[] scores = {1, 2, 3};
        assertThatThrownBy(() -> RankingMetrics.rocAuc(scores, new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all 3 rows are not positive");
        assertThatThrownBy(() -> RankingMetrics.averagePrecision(scores, new boolean[] {true, true, true}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all 3 rows are positive");
        assertThatThrownBy(() -> RankingMetrics.rocAuc(scores, LAST_TWO))
                .hasMessage("there are 3 scores, but 4 labels");
        assertThatThrownBy(() -> RankingMetrics.averagePrecision(new double[] {1, 2, Double.NaN, 3}, LAST_TWO))
                .hasMessageContaining("row 2");
        assertThatThrownBy(() -> RankingMetrics.rocAuc(new double[0], new boolean[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
