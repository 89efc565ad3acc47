package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The odd files on which the published pipeline was run: where this library reads one, it finds what the original found.
 */
@Tag("golden")
class BadInputOutcomesTest {

    private static final double SCORE_TOLERANCE = 1e-12;
    private static final double SIX_DECIMALS = 5.000001e-7;

    private static final Path FOLDER = ReferencePipeline.resources().resolve("bad-input");

    /** Odd, but nothing in them has to be guessed. The reader has its own tests; this keeps the list below from shrinking. */
    private static final List<String> HARMLESS = List.of(
            "good",
            "all-actors-empty",
            "all-actors-numeric",
            "boolean-is-weekend",
            "columns-reordered",
            "crlf",
            "derived-column-in-input",
            "fractional-count",
            "gap-day",
            "leading-zeros",
            "mixed-date-forms",
            "na-word-in-history",
            "nan-in-history",
            "one-actor",
            "one-actor-empty",
            "spaces-around-number",
            "two-days",
            "utc-dates",
            "utf8-bom");

    /** One file: what the original said at each stage. */
    private record Case(String name, Map<String, String> details) {

        String detail(String stage) {
            return details.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(stage))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns what stands in the brackets of a stage: a share or a day. */
        String argument(String stage) {
            String key = details.keySet().stream()
                    .filter(name -> name.startsWith(stage + "("))
                    .findFirst()
                    .orElseThrow();
            return key.substring(stage.length() + 1, key.length() - 1);
        }

        Optional<FeatureTable> table() throws IOException {
            try {
                return Optional.of(FeatureCsv.read(
                        FOLDER.resolve(name + ".csv"),
                        FeatureCsvOptions.forGitHubAudit().withPandasMissing(true)));
            } catch (FeatureFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns the files on which the original fitted a model. */
    static Stream<Case> fitted() throws IOException {
        Map<String, Map<String, String>> files = new LinkedHashMap<>();
        for (TextCsv.Row row : TextCsv.read(
                FOLDER.resolve("outcomes.csv"), List.of("input", "stage", "outcome", "detail"), List.of())) {
            List<String> cells = row.cells();
            if (cells.get(2).equals("ok")) {
                files.computeIfAbsent(cells.get(0), name -> new LinkedHashMap<>())
                        .put(cells.get(1), cells.get(3));
            }
        }
        return files.entrySet().stream()
                .filter(file ->
                        file.getValue().containsKey("fit") && file.getValue().containsKey("read"))
                .map(file -> new Case(file.getKey(), file.getValue()));
    }

    /** Returns those of them that are read here. */
    static Stream<Case> accepted() throws IOException {
        List<Case> accepted = new ArrayList<>();
        for (Case file : fitted().toList()) {
            if (file.table().isPresent()) {
                accepted.add(file);
            }
        }
        return accepted.stream();
    }

    @Test
    void read_ofHarmlessFiles_succeeds() throws IOException {
        assertThat(accepted().map(Case::name)).containsAll(HARMLESS);
    }

    private static FeatureTable training(Case file, FeatureTable base) {
        double share = Double.parseDouble(file.argument("generate"));
        return TrainingSets.split(base, share, DeviationOptions.defaults()).training();
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void split_ofOddFile_derivesAsTheOriginal(Case file) throws IOException {
        FeatureTable training = training(file, file.table().orElseThrow());
        String expected = file.detail("generate");
        assertThat(training.rowCount()).isEqualTo((int) number(expected, "rows"));
        assertThat(training.schema().columns()).hasSize((int) number(expected, "cols"));
        assertThat(nonZero(training)).isEqualTo((long) number(expected, "nonzero_z"));
    }

    private static long nonZero(FeatureTable table) {
        long count = 0;
        for (int feature = 0; feature < table.featureCount(); feature++) {
            for (int row = 0;
                    table.schema().features().get(feature).startsWith("zscore_") && row < table.rowCount();
                    row++) {
                count += table.value(row, feature) != 0.0 ? 1 : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void fit_ofOddFile_givesTheOffsetOfTheOriginal(Case file) throws IOException {
        DetectorModel model = DetectorModel.fit(training(file, file.table().orElseThrow()), DetectorOptions.defaults());
        String expected = file.detail("fit");
        assertThat(model.features()).hasSize((int) number(expected, "n_features"));
        assertThat(model.offset()).isCloseTo(number(expected, "offset"), within(SCORE_TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void predict_ofOddFile_givesTheScoreOfTheOriginal(Case file) throws IOException {
        if (file.details().keySet().stream().noneMatch(stage -> stage.startsWith("predict"))) {
            return; // The original could not: a day before all data, the first day, a day without the zone of the
            // others.
        }
        FeatureTable base = file.table().orElseThrow();
        DetectorModel model = DetectorModel.fit(training(file, base), DetectorOptions.defaults());
        String asked = file.argument("predict");
        LocalDate day = asked.equals("last day") ? base.dayRange().orElseThrow().last() : LocalDate.parse(asked);
        AnomalyResults results = model.predictNewestUpTo(base, day);
        String expected = file.detail("predict");
        assertThat(results.rowCount()).isEqualTo((int) number(expected, "rows"));
        assertThat(results.table().schema().columns()).hasSize((int) number(expected, "cols") - 2);
        assertThat(nonZero(results.table())).isEqualTo((long) number(expected, "nonzero_z"));
        assertThat(expected).contains("days=" + results.all().get(0).day());
        assertThat(results.all().get(0).anomalyScore()).isCloseTo(number(expected, "min"), within(SIX_DECIMALS));
    }

    private static double number(String detail, String name) {
        Matcher matcher =
                Pattern.compile("(?:^| )" + Pattern.quote(name) + "=(\\S+)").matcher(detail);
        assertThat(matcher.find()).as("%s in %s", name, detail).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
