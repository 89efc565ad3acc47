package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.loganalytics.LogAnalyticsException;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.loganalytics.LogsQueryExecutor;
import dev.ueba.loganalytics.QueryTable;
import dev.ueba.loganalytics.QueryTable.Column;
import dev.ueba.loganalytics.QueryTable.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ueba features --workspace} over a workspace in memory: ann every day, a bot every day. */
class LogAnalyticsCommandTest {

    private static final String WORKSPACE = "01234567-89ab-cdef-0123-456789abcdef";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private Map<String, String> environment = Map.of();
    private LogsQueryExecutor workspace = (kql, interval, timeout) -> {
        asked.add(kql);
        String[] days = kql.split("datetime\\(");
        return table(LocalDate.parse(days[1].substring(0, 10)), LocalDate.parse(days[2].substring(0, 10)));
    };

    private static QueryTable table(LocalDate from, LocalDate to) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("actor", ColumnType.STRING));
        columns.add(new Column("day", ColumnType.STRING));
        GitHubAuditFeatures.SCHEMA.features().forEach(name -> columns.add(new Column(name, ColumnType.LONG)));
        List<Object[]> rows = from.datesUntil(to)
                .flatMap(day -> Stream.of("ann", "x[bot]").map(actor -> {
                    Object[] cells = new Object[columns.size()];
                    Arrays.fill(cells, 1L);
                    cells[0] = actor;
                    cells[1] = day.toString();
                    return cells;
                }))
                .toList();
        return QueryTable.of(columns, rows);
    }

    private CommandRun run(Object... arguments) {
        return runCommand("features", arguments);
    }

    private CommandRun runCommand(String command, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        LogAnalyticsAccess access = new LogAnalyticsAccess(
                id -> {
                    opened.add(id.text());
                    return workspace;
                },
                environment,
                folder.resolve(".env"),
                () -> LocalDate.parse("2026-07-01"));
        int exitCode = Ueba.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                access,
                Stream.concat(Stream.of(command), Arrays.stream(arguments))
                        .map(Object::toString)
                        .toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void features_ofAWorkspace_areWritten() throws IOException {
        Path out = folder.resolve("base.csv");
        CommandRun run = run("--workspace", WORKSPACE, "--from", "2026-01-01", "--to", "2026-01-10", "--out", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(11).element(1).asString().startsWith("ann,2026-01-01,1,1,");
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        "asking workspace " + WORKSPACE + " for 2026-01-01 to 2026-01-10",
                        "10 rows in 2 queries",
                        "10 rows of 1 machine accounts, left out",
                        "10 actor-days of 1 actor from 2026-01-01 to 2026-01-10");
    }

    @Test
    void features_withoutDays_endYesterdayAndBeginHalfAYearBefore() {
        CommandRun run = run("--workspace", WORKSPACE, "--chunk-days", "31", "--keep-bots", "--out", folder);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("for 2026-01-01 to 2026-06-30").doesNotContain("machine");
        assertThat(folder.resolve("v3-ml-features-20260630.csv")).exists();
        assertThat(asked).hasSize(6);
    }

    @Test
    void features_ofTheWorkspaceOfTheSurroundings_areFound() throws IOException {
        environment = Map.of("AZ_WORKSPACE_ID", WORKSPACE);
        assertThat(run("--workspace", "--to", "2026-01-01", "--out", "-").exitCode())
                .isZero();
        environment = Map.of();
        String other = "11111111-2222-3333-4444-555555555555";
        Files.writeString(folder.resolve(".env"), "AZ_WORKSPACE_ID=" + other + "\n");
        assertThat(run("--out", "-", "--workspace").exitCode()).isZero();
        assertThat(opened).containsExactly(WORKSPACE, other);
    }

    @Test
    void features_ofNoWorkspace_sayWhatToGive() {
        CommandRun run = run("--workspace", "--out", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("set AZ_WORKSPACE_ID").hasLineCount(1);
        CommandRun wrong = run("--workspace", "mine", "--out", "-");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("is a GUID");
        assertThat(opened).isEmpty();
    }

    @Test
    void features_withoutALogin_sayHowToLogInAndLeaveNoFile() {
        workspace = (kql, interval, timeout) -> {
            throw new LogAnalyticsException(
                    Reason.NOT_LOGGED_IN, "there is no login for Azure: run 'az login'\u001b[2J");
        };
        Path out = folder.resolve("base.csv");
        CommandRun run = run("--workspace", WORKSPACE, "--out", out);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("ueba: there is no login", "az login").doesNotContain("\u001b");
        assertThat(out).doesNotExist();
    }

    @Test
    void features_ofQuietDays_warnOrFail() {
        workspace = (kql, interval, timeout) -> table(LocalDate.EPOCH, LocalDate.EPOCH);
        CommandRun lenient = run("--workspace", WORKSPACE, "--from", "2026-06-30", "--out", "-");
        assertThat(lenient.exitCode()).isZero();
        assertThat(lenient.err()).contains("warning: 1 of the 1 days have no rows: 2026-06-30");
        CommandRun strict = run("--workspace", WORKSPACE, "--from", "2026-06-30", "--refuse-quiet-days", "--out", "-");
        assertThat(strict.exitCode()).isEqualTo(1);
        CommandRun unnamed = run("--workspace", WORKSPACE, "--from", "2026-06-30", "--out", folder);
        assertThat(unnamed.exitCode()).isEqualTo(1);
        assertThat(unnamed.err()).contains("give the name of a file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--out -",
                "--workspace " + WORKSPACE + " --github-audit x --out -",
                "--workspace " + WORKSPACE + " --extended --out -",
                "--workspace " + WORKSPACE + " --past-only --out -",
                "--workspace " + WORKSPACE + " --hour-habits --out -",
                "--workspace " + WORKSPACE + " --zone Europe/Berlin --out -",
                "--workspace " + WORKSPACE + " --chunk-days 0 --out -",
                "--workspace " + WORKSPACE + " --deadline 0 --out -",
                "--workspace " + WORKSPACE + " --from 2026-07-01 --out -",
                "--workspace " + WORKSPACE + " --from 2026-02-02 --to 2026-02-01 --out -",
                "--workspace " + WORKSPACE,
                "--github-audit x --chunk-days 3 --out -",
                "--github-audit x --refuse-quiet-days --out -"
            })
    void features_withOptionsThatDoNotFit_areWrongUsage(String arguments) {
        CommandRun run = run((Object[]) arguments.split(" "));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void investigate_ofAWorkspaceThatDoesNotKnowTheEntity_asksOnceAndWritesWhatThereIs() throws IOException {
        workspace = (kql, interval, timeout) -> {
            asked.add(kql);
            return QueryTable.empty();
        };
        Path out = folder.resolve("found");
        CommandRun run = runCommand(
                "investigate", "--workspace", WORKSPACE, "--entity", "o'brien\"", "--at", "2026-01-04", "--out", out);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(opened).containsExactly(WORKSPACE);
        assertThat(asked).singleElement().asString().contains("find").contains("o'brien\\\"");
        assertThat(Files.readAllLines(out.resolve("anomalies.csv")))
                .singleElement()
                .asString()
                .startsWith("qEntity,qTimestamp");
        assertThat(out.resolve("investigation.html")).exists();
        assertThat(out.resolve("related-events.csv")).doesNotExist();
    }

    @Test
    void investigate_ofAWorkspaceWithOptionsOfFiles_isWrongUsage() {
        CommandRun run = runCommand(
                "investigate",
                "--workspace",
                WORKSPACE,
                "--entity",
                "ann",
                "--at",
                "2026-01-04",
                "--year",
                "2026",
                "--out",
                folder);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--kind and --year are for --events");
        assertThat(opened).isEmpty();
    }
}
