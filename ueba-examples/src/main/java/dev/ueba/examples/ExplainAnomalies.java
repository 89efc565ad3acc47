package dev.ueba.examples;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyExplainer;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.evaluation.BlindSpotAudit;
import dev.ueba.explain.Explanation;
import dev.ueba.explain.Reason;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.time.LocalDate;

/** Says why the strangest rows of a day are strange, and what the model cannot see. */
public final class ExplainAnomalies {

    private ExplainAnomalies() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if the sample cannot be read or the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpack();
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        FeatureTable base = detector.readBaseFeatures(sample.base());
        LocalDate day = LocalDate.parse("2026-03-23");
        DayRange before = new DayRange(base.dayRange().orElseThrow().from(), day);
        DetectorModel model = detector.fit(detector.generateTrainingSet(base.selectDays(before), 0.5));
        AnomalyResults results = model.predict(base, day);

        // The table and results that belong together: pasts come from the table, ranks from the results.
        AnomalyExplainer explainer = AnomalyExplainer.of(model, base, results);
        for (Anomaly anomaly : results.top(2)) {
            Explanation explanation = explainer.explain(anomaly);
            System.out.println(anomaly.actor() + ": " + explanation.summary());
            for (Reason reason : explanation.mainReasons()) {
                System.out.println("  " + reason.text());
            }
        }
        // The same in a few words, as the last column of the CSV.
        explainer.withReasons(10).writeCsv(sample.file("results-with-reasons.csv"));

        BlindSpotAudit audit = BlindSpotAudit.of(model, base);
        System.out.println("no score depends on: " + String.join(", ", audit.neverSeen()));
    }
}
