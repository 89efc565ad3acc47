package dev.ueba.examples;

import dev.ueba.AlertBudget;
import dev.ueba.AnalystDecisions;
import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.Decision;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskState;
import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** The nightly job with risk and alerts: two small state files stand for all history, and analysts have a say. */
public final class DailyAlerts {

    private DailyAlerts() {}

    /**
     * Runs the example: once the preparation, then two nights with a decision in between.
     *
     * @param arguments not used
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpack();
        Path modelFile = sample.file("model.ueba");
        Path stateFile = sample.file("state.ueba");
        Path riskFile = sample.file("risk.ueba");
        FeatureTable all = FeatureCsv.read(sample.base(), FeatureCsvOptions.forGitHubAudit());
        LocalDate firstNight = LocalDate.parse("2026-03-30");

        // Once: a model, what is known of every actor, and what is usual and how rare past risks were.
        DetectorOptions options = DetectorOptions.defaults();
        ImprovedOptions improvements =
                ImprovedOptions.defaults().withBudget(AlertBudget.perDay(3)).withQuarantineDays(14);
        FeatureTable past =
                all.selectDays(new DayRange(all.dayRange().orElseThrow().from(), firstNight));
        DetectorModel model = DetectorModel.fit(
                TrainingSets.split(past, 0.5, options.deviations()).training(), options);
        model.save(modelFile);
        ActorBaselines.of(past, options.deviations()).save(stateFile);
        ImprovedDetector.of(model, improvements).replay(past).save(riskFile);

        // Every night: only the new rows are needed.
        AnalystDecisions decisions = AnalystDecisions.none();
        for (LocalDate night : new LocalDate[] {firstNight, firstNight.plusDays(1)}) {
            ActorBaselines baselines = ActorBaselines.load(stateFile);
            RiskState risk = RiskState.load(riskFile); // with the options it was made with
            ImprovedDetector improved = ImprovedDetector.of(DetectorModel.load(modelFile), risk.options())
                    .withDecisions(decisions);
            AnomalyResults results = improved.predictNext(baselines, risk, all.selectDays(DayRange.of(night)));
            for (Anomaly alert : results.alerts()) {
                System.out.println(night + ": " + alert.actor() + ", risk "
                        + Math.round(results.assessment(alert).orElseThrow().risk()) + " bits");
            }
            int cleared = results.decisionEffects().cleared();
            System.out.println(night + ": " + cleared + " cleared, " + risk.heldRowCount() + " held back");
            baselines.save(stateFile); // write the results before you do this
            risk.save(riskFile);

            // In the morning somebody looks at the riskiest alert and finds it ordinary: it is usual from now on.
            Anomaly riskiest = results.alerts().get(0);
            decisions = decisions.with(riskiest.actor(), riskiest.day(), Decision.CLEARED);
            AnomalyResults fromHistory = improved.predict(all, night);
            System.out.println(
                    "same alerts as from the full history: " + results.alerts().equals(fromHistory.alerts()));
        }
    }
}
