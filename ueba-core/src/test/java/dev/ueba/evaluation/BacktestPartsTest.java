package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts that a backtest is made of. */
class BacktestPartsTest {

    @Test
    void ranks_withTies_shareTheLimit() {
        DailyRanks ranks = DailyRanks.of(new double[] {3, 0.0, -0.0, 0.0, 9, -1}, new int[] {1, 1, 1, 1, 2, 2});
        assertThat(ranks.chance(0, 1)).isEqualTo(1.0);
        assertThat(ranks.chance(1, 1)).isZero();
        assertThat(ranks.chance(1, 2)).isEqualTo(1.0 / 3.0);
        assertThat(ranks.chance(2, 3)).isEqualTo(2.0 / 3.0);
        assertThat(ranks.chance(3, 4)).isEqualTo(1.0);
        assertThat(ranks.chance(4, 1)).isEqualTo(1.0);
        assertThat(ranks.chance(5, 1)).isZero();
        assertThat(ranks.chance(5, 2)).isEqualTo(1.0);
    }

    @Test
    void ranks_whenADayEndsInATie_beginTheNextDayAnew() {
        DailyRanks ranks = DailyRanks.of(new double[] {2, 2, 2}, new int[] {1, 1, 2});
        assertThat(ranks.chance(0, 1)).isEqualTo(0.5);
        assertThat(ranks.chance(2, 1)).isEqualTo(1.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ranks_sumToTheBudget(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = random.ints(60, 0, 6).asDoubleStream().toArray();
        int[] days = random.ints(60, 0, 4).toArray();
        DailyRanks ranks = DailyRanks.of(scores, days);
        for (int k = 1; k <= 30; k++) {
            for (int day = 0; day < 4; day++) {
                int now = day;
                int rows = (int) Arrays.stream(days).filter(each -> each == now).count();
                double sum = 0.0;
                for (int row = 0; row < days.length; row++) {
                    sum += days[row] == day ? ranks.chance(row, k) : 0.0;
                }
                assertThat(sum).isCloseTo(Math.min(k, rows), within(1e-12));
            }
        }
    }

    @Test
    void incident_overSeveralDays_isFoundOnce() {
        DailyRanks ranks = DailyRanks.of(new double[] {1, 1, 1, 1, 5, 0}, new int[] {1, 1, 2, 2, 3, 3});
        Incident incident = new Incident("a", "x", 1, List.of(List.of(0), List.of(2), List.of(4)));
        assertThat(incident.firstLook(ranks, 1)).containsExactly(0.5, 0.25, 0.25);
        assertThat(incident.chance(ranks, 1)).isEqualTo(1.0);
        assertThat(TimeToDetect.of(List.of(incident), ranks, 1)).contains(new TimeToDetect(1.0, 0.75, 0, 2));
    }

    @Test
    void interval_ofHalves_isThatOfTheBinomial() {
        double[] values = new double[100];
        Arrays.fill(values, 0, 40, 1.0);
        Interval interval = Interval.ofMean(values, 4_000, new SeededRandom(7));
        assertThat(interval.value()).isEqualTo(0.4);
        // Normal approximation: 0.4 -+ 1.96 * sqrt(0.4 * 0.6 / 100).
        assertThat(interval.low()).isCloseTo(0.304, within(0.021));
        assertThat(interval.high()).isCloseTo(0.496, within(0.021));
        assertThat(Interval.ofMean(values, 4_000, new SeededRandom(7))).isEqualTo(interval);
        assertThat(Interval.ofMean(new double[] {1, 1}, 10, new SeededRandom(7)))
                .isEqualTo(new Interval(1, 1, 1));
        assertThat(Interval.ofMean(new double[0], 10, new SeededRandom(7))).isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void alerts_areCountedByDay() {
        boolean[] alerts = {true, true, true, false, false};
        boolean[] positive = {true, false, false, true, false};
        assertThat(OwnAlerts.of(alerts, positive, new int[] {1, 1, 2, 3, 3}))
                .isEqualTo(new OwnAlerts(3, 1.0, 2, 2, 1, 0.5, 1.0 / 3.0));
        assertThat(OwnAlerts.of(new boolean[2], new boolean[] {true, false}, new int[] {1, 1}))
                .isEqualTo(new OwnAlerts(0, 0.0, 0, 0, 0, 0.0, 0.0));
    }

    @Test
    void stability_ofEqualAndReversedRankings_isPlusAndMinusOne() {
        int[] days = {1, 1, 1, 1};
        double[] up = {1, 2, 3, 4};
        double[] down = {4, 3, 2, 1};
        assertThat(SeedStability.of(List.of(up, up.clone()), days, 2)).isEqualTo(new SeedStability(2, 1.0, 1.0, 1.0));
        SeedStability reversed = SeedStability.of(List.of(up, down), days, 2);
        assertThat(reversed).isEqualTo(new SeedStability(2, -1.0, -1.0, 0.0));
        SeedStability three = SeedStability.of(List.of(up, up.clone(), down), days, 4);
        assertThat(three.meanCorrelation()).isCloseTo(-1.0 / 3.0, within(1e-12));
        assertThat(three.leastCorrelation()).isEqualTo(-1.0);
        // SciPy 1.17: scipy.stats.spearmanr([1, 2, 2, 4], [1, 3, 2, 4]).statistic = 0.9486832980505138
        assertThat(SeedStability.of(List.of(new double[] {1, 2, 2, 4}, new double[] {1, 3, 2, 4}), days, 4)
                        .meanCorrelation())
                .isCloseTo(0.9486832980505138, within(1e-12));
    }
}
