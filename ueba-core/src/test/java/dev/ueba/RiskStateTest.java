package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.NoveltyModel;
import dev.ueba.novelty.PeerGroups;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Day by day, with the state taken to bytes and back in between, against one replay of the whole history. */
class RiskStateTest {

    private static final int DAYS = 70;
    private static final int KNOWN_DAYS = 45;

    private static FeatureTable base(long seed) {
        return SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                        .withActors(30)
                        .withDays(DAYS)
                        .withAttacks(20)
                        .withSeed(seed))
                .baseFeatures();
    }

    private static LocalDate scoredFrom(FeatureTable base) {
        return base.dayRange().orElseThrow().from().plusDays(KNOWN_DAYS);
    }

    private static FeatureTable before(FeatureTable base, LocalDate day) {
        return base.selectDays(new DayRange(base.dayRange().orElseThrow().from(), day));
    }

    private static DetectorModel model(FeatureTable base) {
        DetectorOptions options = Samples.quick();
        return DetectorModel.fit(
                TrainingSets.split(before(base, scoredFrom(base)), 0.5, options.deviations())
                        .training(),
                options);
    }

    /** Options with something of everything that a state has to keep. */
    private static ImprovedOptions options(FeatureTable base, SplittableRandom random) {
        ImprovedOptions options = ImprovedOptions.defaults();
        AlertBudget budget = AlertBudget.perDay(1 + random.nextInt(6)).withLeastRisk(random.nextInt(4));
        options = options.withBudget(random.nextBoolean() ? budget : budget.withAverageDays(1 + random.nextInt(30)))
                .withQuarantineDays(random.nextBoolean() ? 0 : 1 + random.nextInt(20))
                .withEntityHalfLifeDays(1.0 + random.nextInt(10));
        if (random.nextBoolean()) {
            options = options.withNovelty(options.novelty().withHalfLifeDays(10.0 + random.nextInt(60)));
        }
        return random.nextBoolean()
                ? options
                : options.withPeers(PeerGroups.learn(before(base, scoredFrom(base)), 1 + random.nextInt(4)));
    }

    private static String csv(AnomalyResults results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        results.writeCsv(out, false);
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static List<RiskAssessment> assessments(AnomalyResults results) {
        return results.all().stream()
                .map(anomaly -> results.assessment(anomaly).orElseThrow())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void predictNext_dayByDayThroughBytes_equalsPredictOverTheHistory(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureTable base = base(seed);
        DetectorModel model = model(base);
        ImprovedDetector improved = ImprovedDetector.of(model, options(base, random));
        LocalDate from = scoredFrom(base);
        RiskState state = improved.replay(before(base, from));
        ActorBaselines baselines =
                ActorBaselines.of(before(base, from), model.options().deviations());
        LocalDate end = base.dayRange().orElseThrow().to();
        int alerts = 0;
        for (LocalDate day = from; day.isBefore(end); ) {
            // One night has one day or, after a holiday, several.
            LocalDate next = day.plusDays(1 + random.nextInt(3));
            DayRange night = new DayRange(day, next.isAfter(end) ? end : next);
            FeatureTable newDays = base.selectDays(night);
            day = night.to();
            if (newDays.rowCount() == 0) {
                continue;
            }
            if (random.nextBoolean()) {
                state = RiskState.fromBytes(state.toBytes());
            }
            AnomalyResults nightly = improved.predictNext(baselines, state, newDays);
            AnomalyResults replayed = improved.predict(before(base, night.to()), night);
            assertThat(csv(nightly)).isEqualTo(csv(replayed));
            assertThat(assessments(nightly)).isEqualTo(assessments(replayed));
            assertThat(nightly.sensitiveFindings()).isEqualTo(replayed.sensitiveFindings());
            alerts += nightly.alerts().size();
        }
        assertThat(alerts).isPositive();
        assertThat(state.lastDay()).isEqualTo(baselines.lastDay());
        // The state of one run over all days is the same, byte for byte.
        assertThat(improved.replay(base).toBytes()).isEqualTo(state.toBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void predictNext_withDecisionsOfTheMorningAfter_equalsPredictWithThem(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureTable base = base(seed);
        DetectorModel model = model(base);
        ImprovedOptions options = ImprovedOptions.defaults()
                .withBudget(AlertBudget.perDay(3).withLeastRisk(0.0))
                .withQuarantineDays(10);
        LocalDate from = scoredFrom(base);
        RiskState state = ImprovedDetector.of(model, options).replay(before(base, from));
        ActorBaselines baselines =
                ActorBaselines.of(before(base, from), model.options().deviations());
        AnalystDecisions decisions = AnalystDecisions.none();
        int[] effects = new int[2];
        StringBuilder nights = new StringBuilder();
        for (FeatureTable day : NoveltyModel.days(base)) {
            if (day.day(0).isBefore(from)) {
                continue;
            }
            state = RiskState.fromBytes(state.toBytes());
            ImprovedDetector tonight = ImprovedDetector.of(model, options).withDecisions(decisions);
            AnomalyResults nightly = tonight.predictNext(baselines, state, day);
            assertThat(csv(nightly))
                    .isEqualTo(csv(tonight.predict(before(base, day.day(0).plusDays(1)), day.day(0))));
            nights.append(csv(nightly));
            effects[0] += nightly.decisionEffects().cleared();
            effects[1] += nightly.decisionEffects().confirmed();
            for (Anomaly alert : nightly.alerts()) {
                if (random.nextInt(3) > 0) {
                    decisions = decisions.with(
                            alert.actor(), alert.day(), random.nextBoolean() ? Decision.CLEARED : Decision.CONFIRMED);
                }
            }
        }
        assertThat(effects[0]).isPositive();
        assertThat(effects[1]).isPositive();
        // Decisions matter: without them the same days look different.
        StringBuilder undecided = new StringBuilder();
        AnomalyResults all = ImprovedDetector.of(model, options)
                .predict(base, new DayRange(from, base.dayRange().orElseThrow().to()));
        undecided.append(csv(all));
        assertThat(sortedLines(undecided)).isNotEqualTo(sortedLines(nights));
    }

    private static List<String> sortedLines(StringBuilder text) {
        return text.toString().lines().distinct().sorted().toList();
    }

    @Test
    void next_ofDayThatIsNotLater_isRefusedAndChangesNothing() {
        FeatureTable base = base(1);
        RiskState state = RiskState.empty(
                base.schema(), ImprovedOptions.defaults().withQuarantineDays(3).withBudget(AlertBudget.perDay(2)));
        List<FeatureTable> days = NoveltyModel.days(base);
        for (FeatureTable day : days.subList(0, 30)) {
            state.next(day, new double[0]);
        }
        byte[] before = state.toBytes();
        RiskState known = state;
        FeatureTable last = days.get(29);
        FeatureTable next = days.get(30);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.next(last, new double[0]))
                .withMessageContaining("already knows " + last.day(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.next(base, new double[0]))
                .withMessageContaining("only later days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.next(next, new double[next.rowCount() + 1]))
                .withMessageContaining("a score for each of " + next.rowCount() + " rows");
        double[] scores = new double[next.rowCount()];
        scores[0] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.next(next, scores))
                .withMessageContaining("row 0 must be a finite number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.next(next.selectRows(new int[0]), new double[0]))
                .withMessageContaining("no rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> known.next(Samples.base(1, 2, 1), new double[0]))
                .withMessageContaining("expected the columns");
        assertThat(state.toBytes()).isEqualTo(before);
    }

    @Test
    void predictNext_ofStatesThatDoNotGoTogether_isRefusedAndChangesNothing() {
        FeatureTable base = base(2);
        LocalDate from = scoredFrom(base);
        DetectorModel model = model(base);
        ImprovedDetector improved = ImprovedDetector.of(model, ImprovedOptions.defaults());
        RiskState state = improved.replay(before(base, from));
        ActorBaselines behind = ActorBaselines.of(
                before(base, from.minusDays(1)), model.options().deviations());
        FeatureTable newDays = base.selectDays(new DayRange(from, from.plusDays(2)));
        byte[] bytes = state.toBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> improved.predictNext(behind, state, newDays))
                .withMessageContaining("the baselines know " + behind.rowCount() + " rows")
                .withMessageContaining("but the risk state " + state.rowCount());
        ActorBaselines baselines =
                ActorBaselines.of(before(base, from), model.options().deviations());
        ImprovedDetector other = ImprovedDetector.of(
                DetectorModel.fit(
                        TrainingSets.split(
                                        before(base, from), 0.5, model.options().deviations())
                                .training(),
                        model.options().withForest(model.options().forest().withSeed(99))),
                ImprovedOptions.defaults());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.predictNext(baselines, state, newDays))
                .withMessageContaining("the scores of another model");
        ImprovedDetector strict =
                ImprovedDetector.of(model, ImprovedOptions.defaults().withBudget(AlertBudget.perDay(3)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.predictNext(baselines, state, newDays))
                .withMessageContaining("alertsPerDay is 10, not 3");
        assertThat(baselines.lastDay()).isEqualTo(state.lastDay());
        assertThat(state.toBytes()).isEqualTo(bytes);
    }

    @Test
    void decide_clearsConfirmsAndCountsTheRest() {
        FeatureTable base = base(3);
        ImprovedOptions options = ImprovedOptions.defaults()
                .withBudget(AlertBudget.perDay(4).withLeastRisk(0.0).withCoolDown(0, 0.0))
                .withQuarantineDays(1_000);
        RiskState state = RiskState.empty(base.schema(), options);
        List<Anomaly> alerts = new ArrayList<>();
        for (FeatureTable day : NoveltyModel.days(base)) {
            RiskDay assessed = state.next(day, new double[0]);
            for (int row = 0; row < day.rowCount(); row++) {
                if (assessed.assessments().get(row).alert()) {
                    alerts.add(new Anomaly(day.actor(row), day.day(row), 0.0, false, row));
                }
            }
        }
        int heldBefore = state.heldRowCount();
        assertThat(heldBefore).isPositive();
        Anomaly first = alerts.get(alerts.size() - 2);
        Anomaly second = alerts.get(alerts.size() - 1);
        AnalystDecisions decisions = AnalystDecisions.none()
                .with(first.actor(), first.day(), Decision.CLEARED)
                .with(second.actor(), second.day(), Decision.CONFIRMED)
                .with("nobody", first.day(), Decision.CLEARED)
                .with(first.actor(), first.day().plusYears(1), Decision.CONFIRMED)
                .with(first.actor(), first.day().minusYears(1), Decision.CLEARED);
        byte[] before = state.toBytes();
        assertThat(state.decide(decisions)).isEqualTo(new DecisionEffects(1, 1, 1, 1, 1));
        assertThat(state.heldRowCount()).isEqualTo(heldBefore - 2);
        assertThat(state.toBytes()).isNotEqualTo(before);
        assertThat(state.decide(decisions)).isEqualTo(new DecisionEffects(0, 0, 1, 1, 3));
        RiskState free = RiskState.empty(base.schema(), ImprovedOptions.defaults());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> free.decide(decisions))
                .withMessageContaining("quarantineDays is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImprovedDetector.of(model(base), ImprovedOptions.defaults())
                        .withDecisions(decisions))
                .withMessageContaining("choose a quarantine");
    }

    /** What was cleared surprises less when it comes again, and what was confirmed surprises as before, even after the quarantine. */
    @Test
    void decide_changesWhatIsUsualForTheActor() {
        FeatureTable base = base(4);
        ImprovedOptions options = ImprovedOptions.defaults()
                .withBudget(AlertBudget.perDay(3).withLeastRisk(0.0))
                .withQuarantineDays(5);
        List<FeatureTable> days = NoveltyModel.days(base);
        RiskState state = RiskState.empty(base.schema(), options);
        FeatureTable alertDay = days.get(40);
        for (FeatureTable day : days.subList(0, 40)) {
            state.next(day, new double[0]);
        }
        RiskDay assessed = state.next(alertDay, new double[0]);
        int row = 0;
        while (!assessed.assessments().get(row).alert()
                || assessed.assessments().get(row).surprises().isEmpty()) {
            row++;
        }
        String actor = alertDay.actor(row);
        LocalDate day = alertDay.day(row);
        String feature = assessed.assessments().get(row).surprises().get(0).feature();
        byte[] bytes = state.toBytes();
        double[] means = new double[3];
        Decision[] all = {Decision.CLEARED, Decision.CONFIRMED};
        for (int i = 0; i < 3; i++) {
            try {
                RiskState decided = RiskState.fromBytes(bytes);
                if (i < 2) {
                    decided.decide(AnalystDecisions.none().with(actor, day, all[i]));
                }
                means[i] = decided.novelty().daysSinceRaised(actor, feature, day.plusDays(1));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        assertThat(means[0]).isEqualTo(1.0);
        assertThat(means[1]).isGreaterThan(1.0).isEqualTo(means[2]);
        // After the quarantine the undecided row is let in, the confirmed one is not.
        try {
            RiskState confirmed = RiskState.fromBytes(bytes);
            confirmed.decide(AnalystDecisions.none().with(actor, day, Decision.CONFIRMED));
            RiskState undecided = RiskState.fromBytes(bytes);
            for (FeatureTable later : days.subList(41, days.size())) {
                int[] others = java.util.stream.IntStream.range(0, later.rowCount())
                        .filter(each -> !later.actor(each).equals(actor))
                        .toArray();
                confirmed.next(later.selectRows(others), new double[0]);
                undecided.next(later.selectRows(others), new double[0]);
            }
            LocalDate end = days.get(days.size() - 1).day(0).plusDays(1);
            assertThat(undecided.novelty().daysSinceRaised(actor, feature, end))
                    .isEqualTo((int) (end.toEpochDay() - day.toEpochDay()));
            assertThat(confirmed.novelty().daysSinceRaised(actor, feature, end))
                    .isGreaterThan((int) (end.toEpochDay() - day.toEpochDay()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void options_thatCouldHoldTooManyRows_areRefused() {
        ImprovedOptions many = ImprovedOptions.defaults().withBudget(AlertBudget.average(10_000, 30));
        assertThat(many.withQuarantineDays(33).quarantineDays()).isEqualTo(33);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> many.withQuarantineDays(34))
                .withMessageContaining("could hold 1020000 alerts back, but at most 1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImprovedOptions.defaults().withQuarantineDays(10_001))
                .withMessageContaining("from 0 to 10000");
    }
}
