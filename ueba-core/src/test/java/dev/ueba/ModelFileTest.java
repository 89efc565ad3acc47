package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import dev.ueba.forest.IsolationForestOptions;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.FileDamage;
import dev.ueba.storage.ModelFormatException;
import dev.ueba.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of models: the same bits again, and nothing but a clear refusal of broken or hostile ones. */
class ModelFileTest {

    private static final StoredFile KIND = new StoredFile("UEBAMODL", "a file of a detector model", 1);
    private static final FeatureTable BASE = Samples.base(3, 4, 12);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model.ueba");
    }

    private static DetectorModel fit(DetectorOptions options) {
        return DetectorModel.fit(
                TrainingSets.split(BASE, 0.5, options.deviations()).training(), options);
    }

    private static DetectorOptions withForest(IsolationForestOptions forest) {
        return DetectorOptions.defaults().withForest(forest.withTrees(3));
    }

    /** A model small enough to try every byte of its file. */
    private static DetectorModel tiny() {
        IsolationForestOptions forest = DetectorOptions.defaults().forest();
        return fit(withForest(forest.withSamples(Amount.count(7)).withFeatures(Amount.count(4))));
    }

    static Stream<DetectorOptions> options() {
        IsolationForestOptions forest = DetectorOptions.defaults().forest();
        return Stream.of(
                Samples.quick(),
                withForest(forest.withBootstrap(true).withSamples(Amount.share(0.7)))
                        .withCutoff(-0.01),
                withForest(forest.withFeatures(Amount.share(0.5)).withContamination(Amount.auto())),
                withForest(forest.withSeed(0xFFFF_FFFFL).withConstantTolerance(0.0f)),
                Samples.quick()
                        .withDeviations(new DeviationOptions(DeviationAlgorithm.ROLLING, true, true, true, true)),
                Samples.quick().withDeviations(DeviationOptions.defaults().withZScores(false)));
    }

    @ParameterizedTest
    @MethodSource("options")
    void load_ofSaved_scoresWithTheSameBits(DetectorOptions options) throws IOException {
        DetectorModel model = fit(options);
        model.save(file);
        DetectorModel loaded = DetectorModel.load(file);
        assertThat(loaded.options()).isEqualTo(model.options());
        assertThat(loaded.features()).isEqualTo(model.features());
        assertThat(loaded.offset()).isEqualTo(model.offset());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
        DayRange days = new DayRange(Samples.FIRST.plusDays(1), Samples.FIRST.plusDays(12));
        assertThat(loaded.predict(BASE, days).all())
                .isEqualTo(model.predict(BASE, days).all());
        Path again = folder.resolve("again.ueba");
        loaded.save(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void load_ofSecDev2025Model_keepsTheDerivedContamination() throws IOException {
        DetectorOptions options = DetectorOptions.secDev2025();
        FeatureTable training = TrainingSets.enrichWholePeriod(BASE, options.deviations());
        DetectorModel model = DetectorModel.fit(training, options.withCutoff(-0.02));
        model.save(file);
        DetectorModel loaded = DetectorModel.load(file);
        assertThat(loaded.options()).isEqualTo(model.options());
        assertThat(loaded.score(training).flagged())
                .isEqualTo(model.score(training).flagged());
    }

    @Test
    void save_ofTheSameTraining_givesTheSameBytes() throws Exception {
        fit(Samples.quick()).save(file);
        for (int threads : new int[] {1, 2, 7}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                Path again = folder.resolve("again-" + threads + ".ueba");
                pool.submit(() -> fit(Samples.quick())).get().save(again);
                assertThat(again).hasSameBinaryContentAs(file);
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void load_ofDamagedFile_isRefused() throws IOException {
        tiny().save(file);
        FileDamage.assertRefused(Files.readAllBytes(file), file, DetectorModel::load);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x10, 0x40, 0x80, 0xFF})
    void load_ofChangedBodyWithRightChecksum_isRefusedOrScores(int mask) throws IOException {
        tiny().save(file);
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int at = FileDamage.bodyStart(); at < FileDamage.bodyEnd(bytes); at++) {
            Files.write(file, FileDamage.withChecksum(FileDamage.flipped(bytes, at, mask)));
            DetectorModel loaded;
            try {
                loaded = DetectorModel.load(file);
            } catch (ModelFormatException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
                refused++;
                continue;
            }
            double[][] rows = new double[loaded.features().size()][];
            for (int feature = 0; feature < rows.length; feature++) {
                rows[feature] = new double[] {0.0, 3.4e38, -3.4e38, feature};
            }
            assertThat(Arrays.stream(loaded.forest().decisionFunction(rows)).allMatch(Double::isFinite))
                    .as("byte %s", at)
                    .isTrue();
            if (at % 16 == 0) {
                // What was read can be written and read again.
                loaded.save(file);
                DetectorModel.load(file);
            }
        }
        assertThat(refused).isPositive();
    }

    /** What can be wrong in a body written by hand; the rest of it stays right. */
    private enum Lie {
        NONE,
        NEGATIVE_TEXT_LENGTH,
        HUGE_TEXT_LENGTH,
        NOT_UTF8,
        LAST_DAY_BEFORE_FIRST,
        NO_DISTINCT_ROWS,
        MORE_DISTINCT_ROWS_THAN_ROWS,
        SHORT_HASH,
        UNKNOWN_ALGORITHM,
        SECDEV_WITH_ROLLING_OPTIONS,
        BAD_TRUTH,
        CUTOFF_NAN,
        CUTOFF_INFINITE,
        HUGE_FEATURE_COUNT,
        NEGATIVE_FEATURE_COUNT,
        REPEATED_FEATURE,
        BLANK_FEATURE,
        FEATURE_NAMED_ACTOR,
        FEWER_FEATURES_THAN_THE_FOREST,
        MORE_FEATURES_THAN_THE_FOREST,
        NO_FOREST,
        MORE_FOLLOWS
    }

    private void writeByHand(Lie lie) throws IOException {
        BinaryWriter out = new BinaryWriter();
        switch (lie) {
            case NEGATIVE_TEXT_LENGTH -> out.writeInt(-1);
            case HUGE_TEXT_LENGTH -> out.writeInt(Integer.MAX_VALUE);
            case NOT_UTF8 -> {
                out.writeInt(1);
                out.writeByte(0xC0);
            }
            default -> out.writeText("0.1.0");
        }
        out.writeInt(20_000);
        out.writeInt(lie == Lie.LAST_DAY_BEFORE_FIRST ? 19_999 : 20_000);
        out.writeLong(5);
        out.writeLong(lie == Lie.NO_DISTINCT_ROWS ? 0 : lie == Lie.MORE_DISTINCT_ROWS_THAN_ROWS ? 6 : 5);
        out.writeText("0".repeat(lie == Lie.SHORT_HASH ? 63 : 64));
        boolean secDev = lie == Lie.SECDEV_WITH_ROLLING_OPTIONS;
        out.writeByte(lie == Lie.UNKNOWN_ALGORITHM ? 2 : secDev ? 1 : 0);
        out.writeBoolean(true);
        out.writeByte(lie == Lie.BAD_TRUTH ? 7 : 0);
        out.writeBoolean(false);
        out.writeBoolean(secDev);
        out.writeDouble(
                lie == Lie.CUTOFF_NAN ? Double.NaN : lie == Lie.CUTOFF_INFINITE ? Double.NEGATIVE_INFINITY : -0.32);
        switch (lie) {
            case HUGE_FEATURE_COUNT -> out.writeInt(Integer.MAX_VALUE);
            case NEGATIVE_FEATURE_COUNT -> out.writeInt(-1);
            case REPEATED_FEATURE -> out.writeTexts(List.of("x", "x"));
            case BLANK_FEATURE -> out.writeTexts(List.of("x", " "));
            case FEATURE_NAMED_ACTOR -> out.writeTexts(List.of("x", "actor"));
            case FEWER_FEATURES_THAN_THE_FOREST -> out.writeTexts(List.of("x"));
            case MORE_FEATURES_THAN_THE_FOREST -> out.writeTexts(List.of("x", "y", "z"));
            default -> out.writeTexts(List.of("x", "y"));
        }
        if (lie != Lie.NO_FOREST) {
            IsolationForest.fit(
                            new double[][] {{1, 2, 3, 4, 9}, {0, 0, 1, 0, 7}},
                            IsolationForestOptions.defaults().withTrees(2))
                    .writeTo(out);
        }
        if (lie == Lie.MORE_FOLLOWS) {
            out.writeByte(0);
        }
        KIND.write(file, out);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void load_ofHostileBody_isRefused(Lie lie) throws IOException {
        writeByHand(lie);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> DetectorModel.load(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining("the file is damaged");
    }

    @Test
    void load_ofBodyWrittenByHand_succeeds() throws IOException {
        writeByHand(Lie.NONE);
        DetectorModel model = DetectorModel.load(file);
        assertThat(model.features()).containsExactly("x", "y");
        assertThat(model.provenance().trainingRows()).isEqualTo(5);
        FeatureTable rows = Samples.read("actor,day,x,y\na,2026-01-01,9,7\nb,2026-01-01,2,0\n");
        assertThat(model.score(rows).all().get(0).actor()).isEqualTo("a");
    }

    @Test
    void load_ofBaselines_saysItIsAnotherKind() throws IOException {
        ActorBaselines.of(BASE, DeviationOptions.defaults()).save(file);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> DetectorModel.load(file))
                .withMessage(
                        file
                                + ": expected a file of a detector model beginning with 'UEBAMODL', found a file of another kind");
    }
}
