package dev.ueba;

import static dev.ueba.ImprovedDetectorTest.BASE;
import static dev.ueba.ImprovedDetectorTest.MODEL;
import static dev.ueba.ImprovedDetectorTest.OPTIONS;
import static dev.ueba.ImprovedDetectorTest.RESULTS;
import static dev.ueba.ImprovedDetectorTest.SCORED;
import static dev.ueba.ImprovedDetectorTest.find;
import static dev.ueba.ImprovedDetectorTest.withCount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.explain.AttackPatterns;
import dev.ueba.explain.AttackTechnique;
import dev.ueba.explain.AttackTechniques;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.Surprise;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RiskExplainerTest {

    private static final ImprovedDetector DETECTOR = ImprovedDetector.of(MODEL, OPTIONS);
    private static final RiskExplainer EXPLAINER = RiskExplainer.of(DETECTOR, BASE, RESULTS);
    private static final String CODES = "org_recovery_codes_downloaded";

    private static int baseRow(Anomaly anomaly) {
        for (int row = 0; row < BASE.rowCount(); row++) {
            if (BASE.actor(row).equals(anomaly.actor()) && BASE.day(row).equals(anomaly.day())) {
                return row;
            }
        }
        throw new AssertionError("no such row");
    }

    /** Whether the row would have been an alert with another count, by running the whole detector again. */
    private static boolean isAlertWith(ImprovedDetector detector, Anomaly row, String feature, double count) {
        FeatureTable changed = withCount(BASE, baseRow(row), feature, count);
        AnomalyResults results =
                detector.predict(changed, new DayRange(SCORED.from(), row.day().plusDays(1)));
        return results.assessment(find(results, row.actor(), row.day()))
                .orElseThrow()
                .alert();
    }

    @Test
    void counterfactual_isTheLargestCountWithoutAnAlert_byRunningTheDetectorAgain() {
        int checked = 0;
        int without = 0;
        for (Anomaly alert : RESULTS.alerts()) {
            for (RiskReason reason : EXPLAINER.explain(alert).reasons()) {
                // Some of each kind; the detector runs anew for each question.
                if (reason.counterfactual().isPresent() && checked < 10) {
                    double count = reason.counterfactual().getAsDouble();
                    assertThat(count).isLessThan(reason.value()).isGreaterThanOrEqualTo(0.0);
                    assertThat(isAlertWith(DETECTOR, alert, reason.feature(), count))
                            .as(alert + " " + reason)
                            .isFalse();
                    assertThat(isAlertWith(DETECTOR, alert, reason.feature(), count + 1.0))
                            .as(alert + " " + reason)
                            .isTrue();
                    checked++;
                } else if (reason.counterfactual().isEmpty() && without < 3) {
                    assertThat(isAlertWith(DETECTOR, alert, reason.feature(), 0.0))
                            .as(alert + " " + reason)
                            .isTrue();
                    without++;
                }
            }
        }
        assertThat(checked).isEqualTo(10);
        assertThat(without).isEqualTo(3);
    }

    @Test
    void counterfactual_knowsTheBudgetAndTheAverage() {
        for (AlertBudget budget : List.of(AlertBudget.perDay(1), AlertBudget.average(1, 20))) {
            ImprovedDetector detector =
                    ImprovedDetector.of(MODEL, OPTIONS.withBudget(budget).withQuarantineDays(5));
            AnomalyResults results = detector.predict(BASE, SCORED);
            RiskExplainer explainer = RiskExplainer.of(detector, BASE, results);
            int checked = 0;
            for (Anomaly alert : results.alerts()) {
                for (RiskReason reason : explainer.explain(alert).reasons()) {
                    if (reason.counterfactual().isPresent() && checked < 3) {
                        double count = reason.counterfactual().getAsDouble();
                        assertThat(isAlertWith(detector, alert, reason.feature(), count))
                                .as(alert + " " + reason)
                                .isFalse();
                        assertThat(isAlertWith(detector, alert, reason.feature(), count + 1.0))
                                .as(alert + " " + reason)
                                .isTrue();
                        checked++;
                    }
                }
            }
            assertThat(checked).isEqualTo(3);
        }
    }

    @Test
    void parts_addUpToAStrangenessThatOrdersTheRisksOfADay() {
        Map<LocalDate, TreeMap<Double, Double>> people = new HashMap<>();
        for (Anomaly row : RESULTS.all()) {
            RiskExplanation explanation = EXPLAINER.explain(row);
            RiskAssessment assessment = explanation.assessment();
            assertThat(assessment).isEqualTo(RESULTS.assessment(row).orElseThrow());
            double sum = assessment.noveltyBits()
                    - assessment.discountBits()
                    + explanation.togetherEvidenceBits()
                    + explanation.forestEvidenceBits();
            assertThat(explanation.strangeness()).isCloseTo(Math.max(0.0, sum), within(1e-9));
            assertThat(explanation.otherEvidenceBits()).isGreaterThanOrEqualTo(0.0);
            if (assessment.actorClass() == ActorClass.PERSON) {
                people.computeIfAbsent(row.day(), day -> new TreeMap<>())
                        .put(explanation.strangeness(), assessment.risk());
            }
        }
        assertThat(people).hasSizeGreaterThan(30);
        people.values().forEach(byStrangeness -> assertThat(List.copyOf(byStrangeness.values()))
                .isSorted());
    }

    @Test
    void explain_ofEveryRow_hasOneReasonPerSurpriseAndSensitiveAction() {
        for (Anomaly row : RESULTS.all()) {
            RiskExplanation explanation = EXPLAINER.explain(row);
            List<String> unusual = explanation.assessment().surprises().stream()
                    .map(Surprise::feature)
                    .toList();
            assertThat(explanation.reasons())
                    .filteredOn(reason -> reason.surprise().isPresent())
                    .extracting(RiskReason::feature)
                    .isEqualTo(unusual);
            List<String> sensitive = RESULTS.sensitiveFindings().stream()
                    .filter(finding ->
                            finding.actor().equals(row.actor()) && finding.day().equals(row.day()))
                    .map(finding -> finding.action().feature())
                    .toList();
            assertThat(explanation.reasons())
                    .filteredOn(reason -> reason.sensitive().isPresent())
                    .extracting(RiskReason::feature)
                    .containsExactlyInAnyOrderElementsOf(sensitive);
            if (!explanation.assessment().alert()) {
                assertThat(explanation.reasons())
                        .allMatch(reason -> reason.counterfactual().isEmpty());
            }
            for (String text : List.of(explanation.brief(), explanation.summary())) {
                assertThat(text).isNotBlank().doesNotContain("\n", "NaN", "Infinity", "2147483647");
            }
        }
    }

    @Test
    void explain_ofOneDownloadOfRecoveryCodes_namesIt_whichTheForestCannot() {
        // Nobody ever did it; then an ordinary member does, once.
        FeatureTable table = BASE;
        int column = BASE.schema().featureIndex(CODES);
        for (int row = 0; row < BASE.rowCount(); row++) {
            if (BASE.value(row, column) > 0.0) {
                table = withCount(table, row, CODES, 0.0);
            }
        }
        LocalDate day = SCORED.last();
        while (table.rowsOf(DayRange.of(day)).length < 30) {
            day = day.minusDays(1);
        }
        int row = table.rowsOf(DayRange.of(day))[7];
        FeatureTable attacked = withCount(table, row, CODES, 1.0);
        AnomalyResults results = DETECTOR.predict(attacked, day);
        Anomaly anomaly = find(results, attacked.actor(row), day);
        RiskExplanation explanation =
                RiskExplainer.of(DETECTOR, attacked, results).explain(anomaly);

        RiskReason reason = explanation.reasons().get(0);
        assertThat(reason.feature()).isEqualTo(CODES);
        assertThat(reason.surprise().orElseThrow().isFirstForOrganisation()).isTrue();
        assertThat(reason.sensitive().orElseThrow().action().severity()).isEqualTo(Severity.HIGH);
        assertThat(reason.counterfactual()).hasValue(0.0);
        assertThat(reason.percentileRank()).isGreaterThan(95.0);
        assertThat(reason.techniques()).extracting(AttackTechnique::id).contains("T1552");
        assertThat(reason.brief())
                .startsWith(CODES + "=1 (expected 0.0")
                .contains("; first time for the actor, nobody in " + reason.knownDays() + " days; ")
                .contains(" bits; sensitive, high severity; no alert at 0) T1552");
        assertThat(reason.text())
                .contains("a sensitive action of high severity, first time for the actor: recovery codes bypass")
                .contains("ATT&CK v19: T1552 Unsecured Credentials");
        assertThat(explanation.brief()).startsWith(reason.brief()).endsWith("[ATT&CK v19]");
        assertThat(explanation.summary()).startsWith("Alert: risk ").endsWith(" past actor-days was as strange.");
        assertThat(explanation.strangenessText()).contains(" bits: " + CODES + " ");
        assertThat(explanation.forest().reasons())
                .extracting(each -> each.feature())
                .doesNotContain(CODES);
    }

    @Test
    void withReasons_fillsAlertsAndTheRiskiest_andChangesNothingElse() throws Exception {
        AnomalyResults explained = EXPLAINER.withReasons(3);
        assertThat(explained.all()).isEqualTo(RESULTS.all());
        assertThat(explained.alerts()).isEqualTo(RESULTS.alerts());
        Set<Integer> rows = EXPLAINER.explainTop(3).keySet();
        assertThat(rows).containsAll(RESULTS.alerts().stream().map(Anomaly::row).toList());
        assertThat(rows)
                .containsAll(RESULTS.riskiest(3).stream().map(Anomaly::row).toList());
        assertThat(EXPLAINER.explainTop(RESULTS.rowCount())).hasSize(RESULTS.rowCount());
        java.nio.file.Path file = java.nio.file.Files.createTempFile("results", ".csv");
        try {
            explained.writeCsv(file);
            List<String> lines = java.nio.file.Files.readAllLines(file);
            assertThat(lines.get(0)).endsWith(",risk,alert,reasons");
            for (int row = 0; row < RESULTS.rowCount(); row++) {
                assertThat(lines.get(row + 1).endsWith(",")).isEqualTo(!rows.contains(row));
            }
        } finally {
            java.nio.file.Files.delete(file);
        }
    }

    @Test
    void explain_withPatterns_isContextOnly() {
        RiskExplainer without =
                RiskExplainer.of(DETECTOR, BASE, RESULTS, AttackTechniques.forGitHubAudit(), AttackPatterns.none());
        int matched = 0;
        for (Anomaly row : RESULTS.all()) {
            RiskExplanation with = EXPLAINER.explain(row);
            RiskExplanation plain = without.explain(row);
            matched += with.patterns().size();
            assertThat(with.parts()).isEqualTo(plain.parts());
            assertThat(with.assessment()).isEqualTo(plain.assessment());
            assertThat(with.reasons()).isEqualTo(plain.reasons());
            assertThat(plain.patterns()).isEmpty();
            if (!with.patterns().isEmpty()) {
                assertThat(with.brief()).contains("; pattern: ");
                assertThat(with.sentences())
                        .last()
                        .asString()
                        .isEqualTo(
                                with.patterns().get(with.patterns().size() - 1).text());
            }
        }
        assertThat(matched).isPositive();
    }

    @Test
    void explain_withVersion18_saysSo() {
        RiskExplainer v18 = RiskExplainer.of(
                DETECTOR, BASE, RESULTS, AttackTechniques.of("github", "18"), AttackPatterns.defaults("18"));
        List<String> texts = new ArrayList<>();
        v18.explainTop(0).values().forEach(explanation -> texts.add(explanation.brief()));
        assertThat(texts).anyMatch(text -> text.contains(" T1562.001"));
        assertThat(texts).noneMatch(text -> text.contains("T1685") || text.contains("ATT&CK v19"));
        assertThat(texts)
                .filteredOn(text -> text.contains("ATT&CK"))
                .isNotEmpty()
                .allMatch(text -> text.endsWith("[ATT&CK v18]"));
    }

    @Test
    void explain_withoutAPart_givesItNoEvidence() {
        for (boolean novelty : List.of(true, false)) {
            ImprovedDetector detector = ImprovedDetector.of(MODEL, OPTIONS.withParts(novelty, !novelty));
            DayRange days = new DayRange(SCORED.last().minusDays(6), SCORED.to());
            AnomalyResults results = detector.predict(BASE, days);
            RiskExplainer explainer = RiskExplainer.of(detector, BASE, results);
            for (RiskExplanation explanation : explainer.explainTop(50).values()) {
                double forest = explanation.forestEvidenceBits();
                double counts = explanation.parts().stream()
                        .filter(part -> !part.name().equals(RiskExplanation.FOREST))
                        .mapToDouble(part -> Math.abs(part.bits()))
                        .sum();
                assertThat(novelty ? forest : counts).isZero();
            }
        }
    }

    @Test
    void of_resultsOfSomethingElse_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiskExplainer.of(DETECTOR, BASE, MODEL.predict(BASE, SCORED)))
                .withMessageContaining("no risk to explain");
        ImprovedDetector other = ImprovedDetector.of(MODEL, OPTIONS.withBudget(AlertBudget.perDay(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiskExplainer.of(other, BASE, RESULTS))
                .withMessageContaining("another risk");
        FeatureTable shorter = BASE.selectDays(new DayRange(BASE.day(0), SCORED.last()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiskExplainer.of(DETECTOR, shorter, RESULTS))
                .withMessageContaining("results");
        Anomaly foreign = new Anomaly("nobody", SCORED.last(), 0.0, false, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EXPLAINER.explain(foreign))
                .withMessageContaining("is not one of the");
    }
}
