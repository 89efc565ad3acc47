package dev.ueba;

import dev.ueba.baseline.DeviationOptions;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.Amount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The runs of the published Python pipeline that the tests compare with: one folder per run, see the README beside them. */
final class ReferencePipeline {

    private ReferencePipeline() {}

    /** One run: what went in and which files came out. */
    record Run(Path folder, Map<String, Object> facts) {

        static Run of(Path folder) {
            try {
                return new Run(folder, JsonText.object(folder.resolve("model-facts.json")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        FeatureTable base() throws IOException {
            boolean namesMissing = folder.getParent().endsWith("odd-names");
            return FeatureCsv.read(
                    folder.resolveSibling("base.csv"),
                    FeatureCsvOptions.forGitHubAudit().withPandasMissing(namesMissing));
        }

        double historyShare() {
            return (Double) facts.get("history_perc");
        }

        DetectorOptions options() {
            @SuppressWarnings("unchecked")
            Map<String, Boolean> settings = (Map<String, Boolean>) facts.get("settings");
            DeviationOptions deviations = DeviationOptions.defaults()
                    .withZScores(settings.getOrDefault("include_zscores", true))
                    .withModifiedZScores(settings.getOrDefault("include_mod_zscores", false))
                    .withKeepNegativeZScores(!settings.getOrDefault("exclude_negative_zscores", true))
                    .withCompositeMax(settings.getOrDefault("include_zscore_composite_max", false));
            DetectorOptions options = DetectorOptions.defaults();
            return options.withDeviations(deviations)
                    .withCutoff((Double) facts.get("cutoff"))
                    .withForest(options.forest().withContamination(Amount.share((Double) facts.get("contamination"))));
        }

        @SuppressWarnings("unchecked")
        List<String> predictedDays() {
            return (List<String>) facts.get("predicted_days");
        }

        boolean has(String file) {
            return Files.exists(folder.resolve(file));
        }

        @Override
        public String toString() {
            return folder.getParent().getFileName() + "/" + folder.getFileName();
        }
    }

    /** Returns the copies among the test resources. */
    static Path resources() {
        try {
            return Path.of(
                    Objects.requireNonNull(ReferencePipeline.class.getResource("/golden/pipeline"), "golden/pipeline")
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns every run below a folder. */
    static List<Run> runs(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("model-facts.json"))
                    .map(Path::getParent)
                    .sorted()
                    .map(Run::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
