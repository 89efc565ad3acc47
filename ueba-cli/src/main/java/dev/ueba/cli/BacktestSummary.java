package dev.ueba.cli;

import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.BacktestResult;
import dev.ueba.evaluation.BudgetRecall;
import dev.ueba.evaluation.ModeResult;
import dev.ueba.evaluation.OwnAlerts;
import dev.ueba.evaluation.ScenarioRecall;
import dev.ueba.report.SafeText;
import java.util.Locale;
import java.util.SortedMap;

/** What a backtest found, on the console. */
final class BacktestSummary {

    private static final int SHOWN_UNMATCHED = 5;

    private BacktestSummary() {}

    static void say(Console console, String title, BacktestResult result) {
        if (result.labelsEarlier() > 0) {
            console.say(
                    "%s of days before %s play no part",
                    Counted.of(result.labelsEarlier(), "label"), result.scored().from());
        }
        int unmatched = result.labelsUnmatched().size();
        if (unmatched > 0) {
            console.say(
                    "warning: %s of scored days match%s no row; actors are compared as exact text%s",
                    Counted.of(unmatched, "label"),
                    unmatched == 1 ? "es" : "",
                    unmatched > SHOWN_UNMATCHED ? "; the first:" : ":");
            for (AttackLabel label : result.labelsUnmatched().subList(0, Math.min(SHOWN_UNMATCHED, unmatched))) {
                console.say("  %s on %s", SafeText.of(label.actor(), 60), label.day());
            }
        }
        console.say("");
        console.say(
                "%s: %s in %s among %s",
                title,
                Counted.of(result.attacks(), "attack"),
                Counted.of(result.incidents(), "incident"),
                Counted.of(result.rowCount(), "row"));
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-32s", "recall at alerts a day"));
        for (BudgetRecall budget : result.modes().get(0).budgets()) {
            head.append(String.format(Locale.ROOT, " %6d", budget.alertsPerDay()));
        }
        console.say("%s   own alerts a day", head);
        for (ModeResult mode : result.modes()) {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "%-32s", mode.mode().id()));
            for (BudgetRecall budget : mode.budgets()) {
                line.append(String.format(Locale.ROOT, " %6.3f", budget.recall()));
            }
            console.say(
                    "%s   %s",
                    line, mode.ownAlerts().map(BacktestSummary::alerts).orElse(""));
        }
        recall(console, "chance", result.chanceRecall());
        recall(console, "possible", result.possibleRecall());
        console.say("");
        scenarios(console, result);
    }

    private static void recall(Console console, String name, SortedMap<Integer, Double> recall) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-32s", name));
        recall.values().forEach(share -> line.append(String.format(Locale.ROOT, " %6.3f", share)));
        console.say("%s", line);
    }

    private static String alerts(OwnAlerts alerts) {
        return String.format(
                Locale.ROOT,
                "%.1f, at most %d; %d attacks found",
                alerts.meanPerDay(),
                alerts.worstPerDay(),
                alerts.found());
    }

    private static void scenarios(Console console, BacktestResult result) {
        StringBuilder head = new StringBuilder(
                String.format(Locale.ROOT, "%-24s %7s", "recall at " + result.budget() + " a day", "attacks"));
        result.modes()
                .forEach(mode -> head.append(
                        String.format(Locale.ROOT, " %15s", mode.mode().id())));
        console.say("%s", head);
        int count = result.modes().get(0).scenarios().size();
        for (int scenario = 0; scenario < count; scenario++) {
            ScenarioRecall first = result.modes().get(0).scenarios().get(scenario);
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-24s %7d",
                    first.scenario().isEmpty() ? "(no scenario)" : SafeText.of(first.scenario(), 24),
                    first.attacks()));
            for (ModeResult mode : result.modes()) {
                double recall = mode.scenarios().get(scenario).recall().getOrDefault(result.budget(), 0.0);
                line.append(String.format(Locale.ROOT, " %15.3f", recall));
            }
            console.say("%s", line);
        }
        console.say("");
    }
}
