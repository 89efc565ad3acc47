package dev.ueba.examples;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureRecord;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Any counts per actor and day will do: here the tills of a shop, one of which gives far too many refunds on one day. */
public final class OwnRecords {

    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-05-01");
    private static final int DAYS = 60;

    private OwnRecords() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     */
    public static void main(String[] arguments) {
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        FeatureTable base = detector.readBaseFeatures(records());

        LocalDate today = FIRST_DAY.plusDays(DAYS - 1);
        FeatureTable past = base.selectDays(new DayRange(FIRST_DAY, today));
        detector.fit(detector.generateTrainingSet(past, 0.5));
        AnomalyResults results = detector.predict(base, today);
        for (Anomaly anomaly : results.top(3)) {
            System.out.println(anomaly.actor() + " " + anomaly.anomalyScore() + " "
                    + base.schema().features() + " "
                    + results.table().record(anomaly.row()).values().values().stream()
                            .limit(base.featureCount())
                            .toList());
        }
    }

    private static List<FeatureRecord> records() {
        SplittableRandom random = new SplittableRandom(1);
        List<FeatureRecord> records = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            for (int till = 1; till <= 12; till++) {
                boolean fraud = till == 4 && day == DAYS - 1;
                // The order of the map is the order of the features, and that is part of the model: keep it the same.
                Map<String, Double> values = new LinkedHashMap<>();
                values.put("sales", (double) (80 + random.nextInt(60)));
                values.put("refunds", (double) (random.nextInt(5) + (fraud ? 25 : 0)));
                values.put("drawer_opened", (double) (random.nextInt(4) + (fraud ? 9 : 0)));
                records.add(new FeatureRecord("till-" + till, FIRST_DAY.plusDays(day), values));
            }
        }
        return records;
    }
}
