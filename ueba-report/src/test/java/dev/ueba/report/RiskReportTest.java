package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.ueba.RiskExplanation;
import dev.ueba.RiskPart;
import dev.ueba.explain.PatternMatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RiskReportTest {

    private static final Report RISKY = Samples.risky().build();
    private static final Report HOSTILE = Samples.hostileRisks();

    private static ReportRisks risks(Report report) {
        return report.risks().orElseThrow();
    }

    @Test
    void risks_tellTheAlerts_theRiskiestFirst() {
        ReportRisks risks = risks(RISKY);
        assertThat(risks.told()).hasSize(risks.alertCount()).hasSizeGreaterThan(10);
        assertThat(risks.sentence())
                .isEqualTo(risks.alertCount() + " alerts on "
                        + risks.told().stream()
                                .map(RISKY.table()::day)
                                .distinct()
                                .count() + " days. The riskiest first.");
        List<Double> risk =
                risks.told().stream().map(row -> -risks.assessment(row).risk()).toList();
        assertThat(risk).isSorted();
        for (int row = 0; row < RISKY.rowCount(); row++) {
            assertThat(risks.explanation(row).isPresent())
                    .isEqualTo(risks.assessment(row).alert());
            assertThat(RISKY.riskExplanation(row)).isEqualTo(risks.explanation(row));
        }
    }

    @Test
    void everyFormatForPeople_hasTheReasonsOfTheAlerts() throws IOException {
        String text = ReportTest.text(RISKY, ReportFormat.TEXT);
        String markdown = ReportTest.text(RISKY, ReportFormat.MARKDOWN);
        String page = ReportTest.text(RISKY, ReportFormat.HTML);
        assertThat(text).contains(risks(RISKY).sentence());
        assertThat(markdown).contains("\n## Alerts\n").contains("| Actor | Day | Risk | Anomaly Score |");
        for (int row : risks(RISKY).told()) {
            RiskExplanation explanation = RISKY.riskExplanation(row).orElseThrow();
            for (String sentence : explanation.sentences()) {
                assertThat(text).contains("   " + sentence + "\n");
                assertThat(page.contains(sentence.replace("&", "\\u0026")
                                .replace(">", "\\u003E")
                                .replace("\"", "\\\"")))
                        .isEqualTo(!sentence.equals(explanation.strangenessText()));
            }
            assertThat(markdown)
                    .contains(
                            "- " + MarkdownReport.escaped(explanation.summary()).substring(0, 40));
        }
    }

    @Test
    void jsonLines_haveRiskAndAlertOfEveryRow_andTheReasonsOfAlerts() throws IOException {
        List<String> lines =
                ReportTest.text(RISKY, ReportFormat.JSON_LINES).lines().toList();
        assertThat(lines).hasSize(RISKY.rowCount());
        for (int row = 0; row < lines.size(); row++) {
            String line = lines.get(row);
            assertThat(line)
                    .contains("\"risk\":" + risks(RISKY).assessment(row).risk() + ",\"alert\":"
                            + risks(RISKY).assessment(row).alert());
            assertThat(line.contains("\"risk_explanation\":{"))
                    .isEqualTo(risks(RISKY).assessment(row).alert());
        }
        int row = risks(RISKY).told().get(0);
        RiskExplanation explanation = RISKY.riskExplanation(row).orElseThrow();
        RiskPart part = explanation.parts().get(0);
        assertThat(lines.get(row))
                .contains("\"part\":\"" + part.name() + "\",\"bits\":" + part.bits())
                .contains("\"actor_class\":\"person\"")
                .contains("\"expected\":"
                        + explanation.reasons().get(0).surprise().orElseThrow().expected());
        String all = String.join("\n", lines);
        assertThat(all)
                .contains("\"no_alert_at\":")
                .contains("\"severity\":\"high\"")
                .contains("\"actor_days_since\":null");
    }

    @Test
    void csv_hasRiskAndAlertBehindTheScore() throws IOException {
        List<String> lines = ReportTest.text(RISKY, ReportFormat.CSV).lines().toList();
        assertThat(lines.get(0)).contains(",anomaly_score,is_anomaly,risk,alert,cluster,");
        assertThat(lines.get(1)).contains("," + risks(RISKY).assessment(0).risk() + ",");
    }

    @Test
    void faithfulReports_haveNothingOfIt() throws IOException {
        Report faithful = Samples.explained(-0.05).build();
        assertThat(faithful.risks()).isEmpty();
        assertThat(faithful.riskExplanation(0)).isEmpty();
        assertThat(ReportTest.text(faithful, ReportFormat.JSON_LINES))
                .doesNotContain("\"risk\"")
                .doesNotContain("\"alert\"");
        assertThat(ReportTest.text(faithful, ReportFormat.CSV)
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .contains(",anomaly_score,is_anomaly,cluster,");
        assertThat(ReportTest.text(faithful, ReportFormat.TEXT)).doesNotContain("alert");
        assertThat(ReportTest.text(faithful, ReportFormat.MARKDOWN)).doesNotContain("## Alerts");
        assertThat(ReportTest.text(faithful, ReportFormat.HTML)).doesNotContain("\"risks\":");
    }

    @Test
    void risks_ofOtherResults_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReportRisks.of(Samples.riskExplainer(), new int[] {0}))
                .withMessageContaining("give the explainer of the report's results");
    }

    @Test
    void hostileNames_doNothingInAnyFormat() throws IOException {
        List<PatternMatch> matches = risks(HOSTILE).told().stream()
                .flatMap(row -> HOSTILE.riskExplanation(row).orElseThrow().patterns().stream())
                .toList();
        assertThat(matches).isNotEmpty();
        String page = ReportTest.text(HOSTILE, ReportFormat.HTML);
        String data = page.substring(
                page.indexOf("id=\"data\">") + 10, page.indexOf("</script>", page.indexOf("id=\"data\">")));
        assertThat(data)
                .doesNotContain("<")
                .doesNotContain(">")
                .doesNotContain("&")
                .startsWith("{")
                .endsWith("}");
        assertThat(data).contains("\\u003Cscript\\u003E").contains("\"risks\":{");
        ReportFormatsTest.assertNothingHidden(data);
        ReportFormatsTest.assertNothingHidden(ReportTest.text(HOSTILE, ReportFormat.TEXT));
        String markdown = ReportTest.text(HOSTILE, ReportFormat.MARKDOWN);
        ReportFormatsTest.assertNothingHidden(markdown);
        assertThat(markdown).doesNotContain("<").doesNotContain("](").doesNotContain("**bold**");
        for (String line :
                ReportTest.text(HOSTILE, ReportFormat.JSON_LINES).lines().toList()) {
            assertThat(fields(line)).contains("risk", "alert");
        }
    }

    /** Reads one object strictly. */
    private static List<String> fields(String line) throws IOException {
        List<String> fields = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            while (parser.nextToken() != null) {
                if (parser.currentName() != null) {
                    fields.add(Objects.requireNonNull(parser.currentName()));
                }
            }
        }
        return fields;
    }
}
