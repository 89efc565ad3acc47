package dev.ueba.cli;

import dev.ueba.AnalystDecisions;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskState;
import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.baseline.TrainingSplit;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba train}: base features to a model file. */
@Command(name = "train", description = "Trains a model on base features and saves it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TrainCommand extends UebaCommand {

    @Mixin
    private TableInput input;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file to write.")
    private Path model;

    @Option(
            names = "--history",
            defaultValue = "0.5",
            paramLabel = "SHARE",
            description = "Share of the days that are history only; training starts after them.")
    private double history;

    @Option(names = "--training-out", paramLabel = "CSV", description = "Also write the enriched training rows.")
    private @Nullable Path trainingOut;

    @Option(names = "--history-out", paramLabel = "CSV", description = "Also write the history rows.")
    private @Nullable Path historyOut;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Also write the actors' baselines up to the last day, for 'ueba daily'.")
    private @Nullable Path state;

    @Option(
            names = "--risk-state",
            paramLabel = "FILE",
            description = "Also replay the history and write the risk state, for 'ueba daily --mode improved'.")
    private @Nullable Path riskState;

    @Mixin
    private ImprovedSettings improved;

    @Mixin
    private ModelSettings settings;

    @Override
    void run(Console console) throws IOException {
        DetectorOptions options = fromOptions(settings::toDetectorOptions);
        if (settings.isSecDev2025() && (state != null || historyOut != null)) {
            throw wrongUsage("secdev2025 compares with the whole period: it has no --state and no --history-out");
        }
        if (improved.isImproved() != (riskState != null)) {
            throw wrongUsage(
                    "--mode improved and --risk-state go together: the model itself is the same in both modes");
        }
        if (riskState != null && state == null) {
            throw wrongUsage("--risk-state goes with --state: a nightly job needs both");
        }
        if (riskState != null && riskState.equals(state)) {
            throw wrongUsage("--state and --risk-state are two files, but name the same one");
        }
        ImprovedOptions improvements = improved.options(this);
        AnalystDecisions decisions = improved.decisions(this, improvements);
        FeatureTable base = input.read(console);
        FeatureTable training;
        if (settings.isSecDev2025()) {
            training = TrainingSets.enrichWholePeriod(base, options.deviations());
        } else {
            TrainingSplit split = TrainingSets.split(base, history, options.deviations());
            console.say(
                    "history %,d rows, training %,d rows from %s on",
                    split.history().rowCount(), split.training().rowCount(), split.trainingStart());
            training = split.training();
            if (historyOut != null) {
                FeatureCsv.write(split.history(), historyOut);
            }
        }
        if (trainingOut != null) {
            FeatureCsv.write(training, trainingOut);
        }
        DetectorModel fitted = DetectorModel.fit(training, options);
        fitted.save(model);
        Summaries.model(console, fitted, model);
        Summaries.blindSpots(console, fitted, base);
        if (state != null) {
            ActorBaselines baselines = ActorBaselines.of(base, options.deviations());
            NightlyStates.forgetPending(state);
            baselines.save(state);
            console.say("baselines of %,d actors written to %s", baselines.actorCount(), SafeText.of(state.toString()));
        }
        if (riskState != null) {
            ImprovedOptions chosen = improved.withLearnedPeers(
                    improvements, base, base.dayRange().orElseThrow().to());
            RiskState risk = ImprovedDetector.of(fitted, chosen)
                    .withDecisions(decisions)
                    .replay(base, effects -> Summaries.decisions(console, effects));
            risk.save(riskState);
            console.say(
                    "risk state of %,d actors written to %s; %s held back",
                    risk.actorCount(), SafeText.of(riskState.toString()), Counted.of(risk.heldRowCount(), "alert"));
        }
    }
}
