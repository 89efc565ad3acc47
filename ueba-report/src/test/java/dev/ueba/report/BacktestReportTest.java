package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ueba.evaluation.AttackInjection;
import dev.ueba.evaluation.AttackInjectionOptions;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.Backtest;
import dev.ueba.evaluation.BacktestMode;
import dev.ueba.evaluation.BacktestOptions;
import dev.ueba.evaluation.InjectedTable;
import dev.ueba.evaluation.ModeResult;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestReportTest {

    private static final SyntheticOrganisation MADE = SyntheticOrganisation.generate(
            SyntheticOrganisationOptions.defaults().withActors(20).withDays(45).withAttacks(8));

    private static final BacktestOptions OPTIONS = BacktestOptions.defaults()
            .withDetector(BacktestOptions.defaults()
                    .detector()
                    .withForest(BacktestOptions.defaults().detector().forest().withTrees(10)));

    @TempDir
    private Path folder;

    /** Labels with names that would like to be markup, and names that match nothing. */
    static BacktestReport hostile() {
        List<AttackLabel> labels = new ArrayList<>();
        for (AttackLabel label : MADE.labels()) {
            labels.add(new AttackLabel(
                    label.actor(), label.day(), "<script>alert(\"" + label.scenario() + "\")</script>\u202e"));
        }
        labels.add(new AttackLabel(
                "<img src=x onerror=alert(1)>", MADE.labels().get(0).day(), ""));
        labels.add(new AttackLabel(
                "half \ud800 pair" + "long".repeat(100), MADE.labels().get(0).day(), ""));
        labels.add(new AttackLabel(
                MADE.labels().get(0).actor(), MADE.labels().get(0).day(), "half \udc00"));
        return labelled(labels);
    }

    private static BacktestReport labelled(List<AttackLabel> labels) {
        return BacktestReport.of(
                OPTIONS,
                List.of(new BacktestRun(OptionalDouble.empty(), Backtest.run(MADE.baseFeatures(), labels, OPTIONS))));
    }

    /** Returns the scalar values by path, such as {@code /runs/0/strength}. */
    private static Map<String, String> values(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    String path = parser.getParsingContext().pathAsPointer().toString();
                    assertThat(values.put(path, parser.getText())).isNull();
                    if (token.isNumeric()) {
                        assertThat(Double.isFinite(parser.getDoubleValue())).isTrue();
                    }
                }
            }
        }
        return values;
    }

    @Test
    void json_ofInjection_holdsEveryNumber() throws IOException {
        FeatureTable base = MADE.baseFeatures();
        AttackInjectionOptions injection = AttackInjectionOptions.defaults().withAttacks(12);
        List<BacktestRun> runs = new ArrayList<>();
        InjectedTable injected = null;
        for (double strength : new double[] {1.0, 0.25}) {
            injected = AttackInjection.into(
                    base, Backtest.scoredDays(base, OPTIONS).from(), injection.withStrength(strength));
            runs.add(new BacktestRun(
                    OptionalDouble.of(strength), Backtest.run(injected.table(), injected.labels(), OPTIONS)));
        }
        Path file = folder.resolve("metrics.json");
        BacktestReport.of(OPTIONS, runs).withInjection(injection, injected).writeJson(file);
        Map<String, String> values = values(file);
        assertThat(values)
                .containsEntry("/format", "ueba-backtest")
                .containsEntry("/version", "1")
                .containsEntry("/settings/modes/3", "deviations")
                .containsEntry("/settings/from", "2026-01-31")
                .containsEntry("/settings/to", "2026-02-14")
                .containsEntry("/labels/source", "injection")
                .containsEntry("/labels/attacks", "12")
                .containsEntry("/runs/0/strength", "1.0")
                .containsEntry("/runs/1/strength", "0.25")
                .containsEntry("/runs/1/attacks", "12")
                .containsKeys("/runs/0/chance_recall/25", "/runs/0/possible_recall/1")
                .containsEntry("/runs/0/modes/deviations/alerts", "null")
                .containsEntry("/runs/0/modes/faithful/stability", "null");
        for (int run = 0; run < 2; run++) {
            for (ModeResult mode : runs.get(run).result().modes()) {
                String path = "/runs/" + run + "/modes/" + mode.mode().id();
                mode.budgets().forEach(budget -> {
                    String k = Integer.toString(budget.alertsPerDay());
                    assertThat(values)
                            .containsEntry(path + "/recall/" + k, Double.toString(budget.recall()))
                            .containsEntry(path + "/precision/" + k, Double.toString(budget.precision()))
                            .containsEntry(
                                    path + "/incident_recall/" + k + "/low",
                                    Double.toString(budget.incidentRecall().low()));
                });
                mode.scenarios().forEach(scenario -> scenario.recall().forEach((k, recall) -> assertThat(values)
                        .containsEntry(
                                path + "/scenarios/" + scenario.scenario() + "/recall/" + k, Double.toString(recall))));
                assertThat(values).containsKey(path + "/recall_curve/49").doesNotContainKey(path + "/recall_curve/50");
            }
        }
        Path again = folder.resolve("again.json");
        BacktestReport.of(OPTIONS, runs).withInjection(injection, injected).writeJson(again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void html_ofHostileNames_isTextAlone() throws IOException {
        Path file = folder.resolve("report.html");
        hostile().writeHtml(file);
        String page = Files.readString(file);
        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("&lt;script&gt;alert(&quot;", "&lt;img src=x onerror=alert(1)&gt;", "half \ufffd pairlong")
                .contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .doesNotContain("<script", "<img", "\u202e", "style=\"", "http://", "https://");
        for (BacktestMode mode : BacktestMode.values()) {
            assertThat(page).contains("curve mode-" + mode.id());
        }
        values(writtenJson(hostile()));
    }

    private Path writtenJson(BacktestReport report) throws IOException {
        Path file = folder.resolve("hostile.json");
        report.writeJson(file);
        return file;
    }

    @Test
    void html_ofNumbers_saysThem() throws IOException {
        Path file = folder.resolve("report.html");
        BacktestReport report = labelled(MADE.labels());
        report.writeHtml(file);
        ModeResult faithful = report.runs().get(0).result().of(BacktestMode.FAITHFUL);
        String recall = Decimals.rounded(100.0 * faithful.at(10).recall(), 1);
        assertThat(Files.readString(file))
                .contains("Labelled attacks", "8 attacks in 8 incidents", "<td class=\"number\">" + recall + " %<br>")
                .doesNotContain("Labels that play no part");
    }

    @Test
    void report_withoutRuns_isRefused() {
        assertThatThrownBy(() -> BacktestReport.of(OPTIONS, List.of())).hasMessageContaining("at least one run");
    }
}
