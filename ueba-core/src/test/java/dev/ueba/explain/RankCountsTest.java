package dev.ueba.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankCountsTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.ofFeatures(List.of("x", "y", "ignored"));

    private static FeatureTable table(SplittableRandom random, int rows) {
        FeatureTableBuilder builder = new FeatureTableBuilder(SCHEMA);
        for (int row = 0; row < rows; row++) {
            double x = random.nextInt(5) == 0 ? -0.0 : random.nextInt(-3, 20);
            builder.addRow("a" + row, 20_000, new double[] {x, random.nextDouble(), 1});
        }
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void toRanks_ofCountsOfParts_areThoseOfTheWholeTable(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureTable all = table(random, random.nextInt(1, 300));
        int[] chosen = random.ints(10, 0, all.rowCount()).toArray();
        double[][] values = new double[3][];
        for (int feature = 0; feature < 2; feature++) {
            int column = feature;
            values[feature] = Arrays.stream(chosen)
                    .mapToDouble(row -> all.value(row, column))
                    .toArray();
        }
        values[2] = new double[0];
        int cut = random.nextInt(all.rowCount() + 1);
        RankCounts first = RankCounts.of(SCHEMA, values);
        RankCounts second = RankCounts.of(SCHEMA, values);

        first.add(all.selectRows(IntStream.range(0, cut).toArray()));
        second.add(all.selectRows(IntStream.range(cut, all.rowCount()).toArray()));
        first.addCounts(second.counts());
        PercentileRanks ranks = first.toRanks();
        PercentileRanks expected = PercentileRanks.of(all);

        for (int feature = 0; feature < 2; feature++) {
            for (double value : values[feature]) {
                assertThat(ranks.rank(feature, value)).isEqualTo(expected.rank(feature, value));
            }
        }
    }

    @Test
    void of_andRank_refuseWhatWasNotCounted() {
        RankCounts counts = RankCounts.of(SCHEMA, new double[][] {{1, 2}, {}, {}});
        counts.add(table(new SplittableRandom(1), 10));

        assertThatThrownBy(() -> counts.toRanks().rank(0, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x'");
        assertThat(counts.toRanks().rank(0, Double.NaN)).isNaN();
        assertThatThrownBy(() -> counts.addCounts(new long[3])).hasMessageContaining("expected 7 counts");
        assertThatThrownBy(() -> RankCounts.of(SCHEMA, new double[2][0])).hasMessageContaining("3 features");
        assertThatThrownBy(() -> RankCounts.of(SCHEMA, new double[][] {{Double.NaN}, {}, {}}))
                .hasMessageContaining("'x'");
    }
}
