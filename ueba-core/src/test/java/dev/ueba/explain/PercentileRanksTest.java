package dev.ueba.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileRanksTest {

    /** Made with SciPy 1.10.1 over a synthetic table: the mean-rank percentile of each value among all rows. */
    private static final Path REFERENCE =
            Path.of("..", "ueba-core", "src", "test", "resources", "golden", "pipeline", "secdev-2025");

    private static PercentileRanks ranksOf(double... values) {
        return PercentileRanks.of(FeatureTable.of(IntStream.range(0, values.length)
                .mapToObj(i -> new FeatureRecord("a", LocalDate.of(2026, 1, 5).plusDays(i), Map.of("x", values[i])))
                .toList()));
    }

    @Test
    void rank_ofReferenceAnomalies_isTheNotebooksBitForBit() throws IOException {
        FeatureTable all =
                FeatureCsv.read(REFERENCE.resolve("complete-features.csv"), FeatureCsvOptions.forGitHubAudit());
        PercentileRanks ranks = PercentileRanks.of(all);
        List<String> wanted = new ArrayList<>(List.of("actor", "day"));
        wanted.addAll(all.schema().features());
        List<TextCsv.Row> expected = TextCsv.read(REFERENCE.resolve("percentile-ranks.csv"), wanted, List.of());
        assertThat(expected).hasSize(12);
        for (TextCsv.Row line : expected) {
            List<String> cells = line.cells();
            int row = IntStream.range(0, all.rowCount())
                    .filter(i -> all.actor(i).equals(cells.get(0))
                            && all.day(i).toString().equals(cells.get(1)))
                    .findFirst()
                    .orElseThrow();
            for (int feature = 0; feature < all.featureCount(); feature++) {
                assertThat(ranks.rank(feature, all.value(row, feature)))
                        .as("%s of %s", wanted.get(feature + 2), cells.subList(0, 2))
                        .isEqualTo(Double.parseDouble(cells.get(feature + 2)));
            }
        }
    }

    @Test
    void rank_ofTies_isTheMeanOfBothEnds() {
        PercentileRanks ranks = ranksOf(1, 2, 2, 2, 5);
        // SciPy 1.10: percentileofscore([1, 2, 2, 2, 5], 2, 'mean')
        assertThat(ranks.rank(0, 2)).isEqualTo(50);
        assertThat(ranks.rank(0, 1)).isEqualTo(10);
        assertThat(ranks.rank(0, 5)).isEqualTo(90);
    }

    @Test
    void rank_ofValuesThatDoNotOccur_isTheShareBelow() {
        PercentileRanks ranks = ranksOf(1, 2, 2, 2, 5);
        assertThat(ranks.rank(0, 0)).isZero();
        assertThat(ranks.rank(0, 3)).isEqualTo(80);
        assertThat(ranks.rank(0, 9)).isEqualTo(100);
    }

    @Test
    void rank_ofOneRow_isFifty() {
        assertThat(ranksOf(7).rank(0, 7)).isEqualTo(50);
    }

    @Test
    void rank_ofNegativeZero_equalsZero() {
        PercentileRanks ranks = ranksOf(0.0, -0.0, 1);
        assertThat(ranks.rank(0, -0.0)).isEqualTo(ranks.rank(0, 0.0));
    }

    @Test
    void rank_ofNaNOrWithoutRows_isNaN() {
        assertThat(ranksOf(1, 2).rank(0, Double.NaN)).isNaN();
        PercentileRanks none =
                PercentileRanks.of(new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("x"))).build());
        assertThat(none.rank(0, 1)).isNaN();
    }
}
