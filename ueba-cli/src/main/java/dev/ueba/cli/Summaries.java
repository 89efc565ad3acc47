package dev.ueba.cli;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.feature.FeatureTable;
import dev.ueba.report.SafeText;
import java.nio.file.Path;
import java.util.List;
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
    }

    /** Prints the strangest rows, with a remark each. */
    static void lowest(Console console, List<Anomaly> anomalies, String heading, Function<Anomaly, String> remark) {
        console.say("%4s  %-10s  %-32s  %13s  %-7s  %s", "rank", "day", "actor", "anomaly_score", "anomaly", heading);
        int rank = 1;
        for (Anomaly anomaly : anomalies) {
            String actor = SafeText.within(anomaly.actor(), ACTOR_WIDTH);
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
