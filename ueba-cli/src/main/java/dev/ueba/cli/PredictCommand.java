package dev.ueba.cli;

import dev.ueba.AnalystDecisions;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.explain.AttackPatterns;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba predict}: scores days of a base file with a saved model. */
@Command(name = "predict", description = "Scores one day or a range of days with a saved model.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PredictCommand extends UebaCommand {

    @Mixin
    private TableInput input;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file.")
    private Path model;

    @Option(names = "--day", paramLabel = "DAY", description = "The day to score, such as 2026-01-04.")
    private @Nullable LocalDate day;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day to score.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day to score.")
    private @Nullable LocalDate to;

    @Option(
            names = "--earlier-day",
            description = "If --day has no data, score the newest earlier day, as the original does.")
    private boolean earlierDay;

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
    private ExplainOption explain;

    @Mixin
    private ResultsOutput output;

    @Override
    void run(Console console) throws IOException {
        if ((day == null) == (from == null && to == null)) {
            throw wrongUsage("give either --day, or --from and --to");
        }
        if ((from == null) != (to == null)) {
            throw wrongUsage("--from and --to go together");
        }
        if (earlierDay && day == null) {
            throw wrongUsage("--earlier-day goes with --day");
        }
        ImprovedOptions improvements = improved.options(this);
        AnalystDecisions decisions = improved.decisions(this, improvements);
        if (findings != null && !improved.isImproved()) {
            throw wrongUsage("--findings goes with --mode improved");
        }
        explain.check(this, improved.isImproved());
        AttackPatterns patterns = explain.patterns();
        DetectorModel loaded = DetectorModel.load(model);
        FeatureTable base = input.read(console);
        AnomalyResults results;
        Optional<ImprovedDetector> detector = Optional.empty();
        if (improved.isImproved()) {
            DayRange range = days(loaded, base);
            ImprovedDetector assessing = ImprovedDetector.of(
                            loaded, improved.withLearnedPeers(improvements, base, range.from()))
                    .withDecisions(decisions);
            results = assessing.predict(base, range);
            detector = Optional.of(assessing);
        } else if (earlierDay && day != null) {
            results = loaded.predictNewestUpTo(base, day);
        } else {
            results = loaded.predict(base, days(loaded, base));
        }
        if (findings != null) {
            FindingsCsv.write(results.sensitiveFindings(), findings);
        }
        AnomalyResults scored = results;
        results = detector.map(assessing ->
                        explain.addRiskTo(scored, () -> explain.explainer(scored, assessing, base, patterns)))
                .orElseGet(() -> explain.addTo(scored, () -> explain.explainer(scored, loaded, base)));
        output.write(console, emails == null ? results : results.withEmails(EmailCsv.read(emails)));
    }

    private DayRange days(DetectorModel loaded, FeatureTable base) {
        if (from != null && to != null) {
            LocalDate first = from;
            LocalDate last = to;
            return fromOptions(() -> DayRange.ofInclusive(first, last));
        }
        if (day == null) {
            throw wrongUsage("give either --day, or --from and --to");
        }
        return DayRange.of(
                earlierDay ? loaded.predictNewestUpTo(base, day).table().day(0) : day);
    }
}
