package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionAtKTest {

    private static final double[] SCORES = {0.9, 0.8, 0.8, 0.8, 0.1};
    private static final boolean[] POSITIVE = {false, true, true, false, true};

    @Test
    void found_equalScoresAcrossTheLimit_isTheAverageOverTheirOrders() {
        assertThat(PrecisionAtK.found(SCORES, POSITIVE, 1)).isZero();
        assertThat(PrecisionAtK.found(SCORES, POSITIVE, 2)).isEqualTo(2.0 / 3, within(1e-15));
        assertThat(PrecisionAtK.found(SCORES, POSITIVE, 3)).isEqualTo(4.0 / 3, within(1e-15));
        assertThat(PrecisionAtK.found(SCORES, POSITIVE, 4)).isEqualTo(2.0);
        assertThat(PrecisionAtK.found(SCORES, POSITIVE, 5)).isEqualTo(3.0);
        assertThat(PrecisionAtK.found(SCORES, POSITIVE, 99)).isEqualTo(3.0);
    }

    @Test
    void precisionAndRecall_byHand() {
        assertThat(PrecisionAtK.precision(SCORES, POSITIVE, 4)).isEqualTo(0.5);
        assertThat(PrecisionAtK.recall(SCORES, POSITIVE, 4)).isEqualTo(2.0 / 3);
        assertThat(PrecisionAtK.precision(SCORES, POSITIVE, 99)).isEqualTo(0.6);
        assertThat(PrecisionAtK.recall(SCORES, POSITIVE, 99)).isEqualTo(1.0);
    }

    @Test
    void precisionAndRecall_withoutRowsOrPositives_areZero() {
        assertThat(PrecisionAtK.precision(new double[0], new boolean[0], 3)).isZero();
        assertThat(PrecisionAtK.recall(new double[0], new boolean[0], 3)).isZero();
        assertThat(PrecisionAtK.recall(SCORES, new boolean[5], 3)).isZero();
        assertThat(PrecisionAtK.precision(SCORES, new boolean[5], 3)).isZero();
    }

    @Test
    void found_zerosAndInfinities_areCompared() {
        double[] scores = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        boolean[] positive = {true, false, false, true};
        assertThat(PrecisionAtK.found(scores, positive, 2)).isEqualTo(0.5);
        assertThat(PrecisionAtK.found(scores, positive, 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void found_doesNotDependOnTheOrderOfRows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = random.doubles(50).map(x -> Math.floor(x * 8)).toArray();
        boolean[] positive = new boolean[50];
        for (int row = 0; row < 50; row++) {
            positive[row] = random.nextInt(4) == 0;
        }
        double[] turned = new double[50];
        boolean[] turnedPositive = new boolean[50];
        for (int row = 0; row < 50; row++) {
            turned[row] = scores[49 - row];
            turnedPositive[row] = positive[49 - row];
        }
        for (int k = 1; k <= 51; k++) {
            assertThat(PrecisionAtK.found(turned, turnedPositive, k))
                    .isEqualTo(PrecisionAtK.found(scores, positive, k));
        }
    }

    @Test
    void daily_looksAtEachDayByItself() {
        double[] scores = {9, 8, 7, 1, 2, 3};
        boolean[] positive = {false, true, true, true, false, false};
        int[] days = {5, 5, 5, 7, 7, 8};
        PrecisionAtK.DailyBudget budget = PrecisionAtK.daily(scores, positive, days, 2);
        assertThat(budget).isEqualTo(new PrecisionAtK.DailyBudget(2, 3, 5, 2.0, 3));
        assertThat(budget.precision()).isEqualTo(0.4);
        assertThat(budget.recall()).isEqualTo(2.0 / 3);
        PrecisionAtK.DailyBudget nothing = PrecisionAtK.daily(new double[0], new boolean[0], new int[0], 1);
        assertThat(nothing.precision()).isZero();
        assertThat(nothing.recall()).isZero();
    }

    @Test
    void mistakes_areRefused() {
        assertThatThrownBy(() -> PrecisionAtK.found(SCORES, POSITIVE, 0)).hasMessage("k must be >= 1, but was 0");
        assertThatThrownBy(() -> PrecisionAtK.found(SCORES, new boolean[1], 1)).hasMessageContaining("but 1 labels");
        assertThatThrownBy(() -> PrecisionAtK.found(new double[] {Double.NaN}, new boolean[1], 1))
                .hasMessageContaining("row 0");
        assertThatThrownBy(() -> PrecisionAtK.daily(SCORES, POSITIVE, new int[1], 1))
                .hasMessageContaining("but 1 days");
    }
}
