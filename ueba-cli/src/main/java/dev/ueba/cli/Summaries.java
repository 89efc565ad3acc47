package dev.ueba.cli;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.RiskAssessment;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.Surprise;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What commands say at their end. */
final class Summaries {

    private static final int ACTOR_WIDTH = 32;

    private Summaries() {}

    /** Returns how many different actors the rows of a table have. */
    static long actorCount(FeatureTable table) {
        return IntStream.range(0, table.rowCount())
                .map(table::actorIndex)
                .filter(actor -> actor >= 0)
                .distinct()
                .count();
    }

    static void model(Console console, DetectorModel model, Path file) {
        console.say(
                "model of %d trees over %d features, fitted on %,d rows (%,d distinct), offset %s, written to %s",
                model.forest().treeCount(),
                model.features().size(),
                model.provenance().trainingRows(),
                model.provenance().distinctRows(),
                Double.toString(model.offset()),
                SafeText.of(file.toString()));
    }

    static void results(Console console, AnomalyResults results, String destination) {
        console.say(
                "scored %,d rows, %,d below the cutoff %s, written to %s",
                results.rowCount(),
                results.flagged().size(),
                Double.toString(results.anomalyThreshold()),
                SafeText.of(destination));
        if (results.hasRisk()) {
            long days = IntStream.range(0, results.rowCount())
                    .map(results.table()::epochDay)
                    .distinct()
                    .count();
            int alerts = results.alerts().size();
            console.say(
                    "%,d alerts on %,d days, %.1f a day; %,d sensitive actions",
                    alerts,
                    days,
                    days == 0 ? 0.0 : (double) alerts / days,
                    results.sensitiveFindings().size());
        }
    }

    /** Prints the riskiest rows, with a remark each. */
    static void riskiest(
            Console console, AnomalyResults results, int count, String heading, Function<Anomaly, String> remark) {
        console.say(
                "%4s  %-10s  %-32s  %7s  %-5s  %13s  %s  %s",
                "rank", "day", "actor", "risk", "alert", "anomaly_score", "most unusual", heading);
        int rank = 1;
        for (Anomaly anomaly : results.riskiest(count)) {
            RiskAssessment assessment = results.assessment(anomaly).orElseThrow();
            console.say(
                    "%4d  %-10s  %-32s  %7.2f  %-5s  %13.6f  %s  %s",
                    rank++,
                    anomaly.day(),
                    SafeText.of(anomaly.actor(), ACTOR_WIDTH),
                    assessment.risk(),
                    assessment.alert() ? "yes" : "no",
                    anomaly.anomalyScore(),
                    mostUnusual(assessment),
                    remark.apply(anomaly));
        }
    }

    private static String mostUnusual(RiskAssessment assessment) {
        if (assessment.surprises().isEmpty()) {
            return "-";
        }
        Surprise surprise = assessment.surprises().get(0);
        return String.format(Locale.ROOT, "%s %.0f", SafeText.of(surprise.feature(), ACTOR_WIDTH), surprise.value());
    }

    /** Prints the strangest rows, with a remark each. */
    static void lowest(Console console, List<Anomaly> anomalies, String heading, Function<Anomaly, String> remark) {
        console.say("%4s  %-10s  %-32s  %13s  %-7s  %s", "rank", "day", "actor", "anomaly_score", "anomaly", heading);
        int rank = 1;
        for (Anomaly anomaly : anomalies) {
            String actor = SafeText.of(anomaly.actor(), ACTOR_WIDTH);
            console.say(
                    "%4d  %-10s  %-32s  %13.6f  %-7s  %s",
                    rank++,
                    anomaly.day(),
                    actor,
                    anomaly.anomalyScore(),
                    anomaly.isAnomaly() ? "yes" : "no",
                    remark.apply(anomaly));
        }
    }
}
