package dev.ueba.evaluation;

import dev.ueba.feature.FeatureTable;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The measurements of docs/backtest.md, over made organisations. A program, not a test.
 *
 * <p>Arguments: {@code ACTORS ATTACKS STRENGTH FIRST_SEED LAST_SEED [ATTACK_DAYS [QUARANTINE_DAYS]]}; 181 days, of which the last
 * third is scored. With {@code ATTACK_DAYS} attacks are put into an organisation made without any.
 */
final class BacktestExperiment {

    /** Found rows of one scenario by mode and budget. */
    private static final class Tally {
        private int attacks;
        private final Map<BacktestMode, SortedMap<Integer, Double>> found = new EnumMap<>(BacktestMode.class);
    }

    private BacktestExperiment() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SyntheticOrganisationOptions organisation = SyntheticOrganisationOptions.defaults()
                .withDays(181)
                .withStartDay(LocalDate.of(2025, 7, 7))
                .withActors(Integer.parseInt(arguments[0]))
                .withAttacks(Integer.parseInt(arguments[1]))
                .withStrength(Double.parseDouble(arguments[2]));
        SortedMap<String, Tally> tallies = new TreeMap<>();
        for (long seed = Long.parseLong(arguments[3]); seed <= Long.parseLong(arguments[4]); seed++) {
            BacktestOptions options = BacktestOptions.defaults();
            if (arguments.length > 6) {
                options = options.withImproved(options.improved().withQuarantineDays(Integer.parseInt(arguments[6])));
            }
            long start = System.nanoTime();
            BacktestResult result = run(organisation.withSeed(seed), options, arguments);
            out.printf(
                    "seed %d: %d rows scored, %d days, %.1f s%n",
                    seed, result.rowCount(), result.dayCount(), (System.nanoTime() - start) / 1e9);
            for (ModeResult mode : result.modes()) {
                mode.ownAlerts()
                        .ifPresent(alerts -> out.printf("  %s %s%n", mode.mode().id(), alerts));
                out.printf("  %s %s %s%n", mode.mode().id(), mode.at(10).incidentRecall(), mode.timeToDetect());
                for (ScenarioRecall scenario : mode.scenarios()) {
                    add(tallies, "all", mode.mode(), scenario);
                    add(tallies, scenario.scenario(), mode.mode(), scenario);
                }
            }
        }
        out.printf("%n| recall at 1 / 5 / 10 / 25 | attacks |");
        for (BacktestMode mode : BacktestMode.values()) {
            out.printf(" %s |", mode.id());
        }
        out.println();
        tallies.forEach((scenario, tally) -> {
            out.printf("| %s | %d |", scenario, tally.attacks / BacktestMode.values().length);
            tally.found.forEach((mode, found) -> {
                StringBuilder cells = new StringBuilder();
                found.forEach((k, sum) -> cells.append(String.format(
                        Locale.ROOT,
                        "%s%.2f",
                        cells.length() == 0 ? "" : " / ",
                        sum / (tally.attacks / (double) BacktestMode.values().length))));
                out.printf(" %s |", cells);
            });
            out.println();
        });
    }

    private static BacktestResult run(
            SyntheticOrganisationOptions organisation, BacktestOptions options, String[] arguments) {
        if (arguments.length < 6) {
            SyntheticOrganisation made = SyntheticOrganisation.generate(organisation);
            return Backtest.run(made.baseFeatures(), made.labels(), options);
        }
        FeatureTable base =
                SyntheticOrganisation.generate(organisation.withAttacks(0)).baseFeatures();
        AttackInjectionOptions injection = AttackInjectionOptions.defaults()
                .withAttacks(organisation.attacks())
                .withStrength(organisation.strength())
                .withDays(Integer.parseInt(arguments[5]))
                .withSeed(organisation.seed());
        InjectedTable injected =
                AttackInjection.into(base, Backtest.scoredDays(base, options).from(), injection);
        return Backtest.run(injected.table(), injected.labels(), options);
    }

    private static void add(SortedMap<String, Tally> tallies, String name, BacktestMode mode, ScenarioRecall scenario) {
        Tally tally = tallies.computeIfAbsent(name, key -> new Tally());
        tally.attacks += scenario.attacks();
        scenario.recall().forEach((k, recall) -> tally.found
                .computeIfAbsent(mode, key -> new TreeMap<>())
                .merge(k, recall * scenario.attacks(), Double::sum));
    }
}
