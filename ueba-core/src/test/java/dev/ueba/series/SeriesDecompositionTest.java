package dev.ueba.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesDecompositionTest {

    /** The traffic of an application, twice a day: example of Microsoft's page of series_periods_detect, CC BY 4.0. */
    private static final double[] TRAFFIC = {
        80, 139, 87, 110, 68, 54, 50, 51, 53, 133, 86, 141, 97, 156, 94, 149, 95, 140, 77, 61, 50, 54, 47, 133, 72, 152,
        94, 148, 105, 162, 101, 160, 87, 63, 53, 55, 54, 151, 103, 189, 108, 183, 113, 175, 113, 178, 90, 71, 62, 62,
        65, 165, 109, 181, 115, 182, 121, 178, 114, 170
    };

    private static final SeriesDecomposition PLAIN =
            SeriesDecomposition.defaults().withSeasonality(SeriesDecomposition.NONE);

    @Test
    void decompose_goldenResiduals_giveTheScoresOfKusto() {
        double[] residuals = {-3, 2.4, 15, 3.9, 5, 6, 4.5, 5.2, 3, 4, 5, 16, 7, 5, 5, 4};

        SeriesAnomalies found = PLAIN.withTrend(SeriesTrend.NONE).decompose(residuals);

        assertThat(found.residuals()).isEqualTo(residuals);
        // Kusto: series_outliers of these numbers with 'ctukey' and the percentiles 10 and 90.
        assertThat(found.score(0)).isEqualTo(-1.904078548360857, within(1e-15));
        assertThat(found.score(1)).isEqualTo(-0.10021466044004519, within(1e-15));
        assertThat(found.score(2)).isEqualTo(1.3361954725339347, within(1e-15));
        assertThat(found.score(11)).isEqualTo(1.6702443406674186, within(1e-15));
        for (int i : new int[] {3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15}) {
            assertThat(found.score(i)).isZero();
        }
        assertThat(found.flags()).containsExactly(-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
        assertThat(found.anomalyCount()).isEqualTo(2);
        assertThat(found.isSpreadDegenerate()).isFalse();
    }

    @Test
    void detect_trafficOfTheDocumentation_hasPeriod14() {
        assertThat(SeriesDecomposition.defaults().decompose(TRAFFIC).period()).isEqualTo(14);
    }

    // Microsoft's page of series_seasonal: six bins, five bins, and too short to tell.
    @Test
    void detect_seriesOfThePageOfSeasons_agree() {
        assertThat(period(2, 5, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1))
                .isEqualTo(6);
        assertThat(period(8, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10))
                .isEqualTo(5);
        assertThat(period(1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6)).isZero();
    }

    private static int period(double... series) {
        return SeriesDecomposition.defaults().decompose(series).period();
    }

    @ParameterizedTest
    @CsvSource({"7,31", "7,28", "14,60", "24,72", "24,96", "4,12"})
    void detect_ownSeasonWithNoise_findsThePeriod(int period, int length) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] shape = random.doubles(period, 0, 100).toArray();
            shape[0] = 200;
            double[] series = new double[length];
            for (int i = 0; i < length; i++) {
                series[i] = shape[i % period] + 3 * random.nextDouble() + 0.5 * i;
            }
            assertThat(period(series)).as("seed %d", seed).isEqualTo(period);
        }
    }

    @Test
    void detect_noiseTrendOrConstant_findsNone() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            found += period(new SplittableRandom(seed).doubles(31).toArray()) == 0 ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(2);
        double[] line = new double[31];
        Arrays.setAll(line, i -> 0.1 * i);
        assertThat(period(line)).isZero();
        assertThat(period(new double[31])).isZero();
        double[] curve = new double[40];
        Arrays.setAll(curve, i -> (double) i * i);
        assertThat(period(curve)).isZero();
    }

    @Test
    void decompose_constantThenRise_isInfiniteAndSaysSo() {
        double[] series = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

        SeriesAnomalies found = SeriesDecomposition.defaults().withTestPoints(1).decompose(series);

        assertThat(found.isSpreadDegenerate()).isTrue();
        assertThat(found.scores()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, Double.POSITIVE_INFINITY);
        assertThat(found.flag(9)).isEqualTo(1);
        assertThat(found.baseline(9)).isZero();
    }

    @Test
    void decompose_constantFractions_haveNoAnomalyByRounding() {
        for (SeriesTrend trend : SeriesTrend.values()) {
            double[] series = new double[30];
            Arrays.fill(series, 0.1);
            SeriesAnomalies found = PLAIN.withTrend(trend).decompose(series);
            assertThat(found.scores()).as("%s", trend).containsOnly(0.0);
            assertThat(found.isSpreadDegenerate()).isTrue();
        }
        double[] line = new double[30];
        Arrays.setAll(line, i -> 0.1 + 0.7 * i);
        assertThat(PLAIN.withTrend(SeriesTrend.LINE_FIT).decompose(line).scores())
                .containsOnly(0.0);
    }

    @Test
    void decompose_fallBelowThePlateau_isMinusInfinity() {
        SeriesAnomalies found = PLAIN.withTestPoints(1).decompose(5, 5, 5, 5, 5, 2);

        assertThat(found.score(5)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(found.flag(5)).isEqualTo(-1);
        assertThat(found.anomalyCount()).isOne();
    }

    @Test
    void decompose_oneSpike_isFlaggedAlone() {
        double[] series = new double[30];
        Arrays.setAll(series, i -> 10 + i % 3);
        series[20] = 60;

        SeriesAnomalies found = PLAIN.decompose(series);

        assertThat(found.anomalyCount()).isOne();
        assertThat(found.flag(20)).isOne();
    }

    @Test
    void decompose_line_followsItAndContinuesOverTestPoints() {
        double[] series = new double[20];
        Arrays.setAll(series, i -> 3 * i + (i % 2 == 0 ? 1 : -1));

        SeriesAnomalies found =
                PLAIN.withTrend(SeriesTrend.LINE_FIT).withTestPoints(4).decompose(series);

        assertThat(found.baseline(19)).isEqualTo(57, within(0.5));
        assertThat(found.anomalyCount()).isZero();
    }

    @Test
    void decompose_week_expectsTheWeekday() {
        double[] series = new double[29];
        Arrays.setAll(series, i -> i % 7 < 5 ? 20 + i % 2 : 0);
        series[28] = 20;

        SeriesAnomalies found = SeriesDecomposition.defaults().withTestPoints(1).decompose(series);

        assertThat(found.period()).isEqualTo(7);
        assertThat(found.baseline(28)).isEqualTo(20.5, within(0.6));
        assertThat(found.flag(28)).isZero();
        series[27] = 20;
        SeriesAnomalies sunday =
                SeriesDecomposition.defaults().withTestPoints(2).decompose(series);
        assertThat(sunday.flag(27)).isOne();
    }

    @Test
    void decompose_gapsOfZeros_lowerTheMedianOnlyWhereTheyAreUsual() {
        double[] series = new double[28];
        Arrays.setAll(series, i -> i % 7 == 0 ? 9 : 1);
        series[7] = 0;

        SeriesAnomalies found =
                SeriesDecomposition.defaults().withSeasonality(7).decompose(series);

        assertThat(found.baseline(7) - found.baseline(8)).isEqualTo(8, within(1e-12));
        assertThat(found.flag(7)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void decompose_testPoints_doNotChangeTheBaseline(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] series = random.doubles(40, 0, 10).toArray();
        for (SeriesTrend trend : SeriesTrend.values()) {
            SeriesDecomposition decomposition =
                    SeriesDecomposition.defaults().withTrend(trend).withTestPoints(5);
            SeriesAnomalies before = decomposition.decompose(series);
            double[] changed = series.clone();
            for (int i = 35; i < 40; i++) {
                changed[i] = random.nextDouble() * 1e6;
            }
            SeriesAnomalies after = decomposition.decompose(changed);

            assertThat(after.baseline()).isEqualTo(before.baseline());
            assertThat(Arrays.copyOf(after.scores(), 35)).isEqualTo(Arrays.copyOf(before.scores(), 35));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void decompose_shiftedOrScaled_hasTheSameScores(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] series = new double[35];
        Arrays.setAll(series, i -> random.nextInt(10) + (seed % 2 == 0 ? 30 * (i % 7 / 5) : 0));
        for (SeriesTrend trend : SeriesTrend.values()) {
            SeriesDecomposition decomposition =
                    SeriesDecomposition.defaults().withTrend(trend).withTestPoints(1);
            SeriesAnomalies original = decomposition.decompose(series);
            SeriesAnomalies scaled = decomposition.decompose(
                    Arrays.stream(series).map(x -> 3.7 * x).toArray());
            SeriesAnomalies shifted = decomposition.decompose(
                    Arrays.stream(series).map(x -> x + 1000).toArray());

            assertThat(scaled.period()).isEqualTo(original.period());
            assertThat(shifted.period()).isEqualTo(original.period());
            assertThat(scaled.scores()).containsExactly(original.scores(), within(1e-9));
            // Without a trend the constant stays in the residuals; the percentiles move with it.
            assertThat(shifted.scores()).containsExactly(original.scores(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void decompose_anySeries_neverGivesNaN(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] series = new double[3 + random.nextInt(60)];
        double size = Math.scalb(1.0, random.nextInt(-1000, 330));
        Arrays.setAll(series, i -> random.nextInt(3) == 0 ? size * random.nextDouble(-1, 1) : 0);

        for (SeriesTrend trend : SeriesTrend.values()) {
            SeriesAnomalies found =
                    SeriesDecomposition.defaults().withTrend(trend).decompose(series);
            for (int i = 0; i < series.length; i++) {
                assertThat(found.score(i)).isNotNaN();
                assertThat(found.residual(i)).isFinite();
                assertThat(found.flag(i))
                        .isEqualTo((int) Math.signum(found.score(i) > 1.5 ? 1 : found.score(i) < -1.5 ? -1 : 0));
            }
        }
    }

    @Test
    void decompose_shortSeries_isRefusedBelowThreeTrainingPoints() {
        assertThat(SeriesDecomposition.defaults().decompose(1, 2, 3).length()).isEqualTo(3);
        assertThatThrownBy(() -> SeriesDecomposition.defaults().decompose(1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 3 points to learn from, but has 2 points");
        assertThatThrownBy(
                        () -> SeriesDecomposition.defaults().withTestPoints(1).decompose(1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 of them for testing");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
    void decompose_noFiniteNumber_isRefusedWithItsPosition(double value) {
        assertThatThrownBy(() -> SeriesDecomposition.defaults().decompose(1, 2, 3, value, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at position 3 there was " + value);
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> SeriesDecomposition.defaults().withThreshold(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SeriesDecomposition.defaults().withThreshold(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SeriesDecomposition.defaults().withSeasonality(-2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SeriesDecomposition.defaults().withTestPoints(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PLAIN.withSeasonality(6).decompose(1, 2, 3, 4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the period 6 is longer than the 5 points");
    }

    @Test
    void anomalies_ofAServer_areTakenAsTheyAre() {
        double[] series = {0, 0, 4, 0};
        SeriesAnomalies told = SeriesAnomalies.of(
                1.5, series, new double[] {0, Double.NaN, Double.NaN, -2}, new double[] {0, 0, 1, 1});

        assertThat(told.scores()).containsExactly(0, 0, Double.POSITIVE_INFINITY, -2);
        assertThat(told.flags()).containsExactly(0, 0, 1, -1);
        assertThat(told.residuals()).containsExactly(0, 0, 3, -1);
        assertThat(told.isSpreadDegenerate()).isTrue();
        assertThat(told.period()).isEqualTo(SeriesAnomalies.UNKNOWN_PERIOD);
        assertThatThrownBy(() -> SeriesAnomalies.of(1.5, series, new double[3], new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 points, but there are 3 scores");
    }
}
