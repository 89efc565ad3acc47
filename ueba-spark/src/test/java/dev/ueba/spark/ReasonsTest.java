package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.AnomalyExplainer;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.explain.Explanation;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {

    private static final int ROWS = 25;

    /** Actor, day and reasons of the explained rows as the core gives them, the strangest first. */
    private static List<String> expected(DetectorModel model, FeatureTable base, DayRange range, int rows) {
        AnomalyResults results = model.predict(base, range);
        List<Explanation> explanations =
                AnomalyExplainer.of(model, base, results).explainTop(rows);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < results.rowCount(); row++) {
            lines.add(results.all().get(row).actor() + " "
                    + results.all().get(row).day() + " "
                    + (row < explanations.size() ? explanations.get(row).brief() : null));
        }
        return lines;
    }

    private static List<String> lines(SparkUeba spark, Dataset<Row> results) {
        return spark.strangestFirst(results).select("actor", "day", SparkUeba.REASONS).collectAsList().stream()
                .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "7, true"})
    void predictWithReasons_ofARange_isTheCoresTextForText(int partitions, boolean numbered) {
        FeatureTable base = Frames.byDayThenActor(Frames.organisation(45, 40, 11));
        // A cutoff in the middle of the scores, so that more rows are flagged than asked for.
        DetectorOptions options = DetectorOptions.defaults()
                .withCutoff(partitions == 7 ? 0.0 : -0.32)
                .withDeviations(DeviationOptions.defaults().withCompositeMax(partitions == 2));
        DetectorModel model = DetectorModel.fitBlockwise(base, 0.5, options);
        DayRange days = base.dayRange().orElseThrow();
        DayRange range = DayRange.ofInclusive(days.last().minusDays(9), days.last());
        SparkUebaOptions chosen = SparkUebaOptions.defaults().withDetector(options);
        SparkUeba spark = SparkUeba.of(numbered ? chosen.withOrderColumn(Frames.ORDER) : chosen);
        Dataset<Row> rows = numbered ? Frames.numbered(base, partitions) : Frames.plain(base, partitions);
        List<String> expected = expected(model, base, range, ROWS);

        Dataset<Row> results = spark.predictWithReasons(model, rows, range, ROWS);

        assertThat(expected).filteredOn(line -> !line.endsWith("null")).hasSizeGreaterThanOrEqualTo(ROWS);
        assertThat(lines(spark, results)).isEqualTo(expected);
        assertThat(Frames.lines(spark.strangestFirst(results.drop(SparkUeba.REASONS))))
                .isEqualTo(Frames.lines(spark.strangestFirst(spark.predict(model, rows, range))));
    }

    @Test
    void predictWithReasons_ofNoRows_explainsTheFlaggedOnes() {
        FeatureTable base = Frames.byDayThenActor(Frames.organisation(30, 30, 4));
        DetectorOptions options = DetectorOptions.defaults().withCutoff(-0.02);
        DetectorModel model = DetectorModel.fitBlockwise(base, 0.5, options);
        DayRange days = base.dayRange().orElseThrow();
        DayRange range = new DayRange(days.from().plusDays(20), days.to());
        SparkUeba spark = SparkUeba.of(SparkUebaOptions.defaults().withDetector(options));
        Dataset<Row> rows = Frames.plain(base, 3);

        assertThat(lines(spark, spark.predictWithReasons(model, rows, range, 0)))
                .isEqualTo(expected(model, base, range, 0))
                .anyMatch(line -> line.endsWith("null"))
                .anyMatch(line -> !line.endsWith("null"));
        assertThatThrownBy(() -> spark.predictWithReasons(model, rows, range, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
