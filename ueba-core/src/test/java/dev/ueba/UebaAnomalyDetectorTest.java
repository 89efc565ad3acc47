package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UebaAnomalyDetectorTest {

    private static final LocalDate LAST = Samples.FIRST.plusDays(11);

    @TempDir
    private Path folder;

    @Test
    void flow_fromFileToResults_isThatOfTheParts() throws IOException {
        Path file = ReferencePipeline.resources().resolve("bad-input").resolve("good.csv");
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        FeatureTable base = detector.readBaseFeatures(file);
        FeatureTable training = detector.generateTrainingSet(base, 0.7);
        DetectorModel model = detector.fit(training);
        AnomalyResults results = detector.predict(base, LocalDate.parse("2025-07-12"));

        assertThat(detector.options()).isEqualTo(DetectorOptions.defaults());
        assertThat(detector.model()).containsSame(model);
        assertThat(results.all())
                .isEqualTo(model.score(TrainingSets.enrich(
                                base,
                                DayRange.of(LocalDate.parse("2025-07-12")),
                                detector.options().deviations()))
                        .all());
        model.save(folder.resolve("model.ueba"));
        UebaAnomalyDetector other = UebaAnomalyDetector.of(DetectorOptions.defaults());
        other.use(DetectorModel.load(folder.resolve("model.ueba")));
        assertThat(other.predict(base, LocalDate.parse("2025-07-12")).all()).isEqualTo(results.all());
    }

    @Test
    void readBaseFeatures_ofFileWithoutThePublishedColumns_isRefused() throws IOException {
        Path file = folder.resolve("base.csv");
        FeatureCsv.write(Samples.base(1, 2, 3), file);
        assertThatExceptionOfType(FeatureFormatException.class)
                .isThrownBy(() -> UebaAnomalyDetector.defaults().readBaseFeatures(file))
                .withMessageContaining("git_clone");
    }

    @Test
    void readBaseFeatures_ofRecordsAndSources_givesTheTable() throws IOException {
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("z", 1.0);
        values.put("a", 2.0);
        FeatureTable table = detector.readBaseFeatures(List.of(new FeatureRecord("alice", LAST, values)));
        assertThat(table.schema().columns()).containsExactly("actor", "day", "z", "a");
        assertThat(detector.readBaseFeatures(table::selectDays, DayRange.of(LAST))
                        .toRecords())
                .isEqualTo(table.toRecords());
    }

    @Test
    void generateTrainingSet_withoutShare_trainsOnTheLaterHalf() {
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        FeatureTable base = Samples.base(1, 3, 12);
        assertThat(detector.generateTrainingSet(base).toRecords())
                .isEqualTo(detector.generateTrainingSet(base, 0.5).toRecords());
        assertThat(detector.generateTrainingSet(base).dayRange().orElseThrow().from())
                .isEqualTo(Samples.FIRST.plusDays(6));
    }

    @Test
    void generateTrainingSet_ofSecDev2025_hasNoShare() {
        UebaAnomalyDetector detector = UebaAnomalyDetector.of(DetectorOptions.secDev2025());
        FeatureTable base = Samples.base(1, 3, 12);
        assertThat(detector.generateTrainingSet(base).rowCount()).isEqualTo(base.rowCount());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.generateTrainingSet(base, 0.5))
                .withMessageContaining("call generateTrainingSet(base)");
    }

    @Test
    void predict_withoutModel_isRefused() {
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        assertThat(detector.model()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> detector.predict(Samples.base(1, 3, 12), LAST))
                .withMessage("no model yet: call fit or use before predict");
        assertThatIllegalStateException().isThrownBy(() -> detector.predict(Samples.base(1, 3, 12), DayRange.of(LAST)));
    }

    @Test
    void fit_whenItFails_keepsTheOldModel() {
        UebaAnomalyDetector detector = UebaAnomalyDetector.of(Samples.quick());
        FeatureTable base = Samples.base(1, 3, 12);
        DetectorModel old = detector.fit(detector.generateTrainingSet(base));
        List<Anomaly> before = detector.predict(base, LAST).all();
        assertThatIllegalArgumentException().isThrownBy(() -> detector.fit(base.selectRows(new int[0])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> detector.fit(Samples.read("actor,day,x\na,2026-01-01,1e39\n")));
        assertThat(detector.model()).containsSame(old);
        assertThat(detector.predict(base, LAST).all()).isEqualTo(before);
    }

    @Test
    void fitAndPredict_fromManyThreads_giveTheScoresOfOneModelOrTheOther() throws Exception {
        FeatureTable base = Samples.base(1, 6, 12);
        UebaAnomalyDetector detector = UebaAnomalyDetector.of(Samples.quick());
        FeatureTable one = detector.generateTrainingSet(base, 0.5);
        FeatureTable other = detector.generateTrainingSet(base, 0.7);
        List<Anomaly> ofOther =
                DetectorModel.fit(other, Samples.quick()).predict(base, LAST).all();
        detector.fit(one);
        List<Anomaly> ofOne = detector.predict(base, LAST).all();
        assertThat(ofOne).isNotEqualTo(ofOther);

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<Anomaly>>> tasks = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                FeatureTable training = i % 2 == 0 ? one : other;
                tasks.add(() -> {
                    detector.fit(training);
                    return detector.predict(base, LAST).all();
                });
                tasks.add(() -> detector.predict(base, LAST).all());
            }
            for (Future<List<Anomaly>> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isIn(Set.of(ofOne, ofOther));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void version_isThatOfTheBuild() {
        assertThat(UebaAnomalyDetector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }
}
