package dev.ueba.cli;

import dev.ueba.AnalystDecisions;
import dev.ueba.Anomaly;
import dev.ueba.AnomalyExplainer;
import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.ImprovedDetector;
import dev.ueba.ImprovedOptions;
import dev.ueba.RiskExplainer;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.baseline.TrainingSplit;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.LabelCsv;
import dev.ueba.explain.AttackPatterns;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.github.GitHubAuditLogSource;
import dev.ueba.report.Report;
import dev.ueba.report.ReportBuilder;
import dev.ueba.report.ReportFormat;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba detect}: the main job in one go. */
@Command(
        name = "detect",
        description = "Trains on the older days, scores the newest ones, and shows the strangest actor-days.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DetectCommand extends UebaCommand {

    private static final int SHOWN = 20;

    /** Where the base features come from: one of the two. */
    static final class Source {

        @Option(
                names = "--base",
                required = true,
                paramLabel = "CSV",
                description = "Base features, one row per actor and day; plain or gzip.")
        private @Nullable Path base;

        @Option(
                names = "--github-audit",
                required = true,
                arity = "1..*",
                paramLabel = "PATH",
                description =
                        "Raw GitHub audit logs: files, folders or globs; JSON lines, arrays or envelopes, plain or gzip.")
        private @Nullable List<String> githubAudit;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    @Mixin
    private TableReading reading;

    @Mixin
    private GitHubAuditInput rawLogs;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder for results.csv, report.html and model.ueba, from raw logs also base.csv and evidence.csv; made if it is not"
                            + " there.")
    private Path out;

    @Option(
            names = "--history",
            defaultValue = "0.5",
            paramLabel = "SHARE",
            description = "Share of the older days that are history only.")
    private double history;

    @Option(
            names = "--test-days",
            defaultValue = "31",
            paramLabel = "N",
            description = "The newest days, which training does not see.")
    private int testDays;

    @Option(names = "--days", defaultValue = "21", paramLabel = "N", description = "The newest days, which are scored.")
    private int days;

    @Option(
            names = "--labels",
            paramLabel = "CSV",
            description = "Columns actor,day,scenario: what is known of these days, shown beside the results.")
    private @Nullable Path labels;

    @Mixin
    private ImprovedSettings improved;

    @Mixin
    private ExplainOption explain;

    @Override
    void run(Console console) throws IOException {
        if (testDays < 1 || days < 1) {
            throw wrongUsage("--test-days and --days must be at least 1");
        }
        explain.check(this, improved.isImproved());
        AttackPatterns patterns = explain.patterns();
        long start = System.nanoTime();
        DetectorOptions options = DetectorOptions.defaults();
        ImprovedOptions improvements = improved.options(this);
        AnalystDecisions decisions = improved.decisions(this, improvements);
        List<AttackLabel> known = labels == null ? List.of() : LabelCsv.read(labels);
        GitHubAuditLogSource logs = source.githubAudit == null ? null : rawLogs.open(source.githubAudit, false);
        FeatureTable base = logs == null
                ? reading.read(Objects.requireNonNull(source.base), console)
                : GitHubAuditInput.read(logs, null, null, console);
        DayRange all = base.dayRange()
                .orElseThrow(() ->
                        new IllegalArgumentException("the base features have no rows; there is nothing to detect"));
        LocalDate testStart = all.to().minusDays(testDays);
        if (!testStart.minusDays(1).isAfter(all.from())) {
            throw new IllegalArgumentException(
                    "the base features cover " + all.dayCount() + " days, but " + testDays
                            + " test days must leave at least 2 older ones to train on; give more days or a smaller --test-days");
        }
        if (days > testDays) {
            console.say(
                    "warning: --days %d is more than --test-days %d: some scored days were also trained on",
                    days, testDays);
        }
        FeatureTable older = base.selectDays(new DayRange(all.from(), testStart));
        TrainingSplit split = TrainingSets.split(older, history, options.deviations());
        console.say(
                "history %,d rows, training %,d rows from %s to %s",
                split.history().rowCount(), split.training().rowCount(), split.trainingStart(), testStart.minusDays(1));
        DetectorModel model = DetectorModel.fit(split.training(), options);

        LocalDate first = all.to().minusDays(days);
        LocalDate scoredFrom = first.isAfter(all.from()) ? first : all.from().plusDays(1);
        DayRange scored = new DayRange(scoredFrom, all.to());
        Optional<ImprovedDetector> assessing = improved.isImproved()
                ? Optional.of(ImprovedDetector.of(model, improved.withLearnedPeers(improvements, base, scored.from()))
                        .withDecisions(decisions))
                : Optional.empty();
        AnomalyResults results =
                assessing.isPresent() ? assessing.get().predict(base, scored) : model.predict(base, scored);

        Files.createDirectories(out);
        model.save(out.resolve("model.ueba"));
        Summaries.model(console, model, out.resolve("model.ueba"));
        Summaries.blindSpots(console, model, older);
        ReportBuilder report = Report.builder(results).labels(known);
        if (assessing.isPresent()) {
            RiskExplainer explainer = explain.explainer(results, assessing.get(), base, patterns);
            explain.addRiskTo(results, () -> explainer).writeCsv(out.resolve("results.csv"));
            FindingsCsv.write(results.sensitiveFindings(), out.resolve("findings.csv"));
            report.risks(explainer);
        } else {
            AnomalyExplainer explainer = explain.explainer(results, model, base);
            explain.addTo(results, () -> explainer).writeCsv(out.resolve("results.csv"));
            report.explanations(explainer);
        }
        report.build().write(ReportFormat.HTML, out.resolve("report.html"));
        Summaries.results(console, results, out.resolve("results.csv").toString());
        console.say(
                "a page to read written to %s",
                SafeText.of(out.resolve("report.html").toString()));
        if (logs != null) {
            FeatureCsv.write(base, out.resolve("base.csv"));
            EvidenceCsv.write(logs, results.top(SHOWN), out.resolve("evidence.csv"));
            console.say(
                    "base features and the raw events of the %d strangest days written to base.csv and evidence.csv beside"
                            + " it",
                    Math.min(SHOWN, results.rowCount()));
        }
        console.say("done in %.1f s", (System.nanoTime() - start) / 1e9);
        show(console, results, known);
    }

    private void show(Console console, AnomalyResults results, List<AttackLabel> known) {
        console.say("");
        String heading = labels == null ? "" : "injected";
        if (results.hasRisk()) {
            Summaries.riskiest(console, results, SHOWN, heading, anomaly -> scenarios(anomaly, known));
        } else {
            Summaries.lowest(console, results.top(SHOWN), heading, anomaly -> scenarios(anomaly, known));
        }
        console.say("");
        if (labels != null) {
            sayWhereLabelsStand(console, results, known);
        }
        if (results.hasRisk()) {
            console.say("risk is in bits, higher is stranger; sensitive actions, alerts or not, are in findings.csv");
        } else if (results.flagged().isEmpty() && results.rowCount() > 0) {
            console.say(
                    "no row is below the cutoff %s, the lowest score is %.6f: the published cutoff rarely flags anything;",
                    Double.toString(results.anomalyThreshold()),
                    results.top(1).get(0).anomalyScore());
            console.say("the order is what to look at, the strangest first");
        }
    }

    private static void sayWhereLabelsStand(Console console, AnomalyResults results, List<AttackLabel> known) {
        List<Anomaly> all = results.hasRisk() ? results.riskiest(results.rowCount()) : results.all();
        List<String> ranks = new ArrayList<>();
        for (int rank = 1; rank <= all.size(); rank++) {
            String scenarios = scenarios(all.get(rank - 1), known);
            if (!scenarios.isEmpty()) {
                ranks.add(scenarios + " " + rank);
            }
        }
        console.say(
                "%d of the %,d scored rows are labelled; their ranks: %s",
                ranks.size(), all.size(), ranks.isEmpty() ? "none" : String.join(", ", ranks));
    }

    private static String scenarios(Anomaly anomaly, List<AttackLabel> known) {
        return known.stream()
                .filter(label ->
                        label.actor().equals(anomaly.actor()) && label.day().equals(anomaly.day()))
                .map(label -> label.scenario().isEmpty() ? "labelled" : SafeText.of(label.scenario()))
                .collect(Collectors.joining(" "));
    }
}
