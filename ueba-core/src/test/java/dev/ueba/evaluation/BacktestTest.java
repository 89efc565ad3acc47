package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestTest {

    private static final BacktestOptions QUICK = BacktestOptions.defaults()
            .withRefitDays(10)
            .withDetector(BacktestOptions.defaults()
                    .detector()
                    .withForest(BacktestOptions.defaults().detector().forest().withTrees(20)));

    private static SyntheticOrganisation organisation(long seed) {
        return SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                .withActors(25)
                .withDays(60)
                .withAttacks(10)
                .withSeed(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void run_ofAnyMode_agreesWithPrecisionAtK(long seed) {
        SyntheticOrganisation made = organisation(seed);
        FeatureTable base = made.baseFeatures();
        BacktestResult result = Backtest.run(base, made.labels(), QUICK);
        DayRange scored = Backtest.scoredDays(base, QUICK);
        WalkForward.Scores scores = WalkForward.run(base, scored, QUICK.modes(), QUICK, 0L);
        FeatureTable rows = base.selectDays(scored);
        boolean[] positive = new boolean[rows.rowCount()];
        int[] days = new int[rows.rowCount()];
        for (int row = 0; row < positive.length; row++) {
            days[row] = rows.epochDay(row);
            String actor = rows.actor(row);
            LocalDate day = rows.day(row);
            positive[row] = made.labels().stream()
                    .anyMatch(
                            label -> label.actor().equals(actor) && label.day().equals(day));
        }
        assertThat(result.modes()).extracting(ModeResult::mode).containsExactly(BacktestMode.values());
        for (ModeResult mode : result.modes()) {
            for (BudgetRecall budget : mode.budgets()) {
                PrecisionAtK.DailyBudget expected =
                        PrecisionAtK.daily(scores.of(mode.mode()), positive, days, budget.alertsPerDay());
                assertThat(budget.found()).isCloseTo(expected.found(), within(1e-9));
                assertThat(budget.recall()).isCloseTo(expected.recall(), within(1e-12));
                assertThat(budget.precision()).isCloseTo(expected.precision(), within(1e-12));
                if (budget.alertsPerDay() <= Backtest.CURVE_LENGTH) {
                    assertThat(mode.recallCurve().get(budget.alertsPerDay() - 1))
                            .isEqualTo(budget.recall());
                }
            }
            double sum = mode.scenarios().stream()
                    .mapToDouble(scenario -> scenario.recall().get(10) * scenario.attacks())
                    .sum();
            assertThat(sum).isCloseTo(mode.at(10).found(), within(1e-9));
            assertThat(mode.ownAlerts().isPresent()).isEqualTo(mode.mode().isDetector());
        }
        assertThat(result.attacks()).isEqualTo(10);
        assertThat(result.fits()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void walk_whenLaterDaysChange_keepsEarlierScores(long seed) {
        FeatureTable base = organisation(seed).baseFeatures();
        DayRange scored = Backtest.scoredDays(base, QUICK);
        LocalDate changed = scored.from().plusDays(13);
        double[][] columns = new double[base.featureCount()][];
        for (int feature = 0; feature < columns.length; feature++) {
            columns[feature] = base.column(feature);
            for (int row = 0; row < base.rowCount(); row++) {
                columns[feature][row] += base.day(row).isBefore(changed) ? 0.0 : 7.0 + feature + row % 5;
            }
        }
        FeatureTable other = base.withColumns(base.schema(), columns);
        WalkForward.Scores before = WalkForward.run(base, scored, QUICK.modes(), QUICK, 0L);
        WalkForward.Scores after = WalkForward.run(other, scored, QUICK.modes(), QUICK, 0L);
        int[] rows = base.rowsOf(scored);
        boolean anyChange = false;
        for (BacktestMode mode : BacktestMode.values()) {
            for (int position = 0; position < rows.length; position++) {
                boolean isEarlier = base.day(rows[position]).isBefore(changed);
                if (isEarlier) {
                    assertThat(after.of(mode)[position]).isEqualTo(before.of(mode)[position]);
                } else {
                    anyChange |= after.of(mode)[position] != before.of(mode)[position];
                }
            }
        }
        assertThat(anyChange).isTrue();
    }

    @Test
    void run_onAnyNumberOfThreads_isTheSame() throws Exception {
        SyntheticOrganisation made = organisation(5);
        BacktestOptions options = QUICK.withForestSeeds(2);
        Callable<BacktestResult> run = () -> Backtest.run(made.baseFeatures(), made.labels(), options);
        BacktestResult expected = run.call();
        for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(run).get()).isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
        SeedStability stability = expected.of(BacktestMode.FAITHFUL).stability().orElseThrow();
        assertThat(stability.seeds()).isEqualTo(2);
        assertThat(stability.meanCorrelation()).isBetween(-1.0, 1.0).isEqualTo(stability.leastCorrelation());
        assertThat(stability.meanOverlap()).isBetween(0.0, 1.0);
        assertThat(expected.of(BacktestMode.DEVIATIONS).stability()).isEmpty();
    }

    /** 3 actors on 30 days; a and b always do 1, c 5. */
    private static FeatureTable table(int... loudDaysOfA) {
        FeatureTableBuilder builder =
                new FeatureTableBuilder(dev.ueba.feature.FeatureSchema.ofFeatures(List.of("git_clone", "is_weekend")));
        for (int day = 0; day < 30; day++) {
            int now = day;
            boolean loud = Arrays.stream(loudDaysOfA).anyMatch(each -> each == now);
            builder.addRow("a", day(day), new double[] {loud ? 500 : 1, 1});
            builder.addRow("b", day(day), new double[] {1, 1});
            builder.addRow("c", day(day), new double[] {5, 1});
        }
        return builder.build();
    }

    private static LocalDate day(int number) {
        return LocalDate.of(2026, 1, 1).plusDays(number);
    }

    private static List<AttackLabel> labels(String actor, String scenario, int... days) {
        List<AttackLabel> labels = new ArrayList<>();
        for (int day : days) {
            labels.add(new AttackLabel(actor, day(day), scenario));
        }
        return labels;
    }

    @Test
    void run_ofCounts_isMeasuredByHand() {
        BacktestOptions options =
                QUICK.withModes(List.of(BacktestMode.COUNT_THRESHOLD)).withBudget(1);
        List<AttackLabel> labels = new ArrayList<>(labels("a", "x", 22, 23, 24, 27));
        labels.addAll(labels("a", "y", 25));
        labels.addAll(labels("a", "x", 3));
        labels.addAll(labels("nobody", "x", 25));
        labels.addAll(labels("a", "x", 22));
        BacktestResult result = Backtest.run(table(24, 25), labels, options);
        assertThat(result.scored().from()).isEqualTo(day(20));
        assertThat(result.dayCount()).isEqualTo(10);
        assertThat(result.rowCount()).isEqualTo(30);
        assertThat(result.attacks()).isEqualTo(5);
        assertThat(result.labelsMatched()).isEqualTo(5);
        assertThat(result.labelsEarlier()).isEqualTo(1);
        assertThat(result.labelsUnmatched()).isEqualTo(labels("nobody", "x", 25));
        // x on days 22 to 24, x on day 27, y on day 25.
        assertThat(result.incidents()).isEqualTo(3);
        assertThat(result.chanceRecall()).containsOnlyKeys(1, 5, 10, 25).containsEntry(5, 1.0);
        assertThat(result.possibleRecall()).containsOnlyKeys(1, 5, 10, 25).containsEntry(1, 1.0);
        assertThat(result.chanceRecall().get(1)).isCloseTo(1.0 / 3.0, within(1e-12));
        ModeResult mode = result.of(BacktestMode.COUNT_THRESHOLD);
        // At 1 a day: days 24 and 25; on the others c comes first.
        assertThat(mode.at(1).found()).isEqualTo(2.0);
        assertThat(mode.at(1).recall()).isEqualTo(0.4);
        assertThat(mode.at(1).precision()).isEqualTo(0.2);
        assertThat(mode.at(1).incidentRecall().value()).isCloseTo(2.0 / 3.0, within(1e-12));
        assertThat(mode.at(5).recall()).isEqualTo(1.0);
        assertThat(mode.at(5).precision()).isCloseTo(5.0 / 30.0, within(1e-12));
        // At 2 a day, a or b comes second: 22, 23 and 27 with chance 1/2 each.
        assertThat(mode.recallCurve().get(1)).isCloseTo((2 + 1.5) / 5, within(1e-12));
        TimeToDetect time = mode.timeToDetect().orElseThrow();
        // x after 2 days, y at once.
        assertThat(time).isEqualTo(new TimeToDetect(2.0, 1.0, 0, 2));
        assertThat(mode.scenarios()).extracting(ScenarioRecall::scenario).containsExactly("x", "y");
        assertThat(mode.scenarios()).extracting(ScenarioRecall::incidents).containsExactly(2, 1);
        assertThat(mode.scenarios().get(0).recall()).containsEntry(1, 0.25).containsEntry(10, 1.0);
        assertThat(mode.ownAlerts()).isEmpty();
        assertThatThrownBy(() -> mode.at(7)).hasMessage("7 alerts a day were not measured, only [1, 5, 10, 25]");
        assertThatThrownBy(() -> result.of(BacktestMode.FAITHFUL)).hasMessage("faithful was not part of this backtest");
    }

    @Test
    void run_whenNothingIsFound_hasNoTimeToDetect() {
        BacktestResult result = Backtest.run(
                table(), labels("c", "x", 22), QUICK.withBudget(1).withModes(List.of(BacktestMode.DEVIATIONS)));
        // Nobody deviates: one of three equal rows is looked at.
        ModeResult mode = result.of(BacktestMode.DEVIATIONS);
        assertThat(mode.at(1).recall()).isCloseTo(1.0 / 3.0, within(1e-12));
        assertThat(mode.timeToDetect().orElseThrow().incidentsFound()).isCloseTo(1.0 / 3.0, within(1e-12));
        BacktestResult other = Backtest.run(
                table(), labels("a", "x", 22), QUICK.withBudget(1).withModes(List.of(BacktestMode.COUNT_THRESHOLD)));
        assertThat(other.of(BacktestMode.COUNT_THRESHOLD).timeToDetect()).isEmpty();
    }

    @Test
    void run_whenADayHasMoreAttacksThanAlerts_saysWhatIsPossible() {
        List<AttackLabel> labels = new ArrayList<>(labels("a", "x", 22, 23));
        labels.addAll(labels("b", "x", 22));
        labels.addAll(labels("c", "x", 22));
        BacktestResult result = Backtest.run(table(), labels, QUICK.withModes(List.of(BacktestMode.DEVIATIONS)));
        assertThat(result.possibleRecall()).containsEntry(1, 0.5).containsEntry(5, 1.0);
    }

    @Test
    void run_withTooLittleHistory_saysHowMuchThereIs() {
        FeatureTable base = table();
        assertThatThrownBy(() -> Backtest.run(base, labels("a", "x", 22), QUICK.withFrom(day(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 1 days before the first scored day 2026-01-02 (the table begins on 2026-01-01),"
                        + " too few to split into history and training; give more days or a later first day");
        assertThatThrownBy(() -> Backtest.run(base, List.of(), QUICK.withFrom(day(-5))))
                .hasMessageContaining("there are 0 days before");
        assertThatThrownBy(() -> Backtest.run(base, List.of(), QUICK.withFrom(day(30))))
                .hasMessage("the first scored day is 2026-01-31, but the last day with rows is 2026-01-30");
        assertThatThrownBy(() -> Backtest.run(base.selectRows(new int[0]), List.of(), QUICK))
                .hasMessageContaining("no rows");
        assertThat(Backtest.run(base, labels("a", "x", 22), QUICK.withFrom(day(2)))
                        .dayCount())
                .isEqualTo(28);
    }

    @Test
    void run_whenNoLabelHasARow_countsThem() {
        List<AttackLabel> labels = new ArrayList<>(labels("A", "x", 22, 23));
        labels.addAll(labels("a", "x", 2));
        assertThatThrownBy(() -> Backtest.run(table(), labels, QUICK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("none of the 3 labels has a scored row (1 are of days before 2026-01-21,"
                        + " 2 have no row of that actor and day)");
    }

    @Test
    void run_withAMissingNumber_saysWhere() {
        FeatureTable base = table();
        double[] column = base.column(0);
        column[7] = Double.NaN;
        FeatureTable broken = base.withColumns(base.schema(), new double[][] {column, base.column(1)});
        assertThatThrownBy(() -> Backtest.run(broken, labels("a", "x", 22), QUICK))
                .hasMessage(
                        "row 7, column 'git_clone': a backtest needs numbers in the range of float, but the value is"
                                + " NaN");
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> QUICK.withModes(List.of())).hasMessageContaining("modes must be");
        assertThatThrownBy(() -> QUICK.withModes(List.of(BacktestMode.FAITHFUL, BacktestMode.FAITHFUL)))
                .hasMessageContaining("each once");
        assertThatThrownBy(() -> QUICK.withRefitDays(0)).hasMessage("refitDays must be from 1 to 10000, but was 0");
        assertThatThrownBy(() -> QUICK.withHistoryShare(Double.NaN)).hasMessageContaining("historyShare");
        assertThatThrownBy(() -> QUICK.withBudget(0)).hasMessageContaining("budget");
        assertThatThrownBy(() -> QUICK.withForestSeeds(21)).hasMessageContaining("forestSeeds");
        assertThatThrownBy(() -> QUICK.withDetector(dev.ueba.DetectorOptions.secDev2025()))
                .hasMessageContaining("rolling");
    }
}
