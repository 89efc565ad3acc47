package dev.ueba.report;

import dev.ueba.evaluation.BacktestMode;
import dev.ueba.evaluation.BacktestResult;
import dev.ueba.evaluation.BudgetRecall;
import dev.ueba.evaluation.ModeResult;
import dev.ueba.evaluation.OwnAlerts;
import dev.ueba.evaluation.ScenarioRecall;
import dev.ueba.evaluation.SeedStability;
import dev.ueba.evaluation.TimeToDetect;
import dev.ueba.feature.NumberText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** A backtest as one page of tables and drawn curves, without scripts. Its policy lets in the style written here and nothing else. */
final class BacktestPage {

    private static final int SHOWN_UNMATCHED = 20;
    private static final int LONGEST_SENTENCE = 5_000;

    private final StringBuilder html = new StringBuilder(32_768);

    private BacktestPage() {}

    static void write(BacktestReport report, OutputStream out) throws IOException {
        String style = HtmlReport.resource("page.css") + HtmlReport.resource("backtest.css");
        BacktestPage page = new BacktestPage();
        page.head(style);
        page.body(report);
        Utf8.write(page.html, out);
    }

    private void head(String style) {
        html.append("<!doctype html>\n<html lang=\"en\" data-ready>\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ")
                .append(HtmlReport.digest(style))
                .append("; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Backtest</title>\n<style>")
                .append(style)
                .append("</style>\n</head>\n");
    }

    private void body(BacktestReport report) {
        BacktestResult first = report.runs().get(0).result();
        html.append(
                        "<body>\n<a class=\"skip\" href=\"#found\">Skip to what was found</a>\n<header>\n<h1>Backtest</h1>\n<p>")
                .append(text(Sentences.counted(first.rowCount(), "row") + " of "
                        + Sentences.counted(first.actorCount(), "actor") + " from "
                        + first.scored().from() + " to "
                        + first.scored().last() + ", each day ranked by what was known the day before. Models fitted "
                        + (first.fits() == 1 ? "once." : Sentences.number(first.fits()) + " times.")))
                .append("</p>\n</header>\n<main id=\"found\">\n");
        for (BacktestRun run : report.runs()) {
            run(run);
        }
        settings(report);
        html.append("</main>\n</body>\n</html>\n");
    }

    private void run(BacktestRun run) {
        BacktestResult result = run.result();
        String title = run.strength().isPresent()
                ? "Attacks put in at strength " + NumberText.repr(run.strength().getAsDouble())
                : "Labelled attacks";
        html.append("<section>\n<h2>")
                .append(text(title))
                .append("</h2>\n<p class=\"hint\">")
                .append(text(Sentences.counted(result.attacks(), "attack") + " in "
                        + Sentences.counted(result.incidents(), "incident") + "."))
                .append("</p>\n");
        html.append("<div class=\"side\">\n<div>\n<h3>Recall by alerts a day</h3>\n");
        RecallCurves.draw(result, html);
        html.append("</div>\n<div>\n");
        recall(result);
        html.append("</div>\n</div>\n");
        scenarios(result);
        html.append("<div class=\"side\">\n");
        alerts(result);
        timeToDetect(result);
        stability(result);
        html.append("</div>\n");
        labels(result);
        html.append("</section>\n");
    }

