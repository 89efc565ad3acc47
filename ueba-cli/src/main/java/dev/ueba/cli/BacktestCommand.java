package dev.ueba.cli;

import dev.ueba.AlertBudget;
import dev.ueba.evaluation.AttackInjection;
import dev.ueba.evaluation.AttackInjectionOptions;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.Backtest;
import dev.ueba.evaluation.BacktestMode;
import dev.ueba.evaluation.BacktestOptions;
import dev.ueba.evaluation.BacktestResult;
import dev.ueba.evaluation.InjectedTable;
import dev.ueba.evaluation.LabelCsv;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.report.BacktestReport;
import dev.ueba.report.BacktestRun;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba backtest}: what would have been found in the past. */
@Command(
        name = "backtest",
        description =
                "Ranks each past day by what was known the day before, and counts which attacks would have been found:"
                        + " those of a label file, or attacks put into copies of the rows.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BacktestCommand extends UebaCommand {

    @Mixin
    private TableInput input;

    @Option(
            names = "--labels",
            paramLabel = "CSV",
            description =
                    "Columns actor,day and perhaps scenario: the rows that are attacks. Without it attacks are put in.")
    private @Nullable Path labels;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}: compare this detector alone with the simple rules. Default: both.")
    private ImprovedSettings.@Nullable Mode mode;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first day to score. Default: the last third of the days.")
    private @Nullable LocalDate from;

    @Option(
            names = "--budget",
            defaultValue = "10",
            paramLabel = "N",
            description = "Alerts a day of the improved detector and for the time to detect.")
    private int budget;

    @Option(
            names = "--refit",
            defaultValue = "30",
            paramLabel = "DAYS",
            description = "Fit the models anew after so many scored days.")
    private int refit;

    @Option(
            names = "--history",
            defaultValue = "0.5",
            paramLabel = "SHARE",
            description = "Share of the days before a fit that are history only.")
    private double history;

    @Option(names = "--attacks", paramLabel = "N", description = "How many attacks are put in. Default: 40.")
    private @Nullable Integer attacks;

    @Option(
            names = "--attack-days",
            paramLabel = "N",
            description = "How many days an attack goes on at most. Default: 1.")
    private @Nullable Integer attackDays;

    @Option(
            names = "--strength",
            split = ",",
            paramLabel = "X",
            description = "Scales the attacks; with several, one run each. Default: 1.0.")
    private @Nullable List<Double> strengths;

    @Option(
            names = "--scenarios",
            split = ",",
            paramLabel = "NAME",
            description = "Which attacks are put in, such as mass_clone,off_hours. Default: all.")
    private @Nullable List<String> scenarios;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "N",
            description = "Of the attacks and the intervals; the same seed makes the same numbers.")
    private long seed;

    @Option(
            names = "--forest-seeds",
            defaultValue = "1",
            paramLabel = "N",
            description = "Compare the rankings of so many seeds of the forest; each costs as much as the first.")
    private int forestSeeds;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder for metrics.json, report.html and, if attacks were put in, labels.csv; made if it is not there.")
    private Path out;

    @Override
    void run(Console console) throws IOException {
        if (labels != null && (attacks != null || attackDays != null || strengths != null || scenarios != null)) {
            throw wrongUsage("--attacks, --attack-days, --strength and --scenarios put attacks in; they do not go with"
                    + " --labels");
        }
        long start = System.nanoTime();
        BacktestOptions options = fromOptions(this::options);
        AttackInjectionOptions injection = fromOptions(this::injection);
        List<Double> runs = strengths == null ? List.of(1.0) : strengths;
        runs.forEach(strength -> fromOptions(() -> injection.withStrength(strength)));
        if (runs.stream().distinct().count() != runs.size()) {
            throw wrongUsage("--strength must name each strength once, but was " + runs);
        }
        FeatureTable base = input.read(console);
        DayRange scored = Backtest.scoredDays(base, options);
        console.say(
                "scoring %s from %s to %s, models fitted on the days before, anew every %s",
                Counted.of(scored.dayCount(), "day"), scored.from(), scored.last(), Counted.of(refit, "day"));
        BacktestReport report = labels == null
                ? injected(base, scored.from(), options, injection, runs, console)
                : labelled(base, LabelCsv.read(labels), options, console);
        Files.createDirectories(out);
        report.writeJson(out.resolve("metrics.json"));
        report.writeHtml(out.resolve("report.html"));
        console.say("metrics.json and report.html written to %s", SafeText.of(out.toString()));
        console.say("done in %.1f s", (System.nanoTime() - start) / 1e9);
    }

    private BacktestOptions options() {
        BacktestOptions defaults = BacktestOptions.defaults();
        List<BacktestMode> modes = new ArrayList<>(List.of(BacktestMode.values()));
        if (mode != null) {
            modes.remove(mode == ImprovedSettings.Mode.FAITHFUL ? BacktestMode.IMPROVED : BacktestMode.FAITHFUL);
        }
        BacktestOptions options = defaults.withModes(modes)
                .withBudget(budget)
                .withRefitDays(refit)
                .withHistoryShare(history)
                .withSeed(seed)
                .withForestSeeds(forestSeeds)
                .withImproved(defaults.improved().withBudget(AlertBudget.perDay(budget)));
        return from == null ? options : options.withFrom(from);
    }

    private AttackInjectionOptions injection() {
        AttackInjectionOptions defaults = AttackInjectionOptions.defaults().withSeed(seed);
        AttackInjectionOptions counted = defaults.withAttacks(attacks == null ? defaults.attacks() : attacks)
                .withDays(attackDays == null ? defaults.days() : attackDays);
        return scenarios == null ? counted : counted.withScenarios(scenarios);
    }

    private BacktestReport labelled(
            FeatureTable base, List<AttackLabel> known, BacktestOptions options, Console console) {
        BacktestResult result = Backtest.run(base, known, options);
        BacktestSummary.say(console, "labels", result);
        return BacktestReport.of(options, List.of(new BacktestRun(OptionalDouble.empty(), result)));
    }

    private BacktestReport injected(
            FeatureTable base,
            LocalDate first,
            BacktestOptions options,
            AttackInjectionOptions injection,
            List<Double> runs,
            Console console)
            throws IOException {
        InjectedTable injected = AttackInjection.into(base, first, injection.withStrength(runs.get(0)));
        if (!injected.scenariosLeftOut().isEmpty()) {
            console.say(
                    "left out, as the table lacks their columns: %s", String.join(", ", injected.scenariosLeftOut()));
        }
        if (!injected.featuresLeftOut().isEmpty()) {
            console.say(
                    "columns that attacks raise but the table lacks: %s",
                    String.join(", ", injected.featuresLeftOut()));
        }
        Files.createDirectories(out);
        LabelCsv.write(injected.labels(), out.resolve("labels.csv"));
        List<BacktestRun> done = new ArrayList<>();
        for (double strength : runs) {
            InjectedTable table = AttackInjection.into(base, first, injection.withStrength(strength));
            BacktestResult result = Backtest.run(table.table(), table.labels(), options);
            done.add(new BacktestRun(OptionalDouble.of(strength), result));
            BacktestSummary.say(console, "attacks put in at strength " + strength, result);
        }
        return BacktestReport.of(options, done).withInjection(injection, injected);
    }
}
