package dev.ueba.cli;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.baseline.ActorBaselines;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba daily}: scores what is new and remembers it. */
@Command(
        name = "daily",
        description = "Scores the days that the baselines have not seen, without any history file, and adds them.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DailyCommand extends UebaCommand {

    @Mixin
    private TableInput input;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file.")
    private Path model;

    @Option(
            names = "--state",
            required = true,
            paramLabel = "FILE",
            description = "The baselines of 'ueba train --state'; replaced when the results are written.")
    private Path state;

    @Option(
            names = "--risk-state",
            paramLabel = "FILE",
            description =
                    "Improved mode: the risk state of 'ueba train --risk-state'; replaced together with the baselines.")
    private @Nullable Path riskState;

    @Option(
            names = "--emails",
            paramLabel = "CSV",
            description = "Columns actor,email: adds the column user_email to the results.")
    private @Nullable Path emails;

    @Mixin
    private ImprovedSettings improved;

    @Option(
            names = "--findings",
            paramLabel = "CSV",
            description = "Improved mode: also write the sensitive actions of the scored days.")
    private @Nullable Path findings;

    @Mixin
    private ResultsOutput output;

    @Override
    void run(Console console) throws IOException {
        if (improved.isImproved() != (riskState != null)) {
            throw wrongUsage("--mode improved and --risk-state go together");
        }
        if (findings != null && !improved.isImproved()) {
            throw wrongUsage("--findings goes with --mode improved");
        }
        improved.check(this);
        Optional<Map<String, String>> addresses =
                emails == null ? Optional.empty() : Optional.of(EmailCsv.read(emails));
        DetectorModel loaded = DetectorModel.load(model);
        if (riskState == null) {
            ActorBaselines baselines = ActorBaselines.load(state);
            FeatureTable newDays = newDays(console, baselines, "results and baselines");
            if (newDays.rowCount() > 0) {
                write(console, loaded.predictNext(baselines, newDays), addresses);
                baselines.save(state);
                sayReach(console, baselines);
            }
            return;
        }
        NightlyStates states = NightlyStates.open(console, state, riskState, loaded);
        improved.requireOptionsOf(states.risk(), this);
        ImprovedOptions options = states.risk().options();
        ImprovedDetector detector =
                ImprovedDetector.of(loaded, options).withDecisions(improved.decisions(this, options));
        FeatureTable newDays = newDays(console, states.baselines(), "results, baselines and risk state");
        if (newDays.rowCount() > 0) {
            write(console, detector.predictNext(states.baselines(), states.risk(), newDays), addresses);
            states.save();
            sayReach(console, states.baselines());
            console.say(
                    "risk state now reaches there too; %s held back",
                    Counted.of(states.risk().heldRowCount(), "alert"));
        }
    }

    /** Reads the rows of days that the baselines have not seen, and says what was left out. */
    private FeatureTable newDays(Console console, ActorBaselines baselines, String leftAlone) throws IOException {
        FeatureTable base = input.read(console);
        LocalDate known = baselines.lastDay().orElse(LocalDate.MIN);
        int[] newRows = IntStream.range(0, base.rowCount())
                .filter(row -> base.day(row).isAfter(known))
                .toArray();
        LocalDate[] lateDays = IntStream.range(0, base.rowCount())
                .mapToObj(base::day)
                .filter(day -> !day.isAfter(known) && !baselines.hasSeen(day))
                .distinct()
                .toArray(LocalDate[]::new);
        int seen = base.rowCount() - newRows.length;
        if (seen > 0) {
            console.say(
                    "left out %s of days up to %s, the newest day of the baselines", Counted.of(seen, "row"), known);
        }
        if (lateDays.length > 0) {
            console.say(
                    "warning: the baselines know nothing of %s, which came too late: train again to include them",
                    Arrays.toString(lateDays));
        }
        if (newRows.length == 0) {
            // Not even an empty file of results: a job that ran twice must not wipe what the first run found.
            console.say("no new day: nothing scored, %s left as they are", leftAlone);
        }
        return base.selectRows(newRows);
    }

    /** Writes everything that is no state: if the job dies before the states are replaced, it can run again. */
    private void write(Console console, AnomalyResults results, Optional<Map<String, String>> addresses)
            throws IOException {
        if (findings != null) {
            FindingsCsv.write(results.sensitiveFindings(), findings);
        }
        output.write(console, addresses.map(results::withEmails).orElse(results));
    }

    private static void sayReach(Console console, ActorBaselines baselines) {
        console.say("baselines now reach to %s, %,d actors", baselines.lastDay().orElseThrow(), baselines.actorCount());
    }
}
