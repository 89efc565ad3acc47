package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.TextCsv;
import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variant of the SecDev 2025 notebooks, against a run with the same library versions. */
@Tag("golden")
class SecDev2025Test {

    private static final double SCORE_TOLERANCE = 1e-12;

    private final Path reference = ReferencePipeline.resources().resolve("secdev-2025");
    private final DetectorOptions options = DetectorOptions.secDev2025().withCutoff(-0.08);

    @TempDir
    private Path temporary;

    private FeatureTable base() throws IOException {
        return FeatureCsv.read(
                reference.resolveSibling("small").resolve("base.csv"), FeatureCsvOptions.forGitHubAudit());
    }

    @Test
    void enrichWholePeriod_ofReference_writesTheSameBytes() throws IOException {
        Path written = temporary.resolve("complete-features.csv");
        FeatureCsv.write(TrainingSets.enrichWholePeriod(base(), options.deviations()), written);
        assertThat(written).hasSameBinaryContentAs(reference.resolve("complete-features.csv"));
    }

    @Test
    void fit_ofReference_derivesTheContaminationFromTheCutoff() throws IOException {
        Map<String, Object> facts = JsonText.object(reference.resolve("facts.json"));
        FeatureTable training = TrainingSets.enrichWholePeriod(base(), options.deviations());
        DetectorModel model = DetectorModel.fit(training, options);
        assertThat(model.features()).isEqualTo(facts.get("columns"));
        assertThat(model.options().forest().contamination())
                .isEqualTo(Amount.share((Double) facts.get("contamination")));
        assertThat(model.offset()).isCloseTo((Double) facts.get("offset"), within(SCORE_TOLERANCE));
        IsolationForest first = IsolationForest.fit(training, options.forest());
        assertThat(first.offset()).isCloseTo((Double) facts.get("first_offset"), within(SCORE_TOLERANCE));
        double[] firstScores = first.decisionFunction(training);
        double[] scores = model.forest().decisionFunction(training);
        List<TextCsv.Row> expected = TextCsv.read(
                reference.resolve("scores.csv"), List.of("first_score", "anomaly_score", "anomaly"), List.of());
        assertThat(scores).hasSize(expected.size());
        for (int row = 0; row < scores.length; row++) {
            List<String> cells = expected.get(row).cells();
            assertThat(firstScores[row]).isCloseTo(Double.parseDouble(cells.get(0)), within(SCORE_TOLERANCE));
            assertThat(scores[row]).isCloseTo(Double.parseDouble(cells.get(1)), within(SCORE_TOLERANCE));
            assertThat(scores[row] < 0 ? "-1" : "1").isEqualTo(cells.get(2));
        }
    }

    @Test
    void predict_ofWholeTable_flagsTheReferenceAnomaliesInOrder() throws IOException {
        UebaAnomalyDetector detector = UebaAnomalyDetector.of(options);
        FeatureTable base = base();
        detector.fit(detector.generateTrainingSet(base));
        DayRange all = base.dayRange().orElseThrow();
        List<TextCsv.Row> expected =
                TextCsv.read(reference.resolve("anomalies.csv"), List.of("actor", "day"), List.of());
        List<Anomaly> flagged = detector.predict(base, all).flagged();
        assertThat(flagged.stream()
                        .map(anomaly -> List.of(anomaly.actor(), anomaly.day().toString())))
                .containsExactlyElementsOf(
                        expected.stream().map(TextCsv.Row::cells).toList());
    }

    @Test
    void fit_whenNoRowReachesTheCutoff_saysTheLowestScore() throws IOException {
        FeatureTable training = TrainingSets.enrichWholePeriod(base(), options.deviations());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorModel.fit(training, DetectorOptions.secDev2025()))
                .withMessageContaining("cutoff -0.32")
                .withMessageContaining("lowest score is -0.1");
    }
}
