package dev.ueba.report;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.RiskAssessment;
import dev.ueba.RiskExplainer;
import dev.ueba.RiskExplanation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Risks and alerts of the rows of a report, by their places there. Immutable. */
final class ReportRisks {

    /** How many alerts are told about at most; the others are marked only. */
    private static final int MOST_TOLD = 500;

    private final List<RiskAssessment> assessments;
    private final List<Integer> told;
    private final List<RiskExplanation> explanations;
    private final Map<Integer, RiskExplanation> byRow = new HashMap<>();
    private final int alertCount;
    private final int alertDays;

    private ReportRisks(RiskExplainer explainer, int[] sourceRows) {
        AnomalyResults results = explainer.results();
        if (sourceRows.length != results.rowCount()) {
            throw new IllegalArgumentException(
                    "the report has " + sourceRows.length + " rows, but the explained results " + results.rowCount()
                            + "; give the explainer of the report's results");
        }
        Map<Integer, Integer> placeOf = new HashMap<>();
        List<RiskAssessment> found = new ArrayList<>();
        for (int row = 0; row < sourceRows.length; row++) {
            placeOf.put(sourceRows[row], row);
            found.add(results.assessment(results.all().get(sourceRows[row])).orElseThrow());
        }
        this.assessments = List.copyOf(found);
        List<Anomaly> alerts = results.alerts();
        Set<LocalDate> days = alerts.stream().map(Anomaly::day).collect(Collectors.toSet());
        this.alertCount = alerts.size();
        this.alertDays = days.size();
        List<Anomaly> shown = alerts.isEmpty()
                ? results.riskiest(Report.TOLD_WITHOUT_ANOMALY)
                : alerts.subList(0, Math.min(MOST_TOLD, alerts.size()));
        this.told = shown.stream().map(anomaly -> placeOf.get(anomaly.row())).toList();
        this.explanations = shown.parallelStream().map(explainer::explain).toList();
        IntStream.range(0, told.size()).forEach(i -> byRow.put(told.get(i), explanations.get(i)));
    }

    static ReportRisks of(RiskExplainer explainer, int[] sourceRows) {
        return new ReportRisks(explainer, sourceRows);
    }

    RiskAssessment assessment(int row) {
        return assessments.get(row);
    }

    /** Returns the rows that are told about: the alerts or, if there are none, the riskiest; the riskiest first. */
    List<Integer> told() {
        return told;
    }

    /** Returns the explanation of a row that is told about. */
    Optional<RiskExplanation> explanation(int row) {
        return Optional.ofNullable(byRow.get(row));
    }

    int alertCount() {
        return alertCount;
    }

    /** Returns which rows are told about, in a sentence. */
    String sentence() {
        if (assessments.isEmpty()) {
            return "There is nothing to tell.";
        }
        if (alertCount == 0) {
            return "There are no alerts. Listed: the riskiest " + Sentences.counted(told.size(), "row") + ".";
        }
        String counted = Sentences.counted(alertCount, "alert") + " on " + Sentences.counted(alertDays, "day") + ".";
        return told.size() == alertCount
                ? counted + " The riskiest first."
                : counted + " Listed: the riskiest " + Sentences.number(told.size()) + ".";
    }
}
