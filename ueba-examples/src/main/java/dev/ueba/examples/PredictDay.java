package dev.ueba.examples;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;

/** Scores the actors of one day and writes the results with e-mail addresses. */
public final class PredictDay {

    private PredictDay() {}

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

        // The model must not have seen the day it judges.
        LocalDate day = LocalDate.parse("2026-03-23");
        DayRange before = new DayRange(base.dayRange().orElseThrow().from(), day);
        detector.fit(detector.generateTrainingSet(base.selectDays(before), 0.5));

        // The table holds that day and all days before it: each actor is compared with its own past.
        AnomalyResults results = detector.predict(base, day).withEmails(Map.of("nweber", "n.weber@example.org"));
        results.writeCsv(sample.file("results-2026-03-23.csv"));

        int clones = results.table().schema().featureIndex("git_clone");
        for (Anomaly anomaly : results.top(3)) {
            System.out.println(anomaly.day() + " " + anomaly.actor() + " " + anomaly.anomalyScore() + " cloned "
                    + (int) results.table().value(anomaly.row(), clones) + " times, "
                    + results.email(anomaly).orElse("no address"));
        }
    }
}
