package dev.ueba.report;

import static dev.ueba.report.HtmlReport.escaped;

import dev.ueba.event.EntityAnomaly;
import dev.ueba.event.EntityLookupResult;
import dev.ueba.event.QueryRecord;
import dev.ueba.event.RelatedQuery;
import dev.ueba.event.TableLookup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The page of an {@link InvestigationReport}: plain HTML with the style of the other reports, pictures inside, no scripts. */
final class InvestigationPage {

    private static final int MOST_ROWS = 1000;
    private static final int LONGEST_LINE = 20_000;
    private static final int MOST_LINES = 2000;

    private final EntityLookupResult result;
    private final List<EntityAnomaly> pictured;
    private final List<byte[]> pictures;
    private final StringBuilder html = new StringBuilder();

    InvestigationPage(EntityLookupResult result, List<EntityAnomaly> pictured, List<byte[]> pictures) {
        this.result = result;
        this.pictured = pictured;
        this.pictures = pictures;
    }

    void write(OutputStream out) throws IOException {
        String style = HtmlReport.resource("page.css");
        html.setLength(0);
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src ")
                .append(HtmlReport.digest(style))
                .append("; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
                .append(escaped("What else was odd about " + result.entity().entity()))
                .append("</title>\n<style>")
                .append(style)
                .append("</style>\n</head>\n<body>\n");
        header();
        html.append("<main>\n");
        tables();
        anomalies();
        pictures();
        groups();
        related();
        questions();
        html.append("</main>\n</body>\n</html>\n");
        Utf8.write(html, out);
    }

    private void header() {
        html.append("<header>\n<h1>What else was odd about <span class=\"name\">")
                .append(escaped(result.entity().entity()))
                .append("</span></h1>\n<p>Alert at ")
                .append(result.at())
                .append("; the name is matched by <em>")
                .append(result.entity().mode())
                .append("</em>.</p>\n<dl class=\"tiles\">");
        tile("values that rose", result.anomalies().size());
        tile("score above 5", result.top().size());
        tile("tables with the entity", result.tables().size());
        tile("questions asked", result.queries().size());
        html.append("</dl>\n</header>\n");
    }

    private void tile(String name, int number) {
        html.append("<div><dt>").append(name).append("</dt><dd>").append(number).append("</dd></div>");
    }

    private void tables() {
        section("Where it was looked");
        if (!result.isEntitySeen()) {
            html.append(
                    "<p class=\"warning\">The entity does not occur around the alert in any table. Check its spelling, the time of"
                            + " the alert with its zone, and the way the name is matched.</p>\n</section>\n");
            return;
        }
        head("table", "columns with the entity", "first seen", "steps", "outcome");
        for (TableLookup table : result.tables()) {
            html.append("<tr>");
            name(table.table());
            name(String.join(", ", table.entityColumns()));
            cell(
                    table.sightings() == null
                            ? ""
                            : String.valueOf(table.sightings().first()));
            cell(table.searchedRange()
                    .map(range -> Sentences.counted(table.stepCount(), stepName(table.step())) + ", " + range)
                    .orElse("none"));
            cell(table.told());
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n</section>\n");
    }

    private void anomalies() {
        section("Values that rose");
        if (result.anomalies().isEmpty()) {
            html.append("<p>No value rose against what the entity's own past lets expect.</p>\n</section>\n");
            return;
        }
        html.append(
                "<p class=\"hint\">The strangest first: higher scores are stranger. A score is infinite if the counts before were all"
                        + " alike, as for a value that never occurred.");
        if (result.anomalies().size() > MOST_ROWS) {
            html.append(" Shown are the first ").append(MOST_ROWS).append('.');
        }
        html.append("</p>\n");
        head("score", "column", "value", "events", "expected", "step", "table", "column with the entity");
        for (EntityAnomaly anomaly : result.anomalies()
                .subList(0, Math.min(MOST_ROWS, result.anomalies().size()))) {
            html.append("<tr>");
            number(score(anomaly.seriesScore()));
            name(anomaly.series().column());
            name(anomaly.series().value());
            number(Decimals.brief(anomaly.actualCount()));
            number(Decimals.brief(anomaly.expectedCount()));
            cell("1 " + stepName(anomaly.step()) + " from "
                    + anomaly.range().to().minus(anomaly.step()));
            name(anomaly.table());
            name(anomaly.series().entityColumn());
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n</section>\n");
    }

    private void pictures() {
        if (pictures.isEmpty()) {
            return;
        }
        section("Pictures");
        for (int i = 0; i < pictures.size(); i++) {
            EntityAnomaly anomaly = pictured.get(i);
            String words = SeriesChart.title(anomaly) + ", " + Decimals.brief(anomaly.actualCount()) + " events where "
                    + Decimals.brief(anomaly.expectedCount()) + " were expected";
            html.append("<p><img class=\"printed\" alt=\"")
                    .append(escaped(words))
                    .append("\" src=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(pictures.get(i)))
                    .append("\"></p>\n");
        }
        html.append("</section>\n");
    }

    private void groups() {
        List<EntityLookupResult.ScoreGroup> groups = result.scoreGroups();
        if (groups.isEmpty()) {
            return;
        }
        section("Groups of like scores");
        head("scores", "values");
        for (EntityLookupResult.ScoreGroup group : groups) {
            String lowest = score(group.lowestScore());
            String highest = score(group.highestScore());
            html.append("<tr>");
            cell(lowest.equals(highest) ? lowest : lowest + " to " + highest);
            number(String.valueOf(group.anomalies().size()));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n</section>\n");
    }

    private void related() {
        boolean hasQueries = result.related().stream().anyMatch(related -> related.query() != null);
        URI portal = result.portalLink().orElse(null);
        boolean hasPortal = portal != null && "https".equals(portal.getScheme());
        if (!hasQueries && !hasPortal) {
            return;
        }
        section("Queries to go on with");
        if (hasPortal) {
            html.append("<p><a rel=\"noreferrer\" href=\"")
                    .append(escaped(String.valueOf(portal), LONGEST_LINE))
                    .append("\">Open the page where queries are run</a></p>\n");
        }
        for (RelatedQuery related : result.related()) {
            String query = related.query();
            if (query != null) {
                html.append("<h3 class=\"name\">")
                        .append(escaped(related.events().table()))
                        .append("</h3>\n");
                preformatted(query);
            }
        }
        html.append("</section>\n");
    }

    private void questions() {
        section("What was asked");
        head("question", "table", "milliseconds", "query");
        for (QueryRecord record : result.queries()) {
            html.append("<tr>");
            cell(record.question());
            name(record.table());
            number(String.format(Locale.ROOT, "%,.1f", record.duration().toNanos() / 1e6));
            html.append("<td>");
            if (!record.queries().isEmpty()) {
                html.append("<details><summary>show</summary>");
                record.queries().forEach(this::preformatted);
                html.append("</details>");
            }
            html.append("</td></tr>\n");
        }
        html.append("</tbody></table></div>\n</section>\n");
    }

    private void section(String title) {
        html.append("<section>\n<h2>").append(title).append("</h2>\n");
    }

    private void head(String... titles) {
        html.append("<div class=\"scroll\"><table><thead><tr>");
        for (String title : titles) {
            html.append("<th scope=\"col\">").append(title).append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
    }

    private void cell(String text) {
        html.append("<td>").append(escaped(text)).append("</td>");
    }

    private void number(String text) {
        html.append("<td class=\"number\">").append(escaped(text)).append("</td>");
    }

    private void name(String text) {
        html.append("<td><span class=\"name\">").append(escaped(text)).append("</span></td>");
    }

    /** Line breaks stay line breaks; all else that cannot be seen is shown as an escape. */
    private void preformatted(String text) {
        html.append("<div class=\"scroll\"><pre>");
        String[] lines = text.split("\\R", MOST_LINES);
        for (int i = 0; i < lines.length; i++) {
            html.append(i == 0 ? "" : "\n").append(escaped(lines[i], LONGEST_LINE));
        }
        html.append("</pre></div>\n");
    }

    private static String score(double score) {
        return Double.isInfinite(score) ? "infinite" : Decimals.rounded(score, 2);
    }

    private static String stepName(Duration step) {
        return step.equals(Duration.ofHours(1)) ? "hour" : "day";
    }
}
