package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.explain.Reason;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFormatsTest {

    @Test
    void markdown_ofAnomaly_isTheNotebooksTable() throws IOException {
        assertThat(ReportTest.text(
                        ReportTest.small()
                                .title("A *title*")
                                .note("read 101 rows")
                                .build(),
                        ReportFormat.MARKDOWN))
                .isEqualTo(
                        """
                        # A \\*title\\*

                        101 rows of 2 actors from 2026-01-05 to 2026-04-15 (101 days); 1 below the cutoff -0.32; lower scores are stranger.

                        Listed: every row below the cutoff.

                        - read 101 rows

                        ## loud \\| one

                        | Day | Anomaly Score | Feature | % Rank | Value |
                        |---|--:|---|--:|--:|
                        | 2026-04-15 | -0.412346 | is_weekend | 99.50 | 1.00 |
                        | | | git_clone | 99.50 | 312.56 |
                        | | | zscore_git_clone | 99.50 | 8.25 |
                        """
                                .replace("is_weekend", "is\\_weekend")
                                .replace("git_clone", "git\\_clone")
                                .replace("zscore_git", "zscore\\_git"));
    }

    @Test
    void markdown_ofRowsWithoutFeatures_listsThemToo() throws IOException {
        FeatureTable table = ReportTest.small().build().table().selectRows(new int[] {1, 2, 3});
        Report report =
                Report.builder(table, new double[] {-0.5, -0.4, 0}, -0.32).build();
        assertThat(ReportTest.text(report, ReportFormat.MARKDOWN))
                .contains("-0.500000 | | | |\n")
                .contains("-0.400000 | | | |\n")
                .doesNotContain("0.000000 |");
    }

    @Test
    void text_ofAnomaly_saysWhoWhenAndWhat() throws IOException {
        Report report = ReportTest.small()
                .labels(List.of(new AttackLabel("loud | one", Samples.DAY.plusDays(100), "mass_clone")))
                .reasons(row -> List.of("far above its own past"))
                .build();
        assertThat(ReportTest.text(report, ReportFormat.TEXT))
                .contains("1. loud | one on 2026-04-15, score -0.412346")
                .contains("[mass_clone]\n   far above its own past\n   git_clone")
                .contains("312.57  rank  99.50  deviation 8.25\n")
                .doesNotContain("\n2. ");
    }

    @Test
    void csv_ofReport_hasEveryRowWithAllNumbers() throws IOException {
        List<String> lines = ReportTest.text(
                        ReportTest.small()
                                .identity("mail", row -> row == 100 ? "=x" : "")
                                .build(),
                        ReportFormat.CSV)
                .lines()
                .toList();
        assertThat(lines).hasSize(102);
        assertThat(lines.get(0))
                .isEqualTo(
                        "actor,day,is_weekend,git_clone,zscore_git_clone,anomaly_score,is_anomaly,mail,cluster,stands_out");
        assertThat(lines.get(1))
                .isEqualTo("loud | one,2026-04-15,1,312.567,8.25,-0.4123456,True,'=x,1,git_clone is_weekend");
    }

    @Test
    void jsonLines_ofReport_areOneObjectARow() throws IOException {
        List<String> lines = ReportTest.text(ReportTest.small().build(), ReportFormat.JSON_LINES)
                .lines()
                .toList();
        assertThat(lines).hasSize(101);
        assertThat(lines.get(0))
                .startsWith(
                        "{\"rank\":1,\"actor\":\"loud | one\",\"day\":\"2026-04-15\",\"anomaly_score\":-0.4123456,\"is_anomaly\":true,")
                .contains("\"features\":{\"is_weekend\":1,\"git_clone\":312.567,\"zscore_git_clone\":8.25}");
        for (String line : lines) {
            try (JsonParser parser = new JsonFactory().createParser(line)) {
                assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
                parser.skipChildren();
                assertThat(parser.nextToken()).isNull();
            }
        }
    }

    @Test
    void explanations_areInEveryFormatForPeopleAndPrograms() throws IOException {
        Report report = Samples.explained(-0.05).build();
        Reason first = report.explanation(0).orElseThrow().mainReasons().get(0);

        assertThat(report.anomalyCount()).isPositive();
        assertThat(report.reasons(0).get(0)).isEqualTo(first.text());
        int nearlyNot = report.anomalyCount() - 1;
        assertThat(report.reasons(nearlyNot).get(0)).contains("; not flagged at ");
        assertThat(report.explanation(report.rowCount() - 1)).isEmpty();
        assertThat(ReportTest.text(report, ReportFormat.TEXT)).contains("   " + first.text() + "\n");
        assertThat(ReportTest.text(report, ReportFormat.MARKDOWN))
                .contains(": " + MarkdownReport.escaped(first.text()));
        assertThat(ReportTest.text(report, ReportFormat.HTML)).contains("\"path\":", "% of what shortens the path");
        List<String> lines =
                ReportTest.text(report, ReportFormat.JSON_LINES).lines().toList();
        assertThat(lines.get(nearlyNot)).contains("\"not_flagged_at\":");
        assertThat(lines.get(0))
                .contains("\"explanation\":{\"summary\":\"Flagged: the average path is ")
                .contains("{\"feature\":\"" + first.feature() + "\",\"value\":")
                .contains("\"attribution\":" + first.attribution())
                .contains("\"attack_version\":\"19\"");
        assertThat(ReportTest.text(Samples.explained(-0.05).build(), ReportFormat.JSON_LINES))
                .isEqualTo(String.join("\n", lines) + "\n");
    }

    @Test
    void jsonLines_ofHostileNames_giveThemBackExactly() throws IOException {
        List<String> actors = new ArrayList<>();
        for (String line : ReportTest.text(Samples.hostile(), ReportFormat.JSON_LINES)
                .lines()
                .toList()) {
            try (JsonParser parser = new JsonFactory().createParser(line)) {
                while (parser.nextToken() != null) {
                    if ("actor".equals(parser.currentName()) && parser.currentToken() == JsonToken.VALUE_STRING) {
                        actors.add(parser.getText());
                    }
                }
            }
        }
        assertThat(actors)
                .contains(Samples.HOSTILE.get(0), Samples.HOSTILE.get(5), Samples.HOSTILE.get(6), "x".repeat(10_000));
    }

    @Test
    void markdown_ofHostileNames_hasNeitherMarkupNorInvisibleCharacters() throws IOException {
        String page = ReportTest.text(Samples.hostile(), ReportFormat.MARKDOWN);
        assertNothingHidden(page);
        assertThat(page)
                .doesNotContain("<")
                .doesNotContainPattern("(?<!\\\\)[\\[\\]`*]")
                .contains("\\\\u\\{202e\\}gnp.exe");
        assertThat(page.lines().mapToInt(String::length).max().orElse(0)).isLessThan(5_000);
    }

    @Test
    void text_ofHostileNames_hasNoInvisibleCharacters() throws IOException {
        String page = ReportTest.text(Samples.hostile(), ReportFormat.TEXT);
        assertNothingHidden(page);
        assertThat(page).contains("(10000 characters)").contains("nul\\u{0}byte");
    }

    @Test
    void csv_ofHostileNames_beginsNoCellWithAFormula() throws IOException {
        String page = ReportTest.text(Samples.hostile(), ReportFormat.CSV);
        assertThat(page).contains("\"'=HYPERLINK(").contains("'@SUM(");
        assertThat(page).doesNotContainPattern("(?m)(^|,\"?)[=@]");
    }

    static void assertNothingHidden(String page) {
        assertThat(page.codePoints()
                        .filter(c -> c != '\n')
                        .filter(c -> switch (Character.getType(c)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SURROGATE,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR -> true;
                            default -> false;
                        })
                        .toArray())
                .isEmpty();
    }
}
