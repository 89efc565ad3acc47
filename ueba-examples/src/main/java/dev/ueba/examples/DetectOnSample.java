package dev.ueba.examples;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.LabelCsv;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The main job: train on all but the newest 31 days, score the newest 21, look at the 20 strangest. */
public final class DetectOnSample {

    private DetectOnSample() {}

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
        DayRange days = base.dayRange().orElseThrow();

        LocalDate testStart = days.to().minusDays(31);
        FeatureTable older = base.selectDays(new DayRange(days.from(), testStart));
        detector.fit(detector.generateTrainingSet(older, 0.5));

        AnomalyResults results = detector.predict(base, new DayRange(days.to().minusDays(21), days.to()));
        results.writeCsv(sample.file("results.csv"));

        List<AttackLabel> labels = LabelCsv.read(sample.labels());
        System.out.println("rank  day         actor                score      anomaly  injected");
        int rank = 1;
        for (Anomaly anomaly : results.top(20)) {
            System.out.printf(
                    Locale.ROOT,
                    "%4d  %s  %-18s  %9.6f  %-7s  %s%n",
                    rank++,
                    anomaly.day(),
                    anomaly.actor(),
                    anomaly.anomalyScore(),
                    anomaly.isAnomaly() ? "yes" : "no",
                    scenarios(labels, anomaly));
        }
        // With the published cutoff this is 0 here. The order is what to read.
        System.out.println(results.flagged().size() + " of " + results.rowCount() + " rows are below the cutoff "
                + results.anomalyThreshold());
    }

    private static String scenarios(List<AttackLabel> labels, Anomaly anomaly) {
        return labels.stream()
                .filter(label ->
                        label.actor().equals(anomaly.actor()) && label.day().equals(anomaly.day()))
                .map(AttackLabel::scenario)
                .collect(Collectors.joining(" "));
    }
}
