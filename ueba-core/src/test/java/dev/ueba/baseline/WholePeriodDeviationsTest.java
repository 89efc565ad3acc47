package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WholePeriodDeviationsTest {

    private static final DeviationOptions OPTIONS = DeviationOptions.secDev2025();

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void enrichWholePeriod_ofRandomTable_hasTheBitsOfThePlainVersion(long seed) {
        FeatureTable base = RandomTables.of(seed);
        FeatureTable enriched = TrainingSets.enrichWholePeriod(base, OPTIONS);
        PlainDeviations plain = new PlainDeviations(base, DeviationOptions.defaults());
        for (String name : enriched.schema().features()) {
            if (base.schema().hasFeature(name)) {
                continue;
            }
            String source = name.substring("zscore_".length());
            int feature = base.schema().featureIndex(source);
            for (int row = 0; row < base.rowCount(); row++) {
                double[] numbers = plain.numbers(source, rowsOfSameActor(base, row));
                double deviation = PlainDeviations.deviation(numbers);
                double expected = base.actorIndex(row) >= 0 && deviation > 1e-9
                        ? Math.abs(base.value(row, feature) - PlainDeviations.mean(numbers)) / deviation
                        : 0.0;
                assertThat(enriched.value(row, enriched.schema().featureIndex(name)))
                        .isEqualTo(Double.valueOf(expected));
            }
        }
    }

    private static List<Integer> rowsOfSameActor(FeatureTable base, int row) {
        List<Integer> rows = new ArrayList<>();
        for (int other = 0; other < base.rowCount(); other++) {
            if (base.actorIndex(other) == base.actorIndex(row)) {
                rows.add(other);
            }
        }
        return rows;
    }

    private static final String MIXED =
            """
            zebra,actor,day,is_weekend,constant,small,apple
            2,a,2026-01-01,0,7,1,0.5
            4,a,2026-01-02,0,7,0,2.5
            6,a,2026-01-03,1,7,1,1.5
            """;

    @Test
    void enrichWholePeriod_addsColumnsAboveOneInAlphabeticalOrder() {
        FeatureTable enriched = TrainingSets.enrichWholePeriod(RandomTables.read(MIXED), OPTIONS);
        assertThat(enriched.schema().columns())
                .containsExactly(
                        "zebra",
                        "actor",
                        "day",
                        "is_weekend",
                        "constant",
                        "small",
                        "apple",
                        "zscore_apple",
                        "zscore_constant",
                        "zscore_zebra");
        assertThat(enriched.column(enriched.schema().featureIndex("zscore_zebra")))
                .containsExactly(1.0, 0.0, 1.0);
        assertThat(enriched.column(enriched.schema().featureIndex("zscore_constant")))
                .containsOnly(0.0);
    }

    @Test
    void enrichWholePeriod_withoutZScores_addsNothing() {
        FeatureTable base = RandomTables.read(MIXED);
        assertThat(TrainingSets.enrichWholePeriod(base, OPTIONS.withZScores(false))
                        .schema())
                .isEqualTo(base.schema());
    }

    @Test
    void enrichWholePeriod_withFeaturesOfAModel_derivesThoseWhateverTheMaxima() {
        List<String> fitted = TrainingSets.enrichWholePeriod(RandomTables.read(MIXED), OPTIONS)
                .schema()
                .features();
        FeatureTable quiet = RandomTables.read(
                """
                zebra,actor,day,is_weekend,constant,small,apple
                0,a,2026-02-01,0,0,1,0
                1,a,2026-02-02,0,0,9,0
                """);
        FeatureTable enriched = TrainingSets.enrichWholePeriod(quiet, FeatureSchema.ofFeatures(fitted));
        assertThat(enriched.schema().features()).isEqualTo(fitted);
        assertThat(TrainingSets.enrichWholePeriod(quiet, OPTIONS).schema().hasFeature("zscore_small"))
                .isTrue();
    }

    @Test
    void enrichWholePeriod_whenADerivedNameIsTaken_isRefused() {
        FeatureTable base = RandomTables.read("actor,day,x,zscore_x\na,2026-01-01,5,0\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSets.enrichWholePeriod(base, OPTIONS))
                .withMessageContaining("zscore_x");
    }

    @Test
    void enrichWholePeriod_ofNoRows_givesNone() {
        FeatureTable base = RandomTables.read("actor,day,x\n");
        assertThat(TrainingSets.enrichWholePeriod(base, OPTIONS).rowCount()).isZero();
    }
}
