package dev.ueba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.baseline.ActorPast;
import dev.ueba.baseline.ActorPasts;
import dev.ueba.baseline.DeviationAlgorithm;
import dev.ueba.baseline.DeviationOptions;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.explain.AttackTechniques;
import dev.ueba.explain.Explanation;
import dev.ueba.explain.Reason;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnomalyExplainerTest {

    private static final int SEARCHED = 300;

    /** A fitted model and what it says about the later days of a table. */
    private record Case(DetectorModel model, FeatureTable base, AnomalyResults results) {

        AnomalyExplainer explainer() {
            return AnomalyExplainer.of(model, base, results);
        }

        ActorPasts pasts() {
            return ActorPasts.of(base, model.options().deviations(), FeatureSchema.ofFeatures(model.features()));
        }

        double[] row(int row) {
            return IntStream.range(0, results.table().featureCount())
                    .mapToDouble(feature -> results.table().value(row, feature))
                    .toArray();
        }

        double score(double[] row) {
            return model.forest().scoreSample(row) - model.offset();
        }
    }

    private static Case caseOf(long seed, DeviationOptions deviations, double cutoff) {
        FeatureTable base = Samples.base(seed, 6, 40);
        DetectorOptions options = Samples.quick().withDeviations(deviations).withCutoff(cutoff);
        boolean rolling = deviations.algorithm() == DeviationAlgorithm.ROLLING;
        FeatureTable training = rolling
                ? TrainingSets.split(base, 0.5, deviations).training()
                : TrainingSets.enrichWholePeriod(base, deviations);
        DetectorModel model = DetectorModel.fit(training, options);
        DayRange days = new DayRange(Samples.FIRST.plusDays(20), Samples.FIRST.plusDays(40));
        return new Case(model, base, model.predict(base, days));
    }

    static List<Case> cases() {
        DeviationOptions defaults = DeviationOptions.defaults();
        List<Case> cases = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            cases.add(caseOf(seed, defaults, -0.01));
            cases.add(caseOf(seed, defaults.withModifiedZScores(true).withKeepNegativeZScores(true), -0.01));
            cases.add(caseOf(seed, defaults.withCompositeMax(true), 0.0));
            cases.add(caseOf(seed, defaults.withZScores(false), 0.0));
            cases.add(caseOf(seed, DeviationOptions.secDev2025(), -0.05));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void explain_everyRow_sharesAndAttributionsAddUp(Case given) {
        AnomalyExplainer explainer = given.explainer();
        for (Anomaly anomaly : given.results.all()) {
            Explanation explanation = explainer.explain(anomaly);

            assertThat(explanation.score()).isEqualTo(anomaly.anomalyScore());
            assertThat(explanation.isFlagged()).isEqualTo(anomaly.isAnomaly());
            assertThat(explanation.attribution().expectedPathLength()
                            - Arrays.stream(explanation.attribution().values()).sum())
                    .isCloseTo(explanation.attribution().pathLength(), within(1e-9));
            assertThat(explanation.reasons().stream().mapToDouble(Reason::share).sum())
                    .isCloseTo(explanation.reasons().isEmpty() ? 0.0 : 1.0, within(1e-9));
            assertThat(explanation.reasons())
                    .isSortedAccordingTo((a, b) -> Double.compare(b.attribution(), a.attribution()))
                    .allMatch(reason -> reason.attribution() > 0.0)
                    .allMatch(reason ->
                            anomaly.isAnomaly() || reason.counterfactual().isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void explain_flaggedRow_counterfactualOfCountIsTheNearestOfAll(Case given) {
        ActorPasts pasts = given.pasts();
        AnomalyExplainer explainer = given.explainer();
        int found = 0;
        int clones = given.base.schema().featureIndex("clones");
        assertThat(given.results.flagged()).isNotEmpty();
        for (Anomaly anomaly : given.results.flagged()) {
            for (Reason reason : explainer.explain(anomaly).reasons()) {
                if (reason.feature().equals("clones")) {
                    double[] row = given.row(anomaly.row());
                    ActorPast past = pasts.of(anomaly.actor(), anomaly.day(), row);
                    OptionalDouble nearest = nearest(given, row, past, clones);
                    if (nearest.isPresent() || reason.counterfactual().orElse(0.0) <= SEARCHED) {
                        assertThat(reason.counterfactual()).isEqualTo(nearest);
                    }
                    found += nearest.isPresent() ? 1 : 0;
                }
            }
        }
        assertThat(found).isPositive();
    }

    private static OptionalDouble nearest(Case given, double[] row, ActorPast past, int feature) {
        double value = row[feature];
        for (int distance = 1; distance <= SEARCHED; distance++) {
            for (double other : new double[] {value - distance, value + distance}) {
                double[] changed = row.clone();
                past.change(changed, feature, other);
                if (other >= 0.0 && given.score(changed) >= given.results.anomalyThreshold()) {
                    return OptionalDouble.of(other);
                }
            }
        }
        return OptionalDouble.empty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void explain_flaggedRow_counterfactualOfRealNumberIsAtTheEdge(Case given) {
        ActorPasts pasts = given.pasts();
        AnomalyExplainer explainer = given.explainer();
        int bytes = given.base.schema().featureIndex("bytes");
        for (Anomaly anomaly : given.results.flagged()) {
            for (Reason reason : explainer.explain(anomaly).reasons()) {
                if (reason.feature().equals("bytes") && reason.counterfactual().isPresent()) {
                    double[] row = given.row(anomaly.row());
                    ActorPast past = pasts.of(anomaly.actor(), anomaly.day(), row);
                    double other = reason.counterfactual().getAsDouble();
                    double[] changed = row.clone();
                    past.change(changed, bytes, other);
                    assertThat(given.score(changed)).isGreaterThanOrEqualTo(given.results.anomalyThreshold());
                    for (int step = 1; step < 1000; step++) {
                        past.change(changed, bytes, row[bytes] + (other - row[bytes]) * step / 1000.0);
                        assertThat(given.score(changed)).isLessThan(given.results.anomalyThreshold());
                    }
                }
            }
        }
    }

    @Test
    void explain_composite_countsAsTheFeatureOfTheLargestDeviation() {
        Case given = caseOf(1, DeviationOptions.defaults().withCompositeMax(true), 0.0);
        AnomalyExplainer explainer = given.explainer();
        List<String> names = given.results.table().schema().features();
        int composite = names.indexOf("zscore_composite_max");
        int counted = 0;
        for (Anomaly anomaly : given.results.all()) {
            double[] row = given.row(anomaly.row());
            Explanation explanation = explainer.explain(anomaly);
            for (Reason reason : explanation.reasons()) {
                int zColumn = names.indexOf("zscore_" + reason.feature());
                double expected = explanation.attribution().value(names.indexOf(reason.feature()));
                if (zColumn >= 0) {
                    expected += explanation.attribution().value(zColumn);
                    if (row[composite] > 0.0 && row[composite] == row[zColumn]) {
                        expected += explanation.attribution().value(composite);
                        counted++;
                    }
                }
                assertThat(reason.attribution()).isCloseTo(expected, within(1e-12));
            }
        }
        assertThat(counted).isPositive();
    }

    @Test
    void explain_laterDaysOfTheTable_changeNothing() {
        Case given = caseOf(2, DeviationOptions.defaults(), -0.01);
        LocalDate day = Samples.FIRST.plusDays(30);
        FeatureTable until = given.base.selectDays(new DayRange(Samples.FIRST, day.plusDays(1)));
        AnomalyResults results = given.model.predict(given.base, day);

        List<Explanation> all =
                AnomalyExplainer.of(given.model, given.base, results).explainTop(100);
        List<Explanation> past = AnomalyExplainer.of(given.model, until, given.model.predict(until, day))
                .explainTop(100);

        assertThat(all.stream().map(Explanation::reasons))
                .isEqualTo(past.stream().map(Explanation::reasons).toList());
        assertThat(all.get(0).reasons().get(0).past().lastSeen().orElseThrow()).isBefore(day);
    }

    @Test
    void explain_firstTimeOfAnAction_saysSoAndNamesTheTechnique() {
        StringBuilder csv = new StringBuilder("actor,day,is_weekend,git_clone,org_recovery_codes_downloaded\n");
        for (int day = 1; day <= 28; day++) {
            for (String actor : List.of("ann", "bob", "cem")) {
                boolean takesCodes = actor.equals(day == 28 ? "ann" : "bob") && (day == 28 || day == 20);
                int codes = takesCodes ? 1 : 0;
                csv.append(String.format(
                        Locale.ROOT,
                        "%s,2026-01-%02d,False,%d,%d%n",
                        actor,
                        day,
                        (day * 7 + actor.length() * day) % 5,
                        codes));
            }
        }
        FeatureTable base = Samples.read(csv.toString());
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        DetectorModel model = detector.fit(detector.generateTrainingSet(
                base.selectDays(new DayRange(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 28))), 0.3));
        AnomalyResults results = model.predict(base, LocalDate.of(2026, 1, 28));
        Anomaly ann = results.all().stream()
                .filter(anomaly -> anomaly.actor().equals("ann"))
                .findFirst()
                .orElseThrow();

        Reason reason =
                AnomalyExplainer.of(model, base, results).explain(ann).reasons().get(0);

        assertThat(reason.feature()).isEqualTo("org_recovery_codes_downloaded");
        assertThat(reason.isFirstSeen()).isTrue();
        assertThat(reason.expected()).isZero();
        assertThat(reason.past().rowCount()).isEqualTo(27);
        assertThat(reason.brief())
                .isEqualTo(
                        "org_recovery_codes_downloaded=1 (never in 27 earlier days; 83.3rd percentile; not flagged at 0) T1552");
        assertThat(reason.text())
                .startsWith("org_recovery_codes_downloaded is 1, never seen in 27 earlier days (83.3rd percentile)")
                .endsWith("; not flagged at 0; ATT&CK v19: T1552 Unsecured Credentials.");
        assertThat(AnomalyExplainer.of(model, base, results, AttackTechniques.of("github", "18"))
                        .explain(ann)
                        .reasons()
                        .get(0)
                        .techniques())
                .allMatch(technique -> technique.attackVersion().equals("18"));
    }

    @Test
    void withReasons_areTheLastColumnAndEmptyBeyondTheCount(@TempDir Path folder) throws Exception {
        Case given = caseOf(1, DeviationOptions.defaults(), -1.0);
        Path file = folder.resolve("results.csv");

        given.explainer().withReasons(3).withEmails(Map.of()).writeCsv(file);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).endsWith(",anomaly_score,is_anomaly,user_email,reasons");
        assertThat(lines.get(3)).contains("percentile");
        assertThat(lines.subList(4, lines.size())).allMatch(line -> line.endsWith(",False,,"));
    }

    @Test
    void withReasons_flaggedRowsBeyondTheCount_haveTheirsToo() {
        Case given = caseOf(1, DeviationOptions.defaults(), 0.0);
        assertThat(given.results.flagged()).hasSizeGreaterThan(2);
        assertThat(given.explainer().explainTop(1)).hasSameSizeAs(given.results.flagged());
    }

    @Test
    void explain_againOrOnOtherThreads_isEqual() {
        Case given = caseOf(3, DeviationOptions.defaults(), -0.01);
        AnomalyExplainer explainer = given.explainer();

        List<String> inOrder = given.results.all().stream()
                .map(anomaly -> explainer.explain(anomaly).reasons().toString())
                .toList();

        assertThat(explainer.explainTop(10_000).stream()
                        .map(explanation -> explanation.reasons().toString()))
                .isEqualTo(inOrder);
    }

    @Test
    void explain_anomalyOfOtherResults_isRefused() {
        Case given = caseOf(1, DeviationOptions.defaults(), 0.0);
        Anomaly stranger = new Anomaly("mallory", Samples.FIRST, -0.5, true, 0);

        assertThatThrownBy(() -> given.explainer().explain(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not one of the");
        assertThatThrownBy(() -> given.results.withReasons(Collections.nCopies(10_000, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000 reasons");
    }

    @Test
    void of_otherBaseTable_isRefused() {
        Case given = caseOf(1, DeviationOptions.defaults(), 0.0);
        FeatureTable other = Samples.read("actor,day,x\nann,2026-01-01,2\n");

        assertThatThrownBy(() -> AnomalyExplainer.of(given.model, other, given.results))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the table that was scored");
    }
}
