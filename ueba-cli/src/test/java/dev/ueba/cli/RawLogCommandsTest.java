package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.logs.synthetic.SyntheticAuditLog;
import dev.ueba.logs.synthetic.SyntheticAuditLogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on raw GitHub audit logs, whose base features the generator knows. */
class RawLogCommandsTest {

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generate() throws IOException {
        SyntheticOrganisationOptions organisation =
                new SyntheticOrganisationOptions(20, 70, LocalDate.parse("2026-01-01"), 10, 1.0, 5);
        SyntheticAuditLog.generate(
                SyntheticAuditLogOptions.defaults()
                        .withOrganisation(organisation)
                        .withExpectedBase(true),
                data);
    }

    @Test
    void features_ofGeneratedLogs_areWhatTheGeneratorKnows() {
        Path out = folder.resolve("base.csv");
        CommandRun run = CommandRun.of("features", "--github-audit", data.resolve("logs"), "--out", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(out).hasSameBinaryContentAs(data.resolve("expected-base.csv"));
        assertThat(run.err()).contains("copies of events with the same document id", "machine accounts, left out");
    }

    @Test
    void features_ofSomeDays_haveOnlyThose() {
        CommandRun run = CommandRun.of(
                "features",
                "--github-audit",
                data.resolve("logs"),
                "--from",
                "2026-02-02",
                "--to",
                "2026-02-03",
                "--extended",
                "--out",
                "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().findFirst().orElseThrow()).endsWith("active_read_repos_written");
        assertThat(run.out().lines().skip(1)).isNotEmpty().allMatch(line -> line.matches("[^,]*,2026-02-0[23],.*"));
    }

    @Test
    void features_hourHabits_addsOneColumnToTheOthers() throws IOException {
        CommandRun run =
                CommandRun.of("features", "--github-audit", data.resolve("logs"), "--hour-habits", "--out", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).endsWith(",outlier_time_count,unusual_hour_count");
        assertThat(lines.stream()
                        .map(line -> line.substring(0, line.lastIndexOf(',')))
                        .toList())
                .isEqualTo(Files.readAllLines(data.resolve("expected-base.csv")));
        assertThat(lines.stream().skip(1).map(line -> line.substring(line.lastIndexOf(',') + 1)))
                .contains("0")
                .anyMatch(count -> !count.equals("0"));
    }

    @Test
    void detect_hourHabits_usesTheColumn() throws IOException {
        CommandRun run = CommandRun.of(
                "detect",
                "--github-audit",
                data.resolve("logs"),
                "--hour-habits",
                "--mode",
                "improved",
                "--out",
                folder);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("results.csv")).get(0))
                .contains(",unusual_hour_count,", "zscore_unusual_hour_count");
    }

    @Test
    void features_keepBots_hasMoreRows() {
        CommandRun without = CommandRun.of("features", "--github-audit", data.resolve("logs"), "--out", "-");
        CommandRun with =
                CommandRun.of("features", "--github-audit", data.resolve("logs"), "--keep-bots", "--out", "-");
        assertThat(without.out()).doesNotContain("[bot]");
        assertThat(with.out()).contains("[bot]");
    }

    @Test
    void detect_onRawLogs_writesTheEventsBehindTheStrangestDays() throws IOException {
        CommandRun run = CommandRun.of(
                "detect",
                "--github-audit",
                data.resolve("logs"),
                "--labels",
                data.resolve("labels.csv"),
                "--out",
                folder);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("rank  day", "are labelled; their ranks:");
        assertThat(folder.resolve("base.csv")).hasSameBinaryContentAs(data.resolve("expected-base.csv"));
        List<String> evidence = Files.readAllLines(folder.resolve("evidence.csv"));
        assertThat(evidence.get(0)).startsWith("rank,actor,day,time,action,");
        String strangest =
                Files.readAllLines(folder.resolve("results.csv")).get(1).split(",")[0];
        assertThat(evidence.get(1)).startsWith("1," + strangest + ",2026-").contains(".json.gz,");

        CommandRun fromTable =
                CommandRun.of("detect", "--base", folder.resolve("base.csv"), "--out", folder.resolve("again"));
        assertThat(fromTable.exitCode()).as(fromTable.err()).isZero();
        assertThat(folder.resolve("again/results.csv")).hasSameBinaryContentAs(folder.resolve("results.csv"));
    }

    @Test
    void features_ofATornAndAGarbageFile_reportsThemAndReadsTheRest() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        String event =
                """
                {"action":"git.clone","actor":"%s","@timestamp":1767225600000,"_document_id":"%s","repo":"o/r"}
                """;
        Files.writeString(
                logs.resolve("a.json"),
                event.formatted("alice", "1") + event.formatted("\\u001b[2Jbob", "2") + "{\"action\":\"git.cl");
        Files.write(logs.resolve("b.json.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
        Files.writeString(logs.resolve("c.json"), "\u0000\u0001 not json\n");
        Files.createFile(logs.resolve("empty.json"));
        CommandRun run = CommandRun.of("features", "--github-audit", logs, "--out", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(2 + 1);
        assertThat(run.err())
                .contains("records that could not be read", "a.json", "b.json.gz", "c.json")
                .doesNotContain("\u001b");
    }

    @Test
    void features_ofNoEventAtAll_isAboutTheInput() throws IOException {
        Files.writeString(folder.resolve("x.json"), "{\"hello\":1}\n");
        CommandRun run = CommandRun.of("features", "--github-audit", folder, "--out", folder.resolve("base.csv"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("ueba: the logs hold no event");
        assertThat(folder.resolve("base.csv")).doesNotExist();
        CommandRun missing = CommandRun.of(
                "features", "--github-audit", folder.resolve("no*.json"), "--out", folder.resolve("base.csv"));
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).startsWith("ueba: ").hasLineCount(1);
    }

    @Test
    void run_withWrongOptions_isWrongUsage() {
        assertThat(CommandRun.of("features", "--github-audit", "x", "--zone", "Mars/Base", "--out", "-")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("detect", "--github-audit", "x", "--base", "y", "--out", "z")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of(
                                "features",
                                "--github-audit",
                                "x",
                                "--from",
                                "2026-02-02",
                                "--to",
                                "2026-02-01",
                                "--out",
                                "-")
                        .exitCode())
                .isEqualTo(2);
    }
}
