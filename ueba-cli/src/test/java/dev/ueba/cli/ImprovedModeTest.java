package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --mode improved} of {@code ueba predict} and {@code ueba detect}, on a small generated organisation. */
class ImprovedModeTest {

    @TempDir
    private static Path data;

    private static Path base;
    private static Path model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        assertThat(CommandRun.of(
                                "generate",
                                "base-features",
                                "--out",
                                data,
                                "--actors",
                                30,
                                "--days",
                                80,
                                "--attacks",
                                12,
                                "--seed",
                                5)
                        .exitCode())
                .isZero();
        base = data.resolve("base.csv");
        model = data.resolve("model.ueba");
        assertThat(CommandRun.of("train", "--base", base, "--model", model).exitCode())
                .isZero();
    }

    private CommandRun predict(String name, Object... more) {
        Object[] arguments = {
            "predict",
            "--base",
            base,
            "--model",
            model,
            "--from",
            "2026-03-01",
            "--to",
            "2026-03-21",
            "--out",
            folder.resolve(name)
        };
        Object[] all = new Object[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandRun.of(all);
    }

    @Test
    void predict_addsRiskAndAlertBehindTheFaithfulColumns() throws IOException {
        assertThat(predict("faithful.csv").exitCode()).isZero();
        CommandRun run = predict("improved.csv", "--mode", "improved", "--findings", folder.resolve("findings.csv"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("alerts on 21 days").contains("sensitive actions");
        List<String> faithful = Files.readAllLines(folder.resolve("faithful.csv"));
        List<String> improved = Files.readAllLines(folder.resolve("improved.csv"));
        assertThat(improved).hasSameSizeAs(faithful);
        assertThat(improved.get(0)).isEqualTo(faithful.get(0) + ",risk,alert");
        for (int line = 1; line < faithful.size(); line++) {
            assertThat(improved.get(line)).startsWith(faithful.get(line) + ",").matches(".*,(True|False)");
        }
        assertThat(Files.readAllLines(folder.resolve("findings.csv")).get(0))
                .isEqualTo("actor,day,feature,count,severity,days_since,risk,alert,technique,why");
    }

    @Test
    void predict_withBudget_keepsIt() throws IOException {
        CommandRun run = predict("improved.csv", "--mode", "improved", "--budget", 1);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("improved.csv")).stream()
                        .filter(line -> line.endsWith(",True"))
                        .map(line -> line.split(",", -1)[1])
                        .toList())
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @Test
    void predict_withEverything_works() throws IOException {
        Path peers = Files.writeString(folder.resolve("peers.csv"), "actor,group\nnobody,ghosts\n");
        Path actions = Files.writeString(folder.resolve("a.tsv"), "git_clone\tlow\t-\tours\n");
        CommandRun run = predict(
                "improved.csv",
                "--mode",
                "improved",
                "--budget-days",
                20,
                "--peers",
                peers,
                "--sensitive-actions",
                actions,
                "--half-life",
                45,
                "--quarantine",
                7,
                "--findings",
                folder.resolve("findings.csv"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("findings.csv")).get(1)).contains(",git_clone,", ",low,");
        assertThat(predict("other.csv", "--mode", "improved", "--peers", "learned")
                        .exitCode())
                .isZero();
    }

    @Test
    void predict_withExplain_saysWhyAlertsAreAlerts() throws IOException {
        CommandRun run = predict("explained.csv", "--mode", "improved", "--explain", 0);
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("explained.csv"));
        assertThat(lines.get(0)).endsWith(",risk,alert,reasons");
        List<String> alerts =
                lines.stream().filter(line -> line.contains(",True,")).toList();
        assertThat(alerts)
                .isNotEmpty()
                .allMatch(line -> line.matches(".* \\(expected .* bits.*") || line.contains("forest "));
        assertThat(lines.stream()
                        .filter(line -> line.matches(".*,False,False,.+"))
                        .toList())
                .as("no reasons for the others")
                .isEmpty();
        assertThat(alerts)
                .anyMatch(line -> line.contains("; no alert at "))
                .anyMatch(line -> line.contains("[ATT&CK v19]"));

        assertThat(predict("plain.csv", "--mode", "improved").exitCode()).isZero();
        List<String> plain = Files.readAllLines(folder.resolve("plain.csv"));
        for (int line = 0; line < plain.size(); line++) {
            assertThat(lines.get(line)).startsWith(plain.get(line) + ",");
        }
    }

    @Test
    void predict_withOtherPatternsAndVersion_namesThem() throws IOException {
        Path patterns = Files.writeString(
                folder.resolve("p.tsv"), "busy_day\t7\tunique_repos_accessed>=1\t-\t-\tT1562.001\tT1685\tours\n");
        assertThat(predict("v19.csv", "--mode", "improved", "--explain", "--attack-patterns", patterns)
                        .exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("v19.csv")))
                .contains("pattern: busy_day (2026-03-")
                .contains(" T1685 [ATT&CK v19]");
        assertThat(predict(
                                "v18.csv",
                                "--mode",
                                "improved",
                                "--explain",
                                "--attack-patterns",
                                patterns,
                                "--attack-version",
                                18)
                        .exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("v18.csv")))
                .contains(" T1562.001 [ATT&CK v18]")
                .doesNotContain("T1685");
        Path broken = Files.writeString(folder.resolve("b.tsv"), "busy_day\n");
        CommandRun run = predict("x.csv", "--mode", "improved", "--explain", "--attack-patterns", broken);
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("b.tsv, line 1: expected eight cells");
    }

    @Test
    void predict_withEarlierDay_assessesThatDay() throws IOException {
        CommandRun run = CommandRun.of(
                "predict",
                "--base",
                base,
                "--model",
                model,
                "--day",
                "2027-01-01",
                "--earlier-day",
                "--mode",
                "improved",
                "--out",
                folder.resolve("results.csv"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("results.csv")).get(1)).contains(",2026-03-21,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--budget=3",
                "--half-life=3",
                "--peers=learned",
                "--quarantine=1",
                "--findings=x.csv",
                "--attack-patterns=x.tsv"
            })
    void predict_ofFaithfulModeWithOptionsOfTheOther_isWrongUsage(String option) {
        CommandRun run = predict("results.csv", option);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("with --mode improved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--budget=0",
                "--half-life=-1",
                "--quarantine=-1",
                "--budget-days=-2",
                "--mode=best",
                "--attack-version=17"
            })
    void predict_withImpossibleValue_isWrongUsage(String option) {
        assertThat(predict("results.csv", "--mode", "improved", option).exitCode())
                .isEqualTo(2);
    }

    @Test
    void detect_listsByRisk_andWritesFindings() throws IOException {
        CommandRun run = CommandRun.of(
                "detect",
                "--base",
                base,
                "--labels",
                data.resolve("labels.csv"),
                "--out",
                folder.resolve("found"),
                "--mode",
                "improved");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("most unusual", "risk is in bits", "are labelled; their ranks:");
        assertThat(Files.readAllLines(folder.resolve("found/results.csv")).get(0))
                .endsWith(",anomaly_score,is_anomaly,risk,alert");
        assertThat(folder.resolve("found/findings.csv")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("found/report.html")))
                .contains("\"risks\":{\"alerts\":")
                .contains("\"told\":\"")
                .contains(" past actor-days was as strange.");
    }
}
