package dev.ueba.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report of the paper's notebook: for each actor a table of its anomalies and the columns that stand out, deviations as
 * columns of their own.
 */
final class MarkdownReport {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LINE = 2_000;
    private static final String SPECIAL = "\\`*_{}[]()#+!|~$:@\"'=^";

    private MarkdownReport() {}

    static void write(Report report, OutputStream out) throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(escaped(report.title())).append("\n\n");
        page.append(Sentences.counts(report)).append("\n\n");
        page.append(Sentences.told(report)).append('\n');
        if (!report.notes().isEmpty()) {
            page.append('\n');
            report.notes()
                    .forEach(note -> page.append("- ").append(escaped(note)).append('\n'));
        }
        report.risks().ifPresent(risks -> appendAlerts(report, risks, page));
        Utf8.write(page, out);

        TreeMap<String, List<Integer>> byActor = new TreeMap<>();
        for (int row = 0; row < report.toldCount(); row++) {
            byActor.computeIfAbsent(report.table().actor(row), unused -> new ArrayList<>())
                    .add(row);
        }
        for (Map.Entry<String, List<Integer>> entry : byActor.entrySet()) {
            page.setLength(0);
            page.append("\n## ").append(escaped(entry.getKey())).append("\n\n");
            appendTable(report, entry.getValue(), page);
            Utf8.write(page, out);
        }
    }

    private static void appendAlerts(Report report, ReportRisks risks, StringBuilder page) {
        page.append("\n## Alerts\n\n").append(escaped(risks.sentence())).append("\n\n");
        page.append("| Actor | Day | Risk | Anomaly Score |\n|---|---|--:|--:|\n");
        for (int row : risks.told()) {
            page.append("| ").append(escaped(report.table().actor(row)));
            page.append(" | ").append(report.when(row));
            page.append(" | ").append(Decimals.rounded(risks.assessment(row).risk(), 2));
            page.append(" | ").append(Decimals.rounded(report.score(row), 6)).append(" |\n");
        }
        for (int row : risks.told()) {
            page.append("\n### ").append(escaped(report.table().actor(row)));
            page.append(" on ").append(report.when(row)).append("\n\n");
            for (String sentence : risks.explanation(row).orElseThrow().sentences()) {
                page.append("- ").append(escaped(sentence, LONGEST_LINE)).append('\n');
            }
        }
    }

    private static void appendTable(Report report, List<Integer> rows, StringBuilder page) {
        List<Report.Identity> identities = report.identities();
        boolean labels = report.hasLabels();
        page.append("| ").append(Sentences.whenName(report)).append(" |");
        identities.forEach(
                identity -> page.append(' ').append(escaped(identity.name())).append(" |"));
        page.append(labels ? " Label |" : "").append(" Anomaly Score | Feature | % Rank | Value |\n|---|");
        page.append("---|".repeat(identities.size() + (labels ? 1 : 0))).append("--:|---|--:|--:|\n");
        for (int row : rows) {
            StringBuilder first = new StringBuilder("| " + report.when(row) + " |");
            identities.forEach(identity -> first.append(' ')
                    .append(escaped(identity.values().get(row)))
                    .append(" |"));
            if (labels) {
                first.append(' ').append(escaped(report.label(row))).append(" |");
            }
            first.append(' ').append(Decimals.rounded(report.score(row), 6)).append(" |");
            String others = "| " + "| ".repeat(1 + identities.size() + (labels ? 1 : 0)) + "|";
            List<FeatureStanding> standings = report.columnsStandingOut(row);
            if (standings.isEmpty()) {
                page.append(first).append(" | | |\n");
            }
            String begin = first.toString();
            for (FeatureStanding standing : standings) {
                page.append(begin)
                        .append(' ')
                        .append(escaped(standing.feature()))
                        .append(" | ");
                page.append(Decimals.rounded(standing.percentileRank(), 2)).append(" | ");
                page.append(Decimals.cut(standing.value())).append(" |\n");
                begin = others;
            }
        }
        for (int row : rows) {
            for (String reason : report.reasons(row)) {
                page.append("\n- ").append(report.when(row)).append(": ").append(escaped(reason));
            }
        }
        if (page.charAt(page.length() - 1) != '\n') {
            page.append('\n');
        }
    }

    /** Returns text that Markdown shows as it is: no HTML, no links, no end of a cell or line. */
    static String escaped(String text) {
        return escaped(text, LONGEST_NAME);
    }

    private static String escaped(String text, int limit) {
        String safe = SafeText.of(text, limit);
        StringBuilder escaped = new StringBuilder(safe.length() + 8);
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> {
                    if (SPECIAL.indexOf(c) >= 0) {
                        escaped.append('\\');
                    }
                    escaped.append(c);
                }
            }
        }
        return escaped.toString();
    }
}
