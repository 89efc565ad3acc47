package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DetectorModelTest {

    private static final FeatureTable BASE = Samples.base(7, 5, 14);
    private static final DetectorModel MODEL = fit(BASE);

    private static DetectorModel fit(FeatureTable base) {
        return DetectorModel.fit(
                TrainingSets.split(base, 0.5, DeviationOptions.defaults()).training(), Samples.quick());
    }

    private static LocalDate day(int number) {
        return Samples.FIRST.plusDays(number - 1);
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    @Test
    void fit_tellsWhereTheModelComesFrom() {
        FeatureTable training =
                TrainingSets.split(BASE, 0.5, DeviationOptions.defaults()).training();
        assertThat(MODEL.features()).isEqualTo(training.schema().features());
        assertThat(MODEL.provenance().trainingDays()).isEqualTo(DayRange.ofInclusive(day(8), day(14)));
        assertThat(MODEL.provenance().trainingRows()).isEqualTo(training.rowCount());
        assertThat(MODEL.provenance().libraryVersion()).isEqualTo(UebaAnomalyDetector.version());
        assertThat(MODEL.provenance().trainingDataHash()).isEqualTo(TableHash.sha256(training));
        assertThat(MODEL.options()).isEqualTo(Samples.quick());
        assertThat(MODEL.offset()).isEqualTo(MODEL.forest().offset()).isBetween(-1.0, 0.0);
    }

    @Test
    void fit_ofTableWithoutRowsOrFeatures_isRefused() {
        assertRefused(
                () -> DetectorModel.fit(BASE.selectRows(new int[0]), Samples.quick()),
                "the training table has no rows; fit needs at least one");
        FeatureTable noFeatures = Samples.read("actor,day\na,2026-01-01\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorModel.fit(noFeatures, Samples.quick()))
                .withMessageContaining("column");
    }

    @Test
    void fit_ofMissingOrTooLargeValue_namesItsPlaceInTheGivenTable() {
        // The first two rows are equal and count once for the forest, but not for the reader of the message.
        String equalRows = "actor,day,x,y\na,2026-01-01,1,1\na,2026-01-01,1,1\n";
        assertRefused(
                () -> DetectorModel.fit(Samples.read(equalRows + "a,2026-01-02,1,\n"), Samples.quick()),
                "row 2 (2026-01-02), column 'y': the value is missing; a model takes numbers only");
        assertRefused(
                () -> DetectorModel.fit(
                        Samples.read(equalRows + "a,2026-01-02,-3.5e38,\na,2026-01-02,,1\n"), Samples.quick()),
                "row 2 (2026-01-02), column 'x': expected a number in the range of float, but was -3.5E38");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorModel.fit(
                        Samples.read("actor,day,x\na,2026-01-02,1e39\n"), DetectorOptions.secDev2025()))
                .withMessageContaining("column 'x': expected a number in the range of float");
    }

    @Test
    void fit_ofOneRow_givesScoreZeroToEverything() {
        FeatureTable enriched = TrainingSets.enrich(BASE, DayRange.of(day(14)), DeviationOptions.defaults());
        DetectorModel model = DetectorModel.fit(enriched.selectRows(new int[] {0}), Samples.quick());
        assertThat(model.offset()).isEqualTo(-0.5);
        assertThat(model.score(enriched).all()).allMatch(anomaly -> anomaly.anomalyScore() == 0.0);
    }

    @Test
    void fit_ofSecDev2025_needsACutoffThatSomeButNotMostRowsReach() {
        DetectorOptions options =
                DetectorOptions.secDev2025().withForest(Samples.quick().forest());
        FeatureTable training = TrainingSets.enrichWholePeriod(BASE, options.deviations());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorModel.fit(training, options.withCutoff(-0.9)))
                .withMessageContaining("at or below the cutoff -0.9 is 0.0, but a contamination must be in (0, 0.5]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DetectorModel.fit(training, options.withCutoff(0.9)))
                .withMessageContaining("is 1.0")
                .withMessageEndingWith("choose another cutoff");
        DetectorModel model = DetectorModel.fit(training, options.withCutoff(0.0));
        assertThat(model.provenance().distinctRows()).isEqualTo(training.rowCount());
        assertThat(model.score(training).anomalyThreshold()).isZero();
        assertThat(model.predict(BASE, day(1)).rowCount()).isPositive();
    }

    @Test
    void predict_ofOneDay_isThatDayOfARange() {
        AnomalyResults range = MODEL.predict(BASE, new DayRange(day(10), day(13)));
        for (int number = 10; number < 13; number++) {
            LocalDate day = day(number);
            assertThat(MODEL.predict(BASE, day).all().stream().map(Anomaly::anomalyScore))
                    .containsExactlyElementsOf(range.all().stream()
                            .filter(anomaly -> anomaly.day().equals(day))
                            .map(Anomaly::anomalyScore)
                            .toList());
        }
        assertThat(MODEL.predict(BASE, new DayRange(day(13), LocalDate.MAX)).rowCount())
                .isEqualTo(BASE.rowsOf(new DayRange(day(13), day(15))).length);
    }

    @Test
    void predict_ofRangeWithGaps_passesOverThem() {
        FeatureTable gaps = BASE.selectRows(IntStream.range(0, BASE.rowCount())
                .filter(row -> !BASE.day(row).equals(day(11)))
                .toArray());
        AnomalyResults results = MODEL.predict(gaps, new DayRange(day(10), day(13)));
        assertThat(results.all())
                .extracting(Anomaly::day)
                .contains(day(10), day(12))
                .doesNotContain(day(11));
        assertRefused(
                () -> MODEL.predict(gaps, day(11)),
                "there is no row on 2026-01-11; nearest days with rows: 2026-01-10 before, 2026-01-12 after");
    }

    @Test
    void predict_ofDaysWithoutRows_namesTheNearest() {
        assertRefused(
                () -> MODEL.predict(BASE, LocalDate.of(2030, 1, 1)),
                "there is no row on 2030-01-01; nearest days with rows: 2026-01-14 before, none after");
        assertRefused(
                () -> MODEL.predict(BASE, DayRange.ofInclusive(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 1, 9))),
                "there is no row from 2020-01-01 to 2020-01-09; nearest days with rows: none before, 2026-01-01 after");
        assertRefused(
                () -> MODEL.predict(BASE, new DayRange(day(3), day(3))),
                "the range of days is empty: [2026-01-03, 2026-01-03); nearest days with rows: 2026-01-02 before,"
                        + " 2026-01-03 after");
        assertRefused(
                () -> MODEL.predict(BASE.selectRows(new int[0]), day(3)),
                "the table has no rows; predict needs the days to score and the days before them");
    }

    @Test
    void predict_ofFirstDay_isRefused() {
        String message = "2026-01-01 is the first day of the table and has no history to compare with; begin with"
                + " 2026-01-02 or give earlier days too";
        assertRefused(() -> MODEL.predict(BASE, day(1)), message);
        assertRefused(() -> MODEL.predict(BASE, new DayRange(day(1).minusDays(9), day(5))), message);
        assertThat(MODEL.predict(BASE, day(2)).rowCount()).isPositive();
    }

    @Test
    void predict_ofMissingValue_countsOnlyTheDaysAsked() {
        String head = "actor,day,is_weekend,clones,bytes\n";
        FeatureTable base = Samples.read(
                head + "a,2026-01-01,0,,1\na,2026-01-02,0,2,2\na,2026-01-03,0,3,1e40\na,2026-01-04,0,,3\n");
        assertThat(MODEL.predict(base, day(2)).rowCount()).isEqualTo(1);
        assertRefused(
                () -> MODEL.predict(base, day(3)),
                "row 2 (2026-01-03), column 'bytes': expected a number in the range of float, but was 1.0E40");
        assertRefused(
                () -> MODEL.predict(base, new DayRange(day(4), day(9))),
                "row 3 (2026-01-04), column 'clones': the value is missing; a model takes numbers only");
    }

    @Test
    void predict_withOtherColumns_isRefused() {
        FeatureTable renamed =
                Samples.read("actor,day,is_weekend,clones,octets\na,2026-01-01,0,1,1\na,2026-01-02,0,2,2\n");
        assertRefused(
                () -> MODEL.predict(renamed, day(2)),
                "feature 3 must be 'bytes', as in training, but is 'octets'; give the table the columns of the training"
                        + " table in the same order");
        FeatureTable dayFirst =
                Samples.read("day,actor,is_weekend,clones,bytes\n2026-01-01,a,0,1,1\n2026-01-02,a,0,2,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.predict(dayFirst, day(2)))
                .withMessageStartingWith("feature 4 must be 'zscore_actor', as in training, but is 'zscore_day'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.score(BASE))
                .withMessageStartingWith("the model has 7 features, but the table has 3;");
    }

    @Test
    void predictNewestUpTo_takesTheNewestDayThatIsNotLater() throws IOException {
        // The original answers for 2025-07-11, which has no rows, with 2025-07-10.
        FeatureTable gapDay = FeatureCsv.read(
                ReferencePipeline.resources().resolve("bad-input").resolve("gap-day.csv"),
                FeatureCsvOptions.forGitHubAudit());
        DetectorModel model = DetectorModel.fit(
                TrainingSets.split(gapDay, 0.5, DeviationOptions.defaults()).training(), DetectorOptions.defaults());
        LocalDate tenth = LocalDate.parse("2025-07-10");
        assertThat(model.predictNewestUpTo(gapDay, tenth.plusDays(1)).all())
                .isEqualTo(model.predict(gapDay, tenth).all())
                .hasSize(3);
        assertThat(model.predictNewestUpTo(gapDay, LocalDate.parse("2030-01-01"))
                        .all())
                .isEqualTo(model.predict(gapDay, LocalDate.parse("2025-07-12")).all());
        assertRefused(
                () -> model.predictNewestUpTo(gapDay, LocalDate.parse("2020-01-01")),
                "there is no row on or before 2020-01-01; nearest days with rows: none before, 2025-07-01 after");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predictNewestUpTo(gapDay, LocalDate.parse("2025-07-01")))
                .withMessageContaining("is the first day of the table");
    }

    private static ActorBaselines baselinesUpTo(int number, DeviationOptions options) {
        return ActorBaselines.of(BASE.selectDays(new DayRange(day(1), day(number + 1))), options);
    }

    @Test
    void predictNext_givesTheBitsOfPredictAndAddsTheDays() {
        ActorBaselines baselines = baselinesUpTo(9, DeviationOptions.defaults());
        DayRange next = new DayRange(day(10), day(15));
        assertThat(MODEL.predictNext(baselines, BASE.selectDays(next)).all())
                .isEqualTo(MODEL.predict(BASE, next).all());
        assertThat(baselines.rowCount()).isEqualTo(BASE.rowCount());
    }

    @Test
    void predictNext_whenItFails_leavesTheBaselinesAlone() {
        ActorBaselines baselines = baselinesUpTo(9, DeviationOptions.defaults());
        long rows = baselines.rowCount();
        String head = "actor,day,is_weekend,clones,bytes\nactor-1,2026-01-10,0,1,1\n";
        for (String bad : List.of(
                head + "actor-1,2026-01-11,0,,1\n",
                head + "actor-1,2026-01-11,0,1e39,1\n",
                head + "actor-1,2026-01-09,0,1,1\n",
                head.replace("bytes", "octets"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> MODEL.predictNext(baselines, Samples.read(bad)));
            assertThat(baselines.rowCount()).isEqualTo(rows);
        }
        // Both values are in order, but the deviation of the second from a spread this small is not.
        FeatureTable tiny =
                Samples.read("actor,day,is_weekend,clones,bytes\nodd,2026-01-08,0,0,1\nodd,2026-01-09,0,1e-150,1\n");
        ActorBaselines ofTiny = ActorBaselines.of(tiny, DeviationOptions.defaults());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.predictNext(
                        ofTiny, Samples.read("actor,day,is_weekend,clones,bytes\nodd,2026-01-10,0,1e30,1\n")))
                .withMessageContaining("column 'zscore_clones'");
        assertThat(ofTiny.rowCount()).isEqualTo(2);
    }

    @Test
    void predictNext_withOtherDeviations_isRefused() {
        ActorBaselines baselines = baselinesUpTo(9, DeviationOptions.defaults().withKeepNegativeZScores(true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.predictNext(baselines, BASE.selectDays(DayRange.of(day(10)))))
                .withMessageContaining("train both in one run");
    }
}
