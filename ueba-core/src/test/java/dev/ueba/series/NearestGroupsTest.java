package dev.ueba.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NearestGroupsTest {

    @Test
    void of_threeHeaps_findsThem() {
        assertThat(NearestGroups.of(new double[] {9, 1, 5, 1.5, 5.5, 9.5, 1.2}, 3))
                .containsExactly(2, 0, 1, 0, 1, 2, 0);
    }

    @Test
    void of_fewerDifferentNumbersThanGroups_makesFewerGroups() {
        assertThat(NearestGroups.of(new double[] {3, 3, 1}, 3)).containsExactly(1, 1, 0);
        assertThat(NearestGroups.of(new double[] {-0.0, 0.0}, 3)).containsExactly(0, 0);
        assertThat(NearestGroups.of(new double[0], 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void of_randomNumbers_isAsGoodAsTheBestOfAllCuts(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.doubles(14, 0, 10)
                .map(x -> seed % 2 == 0 ? Math.rint(x) : x * x * x)
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double best = Double.POSITIVE_INFINITY;
        for (int first = 1; first < sorted.length; first++) {
            for (int second = first + 1; second < sorted.length; second++) {
                best = Math.min(
                        best,
                        spread(sorted, 0, first)
                                + spread(sorted, first, second)
                                + spread(sorted, second, sorted.length));
            }
        }
        int[] groups = NearestGroups.of(values, 3);
        double found = 0;
        for (int group = 0; group < 3; group++) {
            int wanted = group;
            double[] members = java.util.stream.IntStream.range(0, values.length)
                    .filter(i -> groups[i] == wanted)
                    .mapToDouble(i -> values[i])
                    .toArray();
            found += spread(members, 0, members.length);
        }

        assertThat(found).isEqualTo(best, within(1e-9 * (1 + best)));
    }

    private static double spread(double[] values, int from, int to) {
        double mean = Arrays.stream(values, from, to).average().orElse(0);
        return Arrays.stream(values, from, to).map(x -> (x - mean) * (x - mean)).sum();
    }

    @Test
    void of_manyNumbers_doesNotDependOnTheirOrder() {
        double[] values = new SplittableRandom(3).doubles(5000).toArray();
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        int[] groups = NearestGroups.of(values, 3);
        int[] ofReversed = NearestGroups.of(reversed, 3);

        for (int i = 0; i < values.length; i++) {
            assertThat(ofReversed[values.length - 1 - i]).isEqualTo(groups[i]);
        }
    }

    @Test
    void of_wrongInput_isRefused() {
        assertThatThrownBy(() -> NearestGroups.of(new double[] {1, Double.NaN}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 1");
        assertThatThrownBy(() -> NearestGroups.of(new double[] {1}, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
