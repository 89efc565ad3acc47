package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskAssessment;
import dev.ueba.RiskState;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkRiskTest {

    private static final ImprovedOptions OPTIONS = ImprovedOptions.defaults();

    /** Actor, day, score, risk and alert with all their bits, the strangest first. */
    private static List<String> expected(AnomalyResults results) {
        return results.all().stream().map(anomaly -> line(results, anomaly)).toList();
    }

    private static String line(AnomalyResults results, Anomaly anomaly) {
        RiskAssessment assessment = results.assessment(anomaly).orElseThrow();
        return anomaly.actor() + " " + anomaly.day() + " " + Frames.bits(anomaly.anomalyScore()) + " "
                + Frames.bits(assessment.risk()) + " " + assessment.alert();
    }

    private static List<String> lines(SparkUeba spark, Dataset<Row> results) {
        return spark
                .strangestFirst(results)
                .select("actor", "day", SparkUeba.ANOMALY_SCORE, SparkRisk.RISK, SparkRisk.ALERT)
                .collectAsList()
                .stream()
                .map(row -> row.get(0) + " " + row.get(1) + " " + Frames.bits(row.getDouble(2)) + " "
                        + Frames.bits(row.getDouble(3)) + " " + row.get(4))
                .toList();
    }

    /** The rows of a table in another order: that of files need not be by day. */
    private static FeatureTable shuffled(FeatureTable table) {
        return table.selectRows(IntStream.range(0, table.rowCount())
                .boxed()
                .sorted((a, b) -> {
                    int order = table.actor(a).hashCode() % 7 - table.actor(b).hashCode() % 7;
                    return order == 0 ? Integer.compare(a, b) : order;
                })
                .mapToInt(Integer::intValue)
                .toArray());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "7, true"})
    void predict_ofARange_hasTheBitsOfTheImprovedDetector(int partitions, boolean numbered) {
        FeatureTable made = Frames.byDayThenActor(Frames.organisation(40, 45, 6));
        FeatureTable base = numbered ? shuffled(made) : made;
        DetectorModel model = DetectorModel.fitBlockwise(base, 0.5, DetectorOptions.defaults());
        LocalDate last = base.dayRange().orElseThrow().last();
        DayRange range = DayRange.ofInclusive(last.minusDays(12), last.minusDays(1));
        SparkUeba spark = SparkUeba.of(
                numbered ? SparkUebaOptions.defaults().withOrderColumn(Frames.ORDER) : SparkUebaOptions.defaults());
        Dataset<Row> rows = numbered ? Frames.numbered(base, partitions) : Frames.plain(base, partitions);

        AnomalyResults expected = ImprovedDetector.of(model, OPTIONS).predict(base, range);
        AssessedRows assessed = SparkRisk.of(spark, model, OPTIONS).predict(rows, range);

        assertThat(expected(expected)).anyMatch(line -> line.endsWith("true"));
        assertThat(lines(spark, assessed.results())).isEqualTo(expected(expected));
        assertThat(assessed.findings()).isEqualTo(expected.sensitiveFindings()).isNotEmpty();
        String[] columns = assessed.results().columns();
        assertThat(columns[columns.length - 2]).isEqualTo(SparkRisk.RISK);
        assertThat(columns[columns.length - 1]).isEqualTo(SparkRisk.ALERT);
    }

    @Test
    void predictNext_fromSavedStates_hasTheBitsOfTheImprovedDetector() throws IOException {
        FeatureTable base = Frames.byDayThenActor(Frames.organisation(30, 40, 8));
        DetectorModel model = DetectorModel.fitBlockwise(base, 0.5, DetectorOptions.defaults());
        LocalDate last = base.dayRange().orElseThrow().last();
        SparkUeba spark = SparkUeba.defaults();
        SparkRisk risk = SparkRisk.of(spark, model, OPTIONS);
        Dataset<Row> all = Frames.plain(base, 3);
        Dataset<Row> before = all.filter(functions.col("day").lt(functions.lit(last)));
        Dataset<Row> newDay = all.filter(functions.col("day").equalTo(functions.lit(last)));
        Dataset<Row> baselines = spark.baselines(before).persist();

        RiskState state = RiskState.fromBytes(risk.replay(before).toBytes());
        AssessedRows assessed = risk.predictNext(state, baselines, newDay);

        AnomalyResults expected = ImprovedDetector.of(model, OPTIONS).predict(base, last);
        assertThat(lines(spark, assessed.results())).isEqualTo(expected(expected));
        assertThat(state.toBytes())
                .isEqualTo(ImprovedDetector.of(model, OPTIONS).replay(base).toBytes());
        assertThatThrownBy(() -> risk.predictNext(state, baselines, newDay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the baselines know days up to " + last.minusDays(1));
        baselines.unpersist();
    }

    @Test
    void predictNext_withOtherOptionsOrRowsWithoutOrder_isRefused() {
        FeatureTable base = Frames.byDayThenActor(Frames.organisation(12, 20, 9));
        DetectorModel model = DetectorModel.fitBlockwise(base, 0.5, DetectorOptions.defaults());
        SparkUeba spark = SparkUeba.defaults();
        Dataset<Row> all = Frames.plain(base, 2);
        RiskState state = RiskState.empty(base.schema(), OPTIONS.withQuarantineDays(3), model);

        assertThatThrownBy(() -> SparkRisk.of(spark, model, OPTIONS).predictNext(state, spark.baselines(all), all))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other options");
        assertThatThrownBy(() -> SparkRisk.of(spark, model, OPTIONS).replay(all.union(all)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row order");
    }
}
