package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.SharedData;
import dev.ueba.evaluation.RankingMetrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labelled sets of ADBench: the detection quality is that of scikit-learn, to every published digit. */
class AdBenchTest {

    private static final int SEEDS = 10;

    // scikit-learn 1.2.1, 100 trees of 256 samples, unscaled features; mean and (population) standard deviation over
    // the
    // seeds 0 to 9 of roc_auc_score and average_precision_score of -score_samples on the training rows. Data: ADBench,
    // Classical sets (Han et al., NeurIPS 2022), large ones cut to 20,000 rows.
    @ParameterizedTest
    @CsvSource({
        "annthyroid, 0.818, 0.016, 0.304, 0.031",
        "breastw, 0.987, 0.001, 0.971, 0.004",
        "cardio, 0.933, 0.009, 0.578, 0.033",
        "http, 1.000, 0.000, 0.925, 0.069",
        "ionosphere, 0.846, 0.006, 0.800, 0.007",
        "mammography, 0.861, 0.007, 0.221, 0.034",
        "pendigits, 0.942, 0.019, 0.263, 0.061",
        "pima, 0.671, 0.007, 0.500, 0.008",
        "satellite, 0.701, 0.019, 0.658, 0.022",
        "shuttle, 0.997, 0.001, 0.977, 0.007",
        "thyroid, 0.978, 0.004, 0.526, 0.086",
        "vowels, 0.757, 0.024, 0.151, 0.031"
    })
    void fit_ofLabelledSet_ranksAsScikitLearn(
            String name, String aucMean, String aucDeviation, String precisionMean, String precisionDeviation)
            throws IOException {
        Optional<Path> file = SharedData.find("data/adbench-classical/" + name + ".csv.gz");
        Assumptions.assumeTrue(file.isPresent(), "the shared data sets are not here");
        List<String> lines = lines(file.orElseThrow());
        int featureCount = lines.get(0).split(",", -1).length - 1;
        double[][] columns = new double[featureCount][lines.size() - 1];
        boolean[] anomaly = new boolean[lines.size() - 1];
        for (int row = 0; row < anomaly.length; row++) {
            String[] cells = lines.get(row + 1).split(",", -1);
            for (int feature = 0; feature < featureCount; feature++) {
                columns[feature][row] = Double.parseDouble(cells[feature]);
            }
            anomaly[row] = cells[featureCount].equals("1");
        }

        double[] auc = new double[SEEDS];
        double[] precision = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] scores = IsolationForest.fit(
                            columns, IsolationForestOptions.defaults().withSeed(seed))
                    .scoreSamples(columns);
            for (int row = 0; row < scores.length; row++) {
                scores[row] = -scores[row];
            }
            auc[seed] = RankingMetrics.rocAuc(scores, anomaly);
            precision[seed] = RankingMetrics.averagePrecision(scores, anomaly);
        }
        assertThat(threeDigits(mean(auc))).isEqualTo(aucMean);
        assertThat(threeDigits(deviation(auc))).isEqualTo(aucDeviation);
        assertThat(threeDigits(mean(precision))).isEqualTo(precisionMean);
        assertThat(threeDigits(deviation(precision))).isEqualTo(precisionDeviation);
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static String threeDigits(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
