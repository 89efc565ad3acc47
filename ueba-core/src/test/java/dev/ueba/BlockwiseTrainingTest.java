package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingBlocks;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.forest.Amount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Blockwise training gives the file that training in memory gives, byte for byte. */
class BlockwiseTrainingTest {

    @TempDir
    private Path temporary;

    static Stream<ReferencePipeline.Run> rollingRuns() {
        return ReferencePipeline.runs(ReferencePipeline.resources()).stream()
                .filter(run -> run.options().deviations().algorithm() == DeviationAlgorithm.ROLLING);
    }

    @Tag("golden")
    @ParameterizedTest
    @MethodSource("rollingRuns")
    void fitBlockwise_ofReferenceRun_writesTheSameModel(ReferencePipeline.Run run) throws IOException {
        assertSameModel(run.base(), run.historyShare(), run.options());
    }

    @ParameterizedTest
    @CsvSource({"40, 30, 1", "700, 60, 2"})
    void fitBlockwise_ofGeneratedOrganisation_writesTheSameModel(int actors, int days, long seed) throws IOException {
        SyntheticOrganisationOptions organisation = SyntheticOrganisationOptions.defaults()
                .withActors(actors)
                .withDays(days)
                .withAttacks(0)
                .withSeed(seed);
        FeatureTable base = SyntheticOrganisation.generate(organisation).baseFeatures();
        DetectorOptions options = DetectorOptions.defaults();
        assertThat(TrainingBlocks.of(base, base.dayRange().orElseThrow(), options.deviations()))
                .isPresent();
        assertSameModel(base, 0.5, options);
        assertSameModel(base, -1, options);
        assertSameModel(base, 0.3, options.withForest(options.forest().withContamination(Amount.auto())));
    }

    @Test
    void fitBlockwise_ofMoreThanOneBlock_writesTheSameModel() throws IOException {
        FeatureTable base = table(5, 200, 350, 0);
        assertThat(base.rowCount()).isGreaterThan(40_000);
        assertSameModel(base, 0.2, DetectorOptions.defaults());
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void fitBlockwise_whenRowsAreRepeatedOrOutOfOrder_writesTheSameModel(long seed) throws IOException {
        FeatureTable base = table(seed, 30, 40, 3);
        DetectorOptions options = DetectorOptions.defaults();
        assertThat(TrainingBlocks.of(base, base.dayRange().orElseThrow(), options.deviations()))
                .isEmpty();
        assertSameModel(base, 0.5, options);
    }

    @Test
    void fitBlockwise_withOtherDeviations_writesTheSameModel() throws IOException {
        FeatureTable base = table(9, 30, 40, 0);
        DeviationOptions deviations = DeviationOptions.defaults();
        for (DeviationOptions each : List.of(
                deviations.withModifiedZScores(true),
                deviations.withKeepNegativeZScores(true),
                deviations.withCompositeMax(false),
                deviations.withZScores(false))) {
            assertSameModel(base, 0.5, DetectorOptions.defaults().withDeviations(each));
        }
    }

    @Test
    void fitBlockwise_whenAValueIsBeyondFloat_isRefusedAsInMemory() {
        FeatureTableBuilder builder = new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("a")));
        builder.addRow("x", 0, new double[] {1.0});
        builder.addRow("x", 1, new double[] {1e300});
        FeatureTable base = builder.build();
        assertThatThrownBy(() -> DetectorModel.fitBlockwise(base, 0.5, DetectorOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'a'")
                .hasMessageContaining("range of float");
    }

    @Test
    void fitBlockwise_ofWholePeriodDeviations_isRefused() {
        DetectorOptions options = DetectorOptions.secDev2025();
        assertThatThrownBy(() -> DetectorModel.fitBlockwise(table(1, 3, 9, 0), 0.5, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SECDEV_2025");
    }

    private void assertSameModel(FeatureTable base, double historyShare, DetectorOptions options) throws IOException {
        FeatureTable training =
                TrainingSets.split(base, historyShare, options.deviations()).training();
        Path inMemory = temporary.resolve("memory.ueba");
        Path blockwise = temporary.resolve("blocks.ueba");
        DetectorModel.fit(training, options).save(inMemory);
        DetectorModel.fitBlockwise(base, historyShare, options).save(blockwise);
        assertThat(blockwise).hasSameBinaryContentAs(inMemory);
    }

    /** Returns rows of some actors on most days; of 100 rows, some stand out of order or twice. */
    private static FeatureTable table(long seed, int actors, int days, int oddPerHundred) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureTableBuilder builder =
                new FeatureTableBuilder(FeatureSchema.ofFeatures(List.of("count", "zscore_other", "size", "wide")));
        double[] values = new double[4];
        for (int day = 0; day < days; day++) {
            for (int actor = 0; actor < actors; actor++) {
                if (random.nextInt(4) == 0) {
                    continue;
                }
                values[0] = random.nextInt(5) == 0 ? random.nextInt(300) : 0.0;
                values[1] = random.nextInt(6) - 2.0;
                values[2] = random.nextDouble();
                values[3] = random.nextInt(100_000);
                boolean odd = random.nextInt(100) < oddPerHundred;
                int shift = odd && random.nextBoolean() ? Math.min(day, 2) : 0;
                builder.addRow("actor" + actor, day - shift, values);
                if (odd) {
                    builder.addRow("actor" + actor, day, values);
                }
            }
        }
        return builder.build();
    }
}
