package dev.ueba.cli;

import dev.ueba.AnomalyExplainer;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.ImprovedDetector;
import dev.ueba.RiskExplainer;
import dev.ueba.explain.AttackPatterns;
import dev.ueba.explain.AttackTechniques;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that add reasons to the results. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ExplainOption {

    @Option(
            names = "--explain",
            arity = "0..1",
            fallbackValue = "" + AnomalyExplainer.DEFAULT_ROWS,
            paramLabel = "N",
            description =
                    "Add the column reasons: why the flagged and the strangest N rows (1000 if no number is"
                            + " given) are strange; in improved mode why alerts, flagged rows and the riskiest N have their risk.")
    private @Nullable Integer rows;

    @Option(
            names = "--attack-version",
            defaultValue = AttackTechniques.DEFAULT_VERSION,
            paramLabel = "V",
            description = "Version of the ids of MITRE ATT&CK in reasons, 18 or 19.")
    private String attackVersion;

    @Option(
            names = "--attack-patterns",
            paramLabel = "TSV",
            description = "Improved mode: another table of combinations that reasons name.")
    private @Nullable Path attackPatterns;

    /** Refuses what makes no sense. */
    void check(UebaCommand command, boolean isImproved) {
        if (rows != null && rows < 0) {
            throw command.wrongUsage("--explain must be 0 or more rows, but was " + rows);
        }
        if (!AttackTechniques.VERSIONS.contains(attackVersion)) {
            throw command.wrongUsage(
                    "--attack-version must be one of " + AttackTechniques.VERSIONS + ", but was " + attackVersion);
        }
        if (attackPatterns != null && !isImproved) {
            throw command.wrongUsage("--attack-patterns goes with --mode improved");
        }
    }

    /** Returns the combinations that reasons name. */
    AttackPatterns patterns() throws IOException {
        return attackPatterns == null
                ? AttackPatterns.defaults(attackVersion)
                : AttackPatterns.read(attackPatterns, attackVersion);
    }

    /** Returns what explains anomaly scores. */
    AnomalyExplainer explainer(AnomalyResults results, DetectorModel model, FeatureTable base) {
        return AnomalyExplainer.of(model, base, results, techniques());
    }

    /** Returns what explains risks. */
    RiskExplainer explainer(
            AnomalyResults results, ImprovedDetector detector, FeatureTable base, AttackPatterns patterns) {
        return RiskExplainer.of(detector, base, results, techniques(), patterns);
    }

    private AttackTechniques techniques() {
        return AttackTechniques.of("github", attackVersion);
    }

    /** Returns the results with reasons if they were asked for. */
    AnomalyResults addTo(AnomalyResults results, Supplier<AnomalyExplainer> explainer) {
        return rows == null ? results : explainer.get().withReasons(rows);
    }

    /** Returns the results with the reasons of their risk if they were asked for. */
    AnomalyResults addRiskTo(AnomalyResults results, Supplier<RiskExplainer> explainer) {
        return rows == null ? results : explainer.get().withReasons(rows);
    }
}
