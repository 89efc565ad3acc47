package dev.ueba.examples;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.UebaAnomalyDetector;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.github.ActorOnDay;
import dev.ueba.logs.github.GitHubAuditEvent;
import dev.ueba.logs.github.GitHubAuditLogSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** From raw GitHub audit logs to the strangest days, and back to the raw events behind the first of them. */
public final class DetectOnRawLogs {

    private DetectOnRawLogs() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if the logs cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpackLogs();
        GitHubAuditLogSource source =
                GitHubAuditLogSource.open(List.of(sample.logs().toString()));
        FeatureTable base = source.readFeatures();
        source.health().toLines().forEach(System.out::println);

        DayRange days = base.dayRange().orElseThrow();
        FeatureTable older = base.selectDays(new DayRange(days.from(), days.to().minusDays(31)));
        UebaAnomalyDetector detector = UebaAnomalyDetector.defaults();
        detector.fit(detector.generateTrainingSet(older, 0.5));
        AnomalyResults results = detector.predict(base, new DayRange(days.to().minusDays(21), days.to()));

        Anomaly strangest = results.top(1).get(0);
        System.out.println(strangest.day() + " " + strangest.actor() + " " + strangest.anomalyScore());

        ActorOnDay wanted = new ActorOnDay(strangest.actor(), strangest.day());
        Map<ActorOnDay, List<GitHubAuditEvent>> evidence = source.evidence(List.of(wanted), 3);
        for (GitHubAuditEvent event : evidence.getOrDefault(wanted, List.of())) {
            System.out.println(event.action() + " " + event.repository() + ", line "
                    + event.place().line());
        }
    }
}
