package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.forest.Amount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkUebaTest {

    private static final SparkUeba DEFAULTS = SparkUeba.defaults();
    private static final SparkUeba NUMBERED =
            SparkUeba.of(SparkUebaOptions.defaults().withOrderColumn(Frames.ORDER));

    /** Core's own reference run; the offset is that of the Python pipeline. */
    private static final Path SMALL =
            Path.of("..", "ueba-core", "src", "test", "resources", "golden", "pipeline", "small", "base.csv");

    private static final String SMALL_OFFSET_BITS = "bfd958ff0ae74c18";

    private static FeatureTable small() throws IOException {
        return FeatureCsv.read(SMALL, FeatureCsvOptions.forGitHubAudit());
    }

    /** Everything but where the model came from: names, options, every node, the offset. */
    private static void assertSameModel(DetectorModel actual, DetectorModel expected) {
        assertThat(actual.offset()).isEqualTo(expected.offset());
        DetectorModel relabelled =
                DetectorModel.of(actual.features(), actual.forest(), actual.options(), expected.provenance());
        assertThat(relabelled.toBytes()).isEqualTo(expected.toBytes());
        assertThat(actual.provenance().trainingDays())
                .isEqualTo(expected.provenance().trainingDays());
        assertThat(actual.provenance().trainingRows())
                .isEqualTo(expected.provenance().trainingRows());
        assertThat(actual.provenance().distinctRows())
                .isEqualTo(expected.provenance().distinctRows());
    }

    private static List<String> expectedLines(AnomalyResults results, boolean numbered, FeatureTable base) {
        List<Anomaly> all = results.all();
        return IntStream.range(0, all.size())
                .mapToObj(row -> {
                    Anomaly anomaly = all.get(row);
                    String number = numbered
                            ? " " + Frames.ORDER + "=" + Frames.bits(numberOf(base, anomaly.actor(), anomaly.day()))
                            : "";
                    return Frames.line(
                            results.table(),
                            row,
                            number + " anomaly_score=" + Frames.bits(anomaly.anomalyScore()) + " is_anomaly="
                                    + (anomaly.anomalyScore() < results.anomalyThreshold()));
                })
                .toList();
    }

    private static int numberOf(FeatureTable base, String actor, LocalDate day) {
        return IntStream.range(0, base.rowCount())
                .filter(row -> base.actor(row).equals(actor) && base.day(row).equals(day))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void fitAndPredict_ofTheReferenceRun_haveTheBitsOfTheCore(int partitions) throws IOException {
        FeatureTable base = small();
        DetectorModel core = DetectorModel.fit(
                TrainingSets.split(base, 0.5, DeviationOptions.defaults()).training(), DetectorOptions.defaults());
        Dataset<Row> rows = Frames.numbered(base, partitions);

        DetectorModel model = NUMBERED.fit(rows, 0.5);
        DayRange range = DayRange.ofInclusive(LocalDate.of(2025, 8, 26), LocalDate.of(2025, 8, 29));
        Dataset<Row> results = NUMBERED.strangestFirst(NUMBERED.predict(model, rows, range));

        assertThat(Frames.bits(model.offset())).isEqualTo(SMALL_OFFSET_BITS);
        assertSameModel(model, core);
        assertThat(Frames.lines(results)).isEqualTo(expectedLines(core.predict(base, range), true, base));
    }

    @Test
    void trainingSetAndFit_withAllDeviations_haveTheBitsOfTheCore() {
        FeatureTable base = Frames.byDayThenActor(Frames.organisation(40, 30, 5));
        DeviationOptions deviations = DeviationOptions.defaults()
                .withModifiedZScores(true)
                .withKeepNegativeZScores(true)
                .withCompositeMax(true);
        DetectorOptions options = DetectorOptions.defaults().withDeviations(deviations);
        SparkUeba spark = SparkUeba.of(SparkUebaOptions.defaults().withDetector(options));
        FeatureTable expected = TrainingSets.split(base, 0.6, deviations).training();

        Dataset<Row> training =
                spark.generateTrainingSet(Frames.plain(base, 3), 0.6).persist();

        assertThat(training.columns())
                .containsExactly(expected.schema().columns().toArray(String[]::new));
        assertThat(Frames.lines(training)).containsExactlyInAnyOrderElementsOf(Frames.lines(expected));
        assertSameModel(spark.fit(training), DetectorModel.fit(expected, options));
        training.unpersist();
    }

    @Test
    void fit_withoutAnOrderColumn_ordersByDayThenActor() {
        FeatureTable base = Frames.byDayThenActor(Frames.organisation(60, 40, 1));
        DetectorOptions options = DetectorOptions.defaults()
                .withForest(DetectorOptions.defaults().forest().withContamination(Amount.share(0.037)));
        SparkUeba spark = SparkUeba.of(SparkUebaOptions.defaults().withDetector(options));

        DetectorModel model = spark.fit(Frames.plain(base, 5), 0.5);

        assertSameModel(model, DetectorModel.fitBlockwise(base, 0.5, options));
    }

    @Test
    void fit_ofRepeatedRowsAndSeveralRowsADay_dropsEqualRowsAsTheCore() {
        FeatureTable once = Frames.byDayThenActor(Frames.organisation(12, 24, 2));
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < once.rowCount(); row++) {
            rows.add(row);
            if (row % 5 == 0) {
                rows.add(row);
            }
        }
        FeatureTable base =
                once.selectRows(rows.stream().mapToInt(Integer::intValue).toArray());
        FeatureTable training =
                TrainingSets.split(base, 0.5, DeviationOptions.defaults()).training();
        DetectorModel core = DetectorModel.fit(training, DetectorOptions.defaults());

        DetectorModel model = NUMBERED.fit(Frames.numbered(base, 4), 0.5);

        assertThat(core.provenance().distinctRows())
                .isLessThan(core.provenance().trainingRows());
        assertSameModel(model, core);
    }

    @Test
    void predictNext_fromStoredStates_hasTheBitsOfPredict(@TempDir Path folder) {
        FeatureTable base = Frames.byDayThenActor(Frames.organisation(30, 30, 3));
        LocalDate last = base.dayRange().orElseThrow().last();
        Dataset<Row> all = Frames.plain(base, 3);
        DetectorModel model = DEFAULTS.fit(all, 0.5);
        Dataset<Row> before = all.filter(functions.col("day").lt(functions.lit(last.minusDays(1))));
        Dataset<Row> dayBeforeLast = all.filter(functions.col("day").equalTo(functions.lit(last.minusDays(1))));
        Dataset<Row> lastDay = all.filter(functions.col("day").equalTo(functions.lit(last)));
        String first = folder.resolve("first").toString();
        String second = folder.resolve("second").toString();

        DEFAULTS.baselines(before).write().parquet(first);
        Dataset<Row> states = Sessions.shared().read().parquet(first);
        List<String> scored = new ArrayList<>(Frames.lines(DEFAULTS.predictNext(model, states, dayBeforeLast)));
        DEFAULTS.addDays(states, dayBeforeLast).write().parquet(second);
        scored.addAll(Frames.lines(
                DEFAULTS.predictNext(model, Sessions.shared().read().parquet(second), lastDay)));

        AnomalyResults expected = model.predict(base, DayRange.ofInclusive(last.minusDays(1), last));
        assertThat(scored).containsExactlyInAnyOrderElementsOf(expectedLines(expected, false, base));
    }

    @Test
    void predict_ofAnActorWithMostRows_hasTheBitsOfTheCore() {
        FeatureSchema schema = FeatureSchema.ofFeatures(List.of("a", "b"));
        FeatureTable base = Frames.table(schema, builder -> {
            for (int day = 0; day < 6000; day++) {
                builder.addRow("busy", day, new double[] {day % 17, (day * 31L) % 101 / 7.0});
                if (day % 100 == 0) {
                    builder.addRow("calm" + day % 7, day, new double[] {day % 5, 1.0});
                }
            }
        });
        LocalDate last = base.dayRange().orElseThrow().last();
        DayRange range = DayRange.ofInclusive(last.minusDays(2500), last);
        Dataset<Row> rows = Frames.numbered(base, 2);

        DetectorModel model = NUMBERED.fit(rows, 0.3);

        assertSameModel(model, DetectorModel.fitBlockwise(base, 0.3, DetectorOptions.defaults()));
        assertThat(Frames.lines(NUMBERED.predict(model, rows, range)))
                .containsExactlyInAnyOrderElementsOf(expectedLines(model.predict(base, range), true, base));
    }

    @Test
    void readBaseFeatures_ofIncompleteRows_namesColumnAndDayButNotTheActor() {
        Dataset<Row> rows = Frames.plain(
                Frames.table(FeatureSchema.ofFeatures(List.of("a")), builder -> {
                    builder.addRow("somebody", 20000, new double[] {1});
                    builder.addRow("somebody", 20001, new double[] {2});
                }),
                1);
        Dataset<Row> missing = rows.withColumn("b", functions.expr("if(day = date'2024-10-05', double('NaN'), a / 2)"));

        assertThat(DEFAULTS.readBaseFeatures(rows)).isSameAs(rows);
        assertThatThrownBy(() -> DEFAULTS.readBaseFeatures(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2024-10-05")
                .hasMessageContaining("'b'")
                .hasMessageNotContaining("somebody");
        assertThatThrownBy(() -> DEFAULTS.fit(missing, 0.5))
                .hasStackTraceContaining("column 'b', a row of 2024-10-05: expected a finite number");
        assertThatThrownBy(() -> DEFAULTS.readBaseFeatures(rows.withColumn("c", functions.lit("text"))))
                .hasMessageContaining("column 'c' must be of type a number or boolean, but is string");
        assertThatThrownBy(() -> DEFAULTS.readBaseFeatures(rows.drop("day"))).hasMessageContaining("'day'");
        assertThatThrownBy(() -> NUMBERED.readBaseFeatures(rows)).hasMessageContaining("the order column 'row'");
    }

    @Test
    void fit_ofRowsWithoutAnOrder_isRefused() {
        FeatureTable twice = Frames.table(FeatureSchema.ofFeatures(List.of("a")), builder -> {
            builder.addRow("x", 1, new double[] {1});
            builder.addRow("x", 2, new double[] {2});
            builder.addRow("x", 2, new double[] {3});
        });
        FeatureTable backwards = Frames.table(FeatureSchema.ofFeatures(List.of("a")), builder -> {
            builder.addRow("x", 3, new double[] {1});
            builder.addRow("x", 2, new double[] {2});
            builder.addRow("x", 1, new double[] {3});
        });

        assertThatThrownBy(() -> DEFAULTS.fit(Frames.plain(twice, 1), 0.5)).hasMessageContaining("row order");
        assertThatThrownBy(() -> NUMBERED.fit(Frames.numbered(backwards, 1), 0.5))
                .hasStackTraceContaining("the order column must increase with the days");
    }

    @Test
    void predict_ofDaysWithoutRowsOrHistory_isRefused() {
        FeatureTable base = Frames.table(FeatureSchema.ofFeatures(List.of("a")), builder -> {
            for (int day = 0; day < 10; day++) {
                builder.addRow("x", day, new double[] {day});
            }
        });
        Dataset<Row> rows = Frames.plain(base, 1);
        DetectorModel model = DetectorModel.fitBlockwise(base, 0.5, DetectorOptions.defaults());

        assertThatThrownBy(() -> DEFAULTS.predict(model, rows, LocalDate.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no history");
        assertThatThrownBy(() -> DEFAULTS.predict(model, rows, LocalDate.of(2020, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1970-01-01 to 1970-01-10");
        assertThatThrownBy(() -> DEFAULTS.predict(model, rows.withColumnRenamed("a", "b"), LocalDate.of(1970, 1, 5)))
                .hasMessageContaining("the model was trained on");
        assertThatThrownBy(() -> DEFAULTS.generateTrainingSet(rows.limit(0), 0.5))
                .hasMessageContaining("no rows");
    }

    @Test
    void options_ofTheWholePeriod_areRefused() {
        assertThatThrownBy(() -> SparkUebaOptions.defaults().withDetector(DetectorOptions.secDev2025()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ROLLING");
        assertThat(SparkUebaOptions.defaults().orderColumn()).isEqualTo(Optional.empty());
    }
}