    private void recall(BacktestResult result) {
        html.append(
                "<h3>Found within a budget</h3>\n<p class=\"hint\">Share of the attacks among the strangest rows of each day; below,"
                        + " the percentage of incidents with its 95 % interval.</p>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">mode</th>");
        for (BudgetRecall budget : result.modes().get(0).budgets()) {
            number("th scope=\"col\"", Sentences.number(budget.alertsPerDay()) + " a day");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (ModeResult mode : result.modes()) {
            html.append("<tr>");
            mode(mode);
            for (BudgetRecall budget : mode.budgets()) {
                html.append("<td class=\"number\">")
                        .append(text(percent(budget.recall())))
                        .append("<br><span class=\"interval\">")
                        .append(text(share(budget.incidentRecall().value()) + " ("
                                + share(budget.incidentRecall().low()) + "\u2013"
                                + share(budget.incidentRecall().high()) + ")"))
                        .append("</span></td>");
            }
            html.append("</tr>\n");
        }
        line("chance", result.chanceRecall());
        line("possible", result.possibleRecall());
        html.append("</tbody></table></div>\n");
    }

    private void line(String name, SortedMap<Integer, Double> recall) {
        html.append("<tr><th scope=\"row\"><span class=\"key\"></span>")
                .append(name)
                .append("</th>");
        recall.values().forEach(share -> number("td", percent(share)));
        html.append("</tr>\n");
    }

    private void scenarios(BacktestResult result) {
        List<ScenarioRecall> known = result.modes().get(0).scenarios();
        List<Integer> budgets = List.copyOf(known.get(0).recall().keySet());
        html.append(
                "<h3>By scenario</h3>\n<p class=\"hint\">Share of the attacks of each scenario found, in percent, by alerts a day; red is less than a quarter.</p>\n"
                        + "<div class=\"scroll\"><table class=\"scenarios\">\n<thead><tr><th scope=\"col\" rowspan=\"2\">scenario</th>"
                        + "<th scope=\"col\" rowspan=\"2\" class=\"number\">attacks</th>");
        for (ModeResult mode : result.modes()) {
            html.append("<th scope=\"colgroup\" class=\"group\" colspan=\"")
                    .append(budgets.size())
                    .append("\">")
                    .append(text(name(mode.mode())))
                    .append("</th>");
        }
        html.append("</tr>\n<tr>");
        for (int mode = 0; mode < result.modes().size(); mode++) {
            for (int budget : budgets) {
                html.append("<th scope=\"col\" class=\"number")
                        .append(budget == budgets.get(0) ? " first" : "")
                        .append("\">")
                        .append(Sentences.number(budget))
                        .append("</th>");
            }
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int scenario = 0; scenario < known.size(); scenario++) {
            String name = known.get(scenario).scenario();
            html.append("<tr><th scope=\"row\"><span class=\"name\">")
                    .append(text(name.isEmpty() ? "(no scenario)" : name))
                    .append("</span></th>");
            number("td", Sentences.number(known.get(scenario).attacks()));
            for (ModeResult mode : result.modes()) {
                for (var entry : mode.scenarios().get(scenario).recall().entrySet()) {
                    html.append("<td class=\"number share-")
                            .append((int) Math.floor(entry.getValue() * 4.0))
                            .append(entry.getKey().equals(budgets.get(0)) ? " first\">" : "\">")
                            .append(share(entry.getValue()))
                            .append("</td>");
                }
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void alerts(BacktestResult result) {
        table(
                "The detectors' own alerts",
                "What each detector raises by itself: rows below the faithful cutoff, alerts within the improved budget.",
                List.of("alerts a day", "95 % of days", "worst day", "found", "precision"),
                result,
                mode -> mode.ownAlerts().map(BacktestPage::cells));
    }

    private static List<String> cells(OwnAlerts alerts) {
        return List.of(
                Decimals.rounded(alerts.meanPerDay(), 1),
                Sentences.number(alerts.p95PerDay()),
                Sentences.number(alerts.worstPerDay()),
                Sentences.number(alerts.found()) + " (" + percent(alerts.recall()) + ")",
                percent(alerts.precision()));
    }

    private void timeToDetect(BacktestResult result) {
        table(
                "Time to detect",
                "Days from the first day of an incident to the first alert, at "
                        + Sentences.counted(result.budget(), "alert")
                        + " a day; 0 is the same day. Incidents that were never"
                        + " found are not in it.",
                List.of("incidents found", "mean", "median", "worst"),
                result,
                mode -> mode.timeToDetect().map(BacktestPage::cells));
    }

    private static List<String> cells(TimeToDetect time) {
        return List.of(
                Decimals.rounded(time.incidentsFound(), 1),
                Decimals.rounded(time.meanDays(), 2),
                Sentences.number(time.medianDays()),
                Sentences.number(time.worstDays()));
    }

    private void stability(BacktestResult result) {
        table(
                "Stability over forest seeds",
                "Rank correlation of the rows within the budget, and the share of them that two seeds agree on.",
                List.of("seeds", "mean correlation", "least", "overlap"),
                result,
                mode -> mode.stability().map(BacktestPage::cells));
    }

    private static List<String> cells(SeedStability stability) {
        return List.of(
                Sentences.number(stability.seeds()),
                Decimals.rounded(stability.meanCorrelation(), 3),
                Decimals.rounded(stability.leastCorrelation(), 3),
                percent(stability.meanOverlap()));
    }

    /** Appends a table with one line for each mode that has cells; nothing if none has. */
    private void table(
            String title,
            String hint,
            List<String> columns,
            BacktestResult result,
            Function<ModeResult, Optional<List<String>>> cells) {
        if (result.modes().stream().allMatch(mode -> cells.apply(mode).isEmpty())) {
            return;
        }
        html.append("<div>\n<h3>")
                .append(text(title))
                .append("</h3>\n<p class=\"hint\">")
                .append(text(hint))
                .append("</p>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">mode</th>");
        columns.forEach(column -> number("th scope=\"col\"", column));
        html.append("</tr></thead>\n<tbody>\n");
        for (ModeResult mode : result.modes()) {
            cells.apply(mode).ifPresent(values -> {
                html.append("<tr>");
                mode(mode);
                values.forEach(value -> number("td", value));
                html.append("</tr>\n");
            });
        }
        html.append("</tbody></table></div>\n</div>\n");
    }

    private void labels(BacktestResult result) {
        int unmatched = result.labelsUnmatched().size();
        if (unmatched + result.labelsEarlier() == 0) {
            return;
        }
        html.append("<h3>Labels that play no part</h3>\n<p>")
                .append(text(Sentences.number(result.labelsEarlier()) + " of days before the first scored one, "
                        + Sentences.number(unmatched) + " that match no row"))
                .append(ending(unmatched))
                .append("</p>\n");
        if (unmatched > 0) {
            html.append("<ul>\n");
            result.labelsUnmatched().stream().limit(SHOWN_UNMATCHED).forEach(label -> html.append(
                            "<li><span class=\"name long\">")
                    .append(text(label.actor()))
                    .append("</span> ")
                    .append(label.day())
                    .append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    private static String ending(int unmatched) {
        if (unmatched == 0) {
            return ".";
        }
        return unmatched > SHOWN_UNMATCHED ? "; the first:" : ":";
    }

    private void settings(BacktestReport report) {
        html.append("<section>\n<h2>How to read it</h2>\n<ul>\n");
        item(
                "Somebody looks at the k strangest rows of each day. Of equally strange rows across the limit each has the same"
                        + " chance, and the numbers are averages over it.");
        item(
                "faithful: the published forest's scores. improved: risk. count threshold: the largest count, in units of the"
                        + " 99.9th percentile of all earlier days. deviations: the number of counts above 3 standard deviations.");
        item(
                "An incident is a run of labelled days of one actor and scenario. Intervals are of the bootstrap over incidents, "
                        + Sentences.counted(report.options().resamples(), "resample") + ".");
        report.injection().ifPresent(injection -> {
            item("The attacks were put into rows that were there, seed "
                    + injection.options().seed()
                    + ". They tell whether a kind of attack would be seen at all, not how often it happens; what real attackers do"
                    + " beside it is not in them. Days after an attack count it as part of the actor's past.");
            if (!injection.scenariosLeftOut().isEmpty()) {
                item("Left out, as the table lacks their columns: " + String.join(", ", injection.scenariosLeftOut()));
            }
            if (!injection.featuresLeftOut().isEmpty()) {
                item("Columns that attacks raise but the table lacks: "
                        + String.join(", ", injection.featuresLeftOut()));
            }
        });
        html.append("</ul>\n</section>\n");
    }

    private void item(String sentence) {
        html.append("<li>")
                .append(HtmlReport.escaped(sentence, LONGEST_SENTENCE))
                .append("</li>\n");
    }

    private void mode(ModeResult mode) {
        html.append("<th scope=\"row\"><span class=\"key mode-")
                .append(mode.mode().id())
                .append("\"></span>")
                .append(text(name(mode.mode())))
                .append("</th>");
    }

    private void number(String element, String value) {
        html.append('<')
                .append(element)
                .append(" class=\"number\">")
                .append(text(value))
                .append("</")
                .append(element, 0, 2)
                .append('>');
    }

    static String name(BacktestMode mode) {
        return mode.id().replace('_', ' ');
    }

    private static String text(String value) {
        return HtmlReport.escaped(SafeText.encodable(value));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * share);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.0f", 100.0 * share);
    }
}
