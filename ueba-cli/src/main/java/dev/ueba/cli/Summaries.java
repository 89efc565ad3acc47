package dev.ueba.cli;

import dev.ueba.Anomaly;
import dev.ueba.AnomalyResults;
import dev.ueba.DecisionEffects;
import dev.ueba.DetectorModel;
import dev.ueba.RiskAssessment;
import dev.ueba.evaluation.BlindSpotAudit;
import dev.ueba.evaluation.ScoreReach;
import dev.ueba.feature.FeatureTable;
import dev.ueba.novelty.Surprise;
import dev.ueba.report.SafeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
            decisions(console, results.decisionEffects());
        }
    }

    /** Says what became of analysts' decisions, if there were any. */
    static void decisions(Console console, DecisionEffects effects) {
        if (!effects.isNone()) {
            console.say(
                    "decisions: %,d cleared, %,d confirmed, %,d about days that are not held (any more), %,d about days"
                            + " that are not over",
                    effects.cleared(), effects.confirmed(), effects.notHeld(), effects.notYet());
        }
        if (effects.unknownActors() > 0) {
            console.say(
                    "warning: %s of actors that have no row; names must be exact",
                    Counted.of(effects.unknownActors(), "decision"));
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
