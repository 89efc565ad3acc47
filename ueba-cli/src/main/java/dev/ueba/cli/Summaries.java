package dev.ueba.cli;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.evaluation.BlindSpotAudit;
import dev.ueba.evaluation.ScoreReach;
import dev.ueba.feature.FeatureTable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What commands say at their end. */
final class Summaries {

    private static final int ACTOR_WIDTH = 32;

    /** How many features a warning names. */
    private static final int NAMED = 30;

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

    /** Warns of what a new model cannot see: what its trees tell, in milliseconds. */
    static void blindSpots(Console console, DetectorModel model, FeatureTable base) {
        BlindSpotAudit audit = BlindSpotAudit.ofTrees(model, base);
        List<String> never = audit.neverSeen();
        if (!never.isEmpty()) {
            String more = never.size() > NAMED ? " and " + (never.size() - NAMED) + " more" : "";
            console.say(
                    "warning: %d of %d features change no score, as no tree splits on them ('ueba audit' tells more): %s%s",
                    never.size(),
                    audit.features().size(),
                    never.stream().limit(NAMED).map(SafeText::of).collect(Collectors.joining(", ")),
                    more);
        }
        if (audit.reach().reachesCutoff() == ScoreReach.Answer.NO) {
            console.say(
                    "warning: no row can score below %.6f, so nothing can ever be flagged at the cutoff %s",
                    audit.reach().lowerBound(), Double.toString(audit.reach().cutoff()));
        }
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
