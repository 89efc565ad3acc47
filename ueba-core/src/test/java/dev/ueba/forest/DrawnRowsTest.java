package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.StoredFile;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawnRowsTest {

    private static FeatureTable table(int rows) {
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("a", "b")));
        SplittableRandom random = new SplittableRandom(3);
        for (int row = 0; row < rows; row++) {
            builder.addRow("x", row, new double[] {random.nextDouble(), random.nextInt(5)});
        }
        return builder.build();
    }

    private static byte[] bytes(IsolationForest forest) {
        BinaryWriter out = new BinaryWriter();
        forest.writeTo(out);
        return new StoredFile("TESTTEST", "a test", 1).toBytes(out);
    }

    @Test
    void addDrawn_ofTheNumberedRowsAlone_growsTheForestOfTheWhole() {
        FeatureTable table = table(5000);
        IsolationForestOptions options = IsolationForestOptions.defaults().withTrees(7);
        DrawnRows drawn = new DrawnRows(table.rowCount(), 2, options);
        int[] numbers = drawn.rowNumbers();

        drawn.addDrawn(table.selectRows(numbers));

        assertThat(numbers).isSorted().hasSizeLessThanOrEqualTo(7 * 256);
        assertThat(bytes(drawn.grow())).isEqualTo(bytes(IsolationForest.fit(table, options)));
    }

    @Test
    void addDrawn_ofOtherRows_isRefused() {
        FeatureTable table = table(600);
        DrawnRows drawn =
                new DrawnRows(600, 2, IsolationForestOptions.defaults().withTrees(1));
        int[] numbers = drawn.rowNumbers();

        assertThatThrownBy(() -> drawn.addDrawn(table.selectRows(Arrays.copyOf(numbers, numbers.length - 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the 256 drawn rows");
        drawn.add(table);
        assertThatThrownBy(() -> drawn.addDrawn(table.selectRows(numbers))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void quantileRank_ofSharesAndCounts_interpolatesAsThePercentile() {
        double[] sorted = {-0.9, -0.5, -0.4, -0.1};

        assertThat(QuantileRank.of(4, 0.5)).isEqualTo(new QuantileRank(1, 0.5));
        assertThat(QuantileRank.of(4, 1.0)).isEqualTo(new QuantileRank(3, 0.0));
        assertThat(QuantileRank.of(1, 0.3)).isEqualTo(new QuantileRank(0, 0.0));
        for (double share : new double[] {0.01, 0.1, 0.25, 0.33, 0.5}) {
            QuantileRank rank = QuantileRank.of(4, share);
            int below = (int) rank.below();
            assertThat(rank.between(sorted[below], sorted[below + 1])).isEqualTo(Percentile.of(sorted, share));
        }
        assertThatThrownBy(() -> QuantileRank.of(0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QuantileRank.of(3, 1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
