package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnomalyClustersTest {

    private static final List<String> FEATURES =
            List.of("a", "b", "c", "d", "zscore_a", "zscore_b", "zscore_c", "zscore_d");

    /** Rows of three kinds in turn: a deviates, b deviates, c and d deviate. */
    private static FeatureTable threeKinds(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(FEATURES));
        for (int row = 0; row < rows; row++) {
            double[] values = new double[8];
            double strength = 5 + 20 * random.nextDouble();
            for (int i = 4; i < 8; i++) {
                values[i] = random.nextDouble();
            }
            switch (row % 3) {
                case 0 -> values[4] = strength;
                case 1 -> values[5] = strength;
                default -> {
                    values[6] = strength;
                    values[7] = strength;
                }
            }
            builder.addRow("actor-" + row, Samples.DAY, values);
        }
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void clusters_ofThreeKinds_areThree(long seed) {
        AnomalyClusters clusters = AnomalyClusters.of(threeKinds(60, seed), 60, seed);
        assertThat(clusters.clusters()).hasSize(3);
        for (int row = 0; row < 60; row++) {
            assertThat(clusters.clusterOf(row)).isEqualTo(1 + row % 3);
        }
        assertThat(clusters.clusters().get(0).features().get(0)).isEqualTo("a");
        assertThat(clusters.clusters().get(1).features().get(0)).isEqualTo("b");
        assertThat(clusters.clusters().get(2).features().subList(0, 2)).containsExactlyInAnyOrder("c", "d");
        assertThat(clusters.clusters().get(0).rows()).startsWith(0, 3, 6);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void map_ofThreeKinds_keepsKindsTogether(long seed) {
        AnomalyClusters clusters = AnomalyClusters.of(threeKinds(60, seed), 60, seed);
        int sameKind = 0;
        for (int row = 0; row < 60; row++) {
            int from = row;
            int nearest = IntStream.range(0, 60)
                    .filter(other -> other != from)
                    .boxed()
                    .min((a, b) -> Double.compare(distance(clusters, from, a), distance(clusters, from, b)))
                    .orElseThrow();
            sameKind += nearest % 3 == row % 3 ? 1 : 0;
        }
        assertThat(sameKind).isGreaterThanOrEqualTo(57);
    }

    private static double distance(AnomalyClusters clusters, int a, int b) {
        return Math.hypot(clusters.x(a) - clusters.x(b), clusters.y(a) - clusters.y(b));
    }

    @Test
    void of_sameRowsAndSeed_isTheSame() {
        FeatureTable table = threeKinds(60, 9);
        AnomalyClusters first = AnomalyClusters.of(table, 60, 5);
        AnomalyClusters second = AnomalyClusters.of(table, 60, 5);
        assertThat(second.clusters()).isEqualTo(first.clusters());
        for (int row = 0; row < 60; row++) {
            assertThat(second.x(row)).isEqualTo(first.x(row));
            assertThat(second.y(row)).isEqualTo(first.y(row));
        }
    }

    @Test
    void of_fewRows_isOneClusterWithoutMap() {
        AnomalyClusters clusters = AnomalyClusters.of(threeKinds(5, 1), 5, 0);
        assertThat(clusters.clusters()).hasSize(1);
        assertThat(clusters.hasMap()).isFalse();
        AnomalyClusters none = AnomalyClusters.of(threeKinds(0, 1), 0, 0);
        assertThat(none.clusters()).isEmpty();
        assertThat(none.rowCount()).isZero();
    }

    @Test
    void of_equalRowsAndHugeValues_staysFinite() {
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("a", "b")));
        for (int row = 0; row < 40; row++) {
            builder.addRow("x", Samples.DAY, new double[] {row < 20 ? 0 : 1e300, 5});
        }
        AnomalyClusters clusters = AnomalyClusters.of(builder.build(), 40, 0);
        assertThat(IntStream.range(0, 40).mapToDouble(clusters::x).allMatch(Double::isFinite))
                .isTrue();
        assertThat(IntStream.range(0, 40).mapToDouble(clusters::y).allMatch(Double::isFinite))
                .isTrue();
        assertThat(clusters.clusterOf(0)).isEqualTo(1);
    }

    @Test
    void of_moreRowsThanAllowed_isRefused() {
        assertThatThrownBy(() -> AnomalyClusters.of(threeKinds(5, 1), 6, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
