package dev.ueba.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The anomalies for a terminal or a mail, one after another. */
final class TextReport {

    private static final int LONGEST_NAME = 80;
    private static final int SHOWN_FEATURES = 10;

    private TextReport() {}

    static void write(Report report, OutputStream out) throws IOException {
        StringBuilder page = new StringBuilder();
        String title = SafeText.of(report.title(), LONGEST_NAME);
        page.append(title).append('\n');
        page.append("=".repeat(title.codePointCount(0, title.length()))).append("\n\n");
        page.append(Sentences.counts(report)).append('\n');
        report.risks().ifPresent(risks -> appendAlerts(report, risks, page));
        page.append(Sentences.told(report)).append('\n');
        report.notes().forEach(note -> page.append("  ")
                .append(SafeText.of(note, 10 * LONGEST_NAME))
                .append('\n'));
        for (int row = 0; row < report.toldCount(); row++) {
            appendRow(report, row, page);
        }
        Utf8.write(page, out);
    }

    private static void appendAlerts(Report report, ReportRisks risks, StringBuilder page) {
        page.append(risks.sentence()).append("\n\n");
        int rank = 1;
        for (int row : risks.told()) {
            page.append(rank++).append(". ").append(SafeText.of(report.table().actor(row), LONGEST_NAME));
            page.append(" on ").append(report.when(row)).append(", risk ");
            page.append(Decimals.rounded(risks.assessment(row).risk(), 1)).append(" bits, score ");
            page.append(Decimals.rounded(report.score(row), 6)).append('\n');
            for (String sentence : risks.explanation(row).orElseThrow().sentences()) {
                page.append("   ")
                        .append(SafeText.of(sentence, 10 * LONGEST_NAME))
                        .append('\n');
            }
            page.append('\n');
        }
    }

    private static void appendRow(Report report, int row, StringBuilder page) {
        page.append('\n').append(row + 1).append(". ");
        page.append(SafeText.of(report.table().actor(row), LONGEST_NAME));
        page.append(" on ").append(report.when(row));
        page.append(", score ").append(Decimals.rounded(report.score(row), 6));
        if (row < report.clusters().rowCount() && report.clusters().clusters().size() > 1) {
            page.append(", cluster ").append(report.clusters().clusterOf(row));
        }
        if (!report.label(row).isEmpty()) {
            page.append(" [")
                    .append(SafeText.of(report.label(row), LONGEST_NAME))
                    .append(']');
        }
        page.append('\n');
        for (Report.Identity identity : report.identities()) {
            page.append("   ")
                    .append(SafeText.of(identity.name(), LONGEST_NAME))
                    .append(": ");
            page.append(SafeText.of(identity.values().get(row), LONGEST_NAME)).append('\n');
        }
        report.reasons(row).forEach(reason -> page.append("   ")
                .append(SafeText.of(reason, 10 * LONGEST_NAME))
                .append('\n'));
        List<FeatureStanding> standings = report.standingOut(row);
        if (standings.isEmpty()) {
            page.append("   no single feature stands out\n");
        }
        for (FeatureStanding standing : standings.subList(0, Math.min(SHOWN_FEATURES, standings.size()))) {
            page.append(String.format(
                    Locale.ROOT,
                    "   %-44s %10s  rank %6s",
                    SafeText.of(standing.feature(), LONGEST_NAME),
                    Decimals.brief(standing.value()),
                    Decimals.rounded(standing.percentileRank(), 2)));
            if (!Double.isNaN(standing.deviation())) {
                page.append("  deviation ").append(Decimals.rounded(standing.deviation(), 2));
            }
            page.append('\n');
        }
        if (standings.size() > SHOWN_FEATURES) {
            page.append("   and ").append(standings.size() - SHOWN_FEATURES).append(" more\n");
        }
    }
}
