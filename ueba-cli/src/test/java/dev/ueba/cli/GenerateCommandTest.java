package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    private Path folder;

    private CommandRun githubAudit(Object... further) {
        Object[] always = {"generate", "github-audit", "--out", folder.resolve("made"), "--actors", 6, "--days", 5};
        return CommandRun.of(
                Stream.concat(Stream.of(always), Stream.of(further)).toArray());
    }

    @Test
    void githubAudit_writesLogsAndLabels() throws IOException {
        CommandRun run = githubAudit("--attacks", 2, "--seed", 1, "--start", "2026-02-27");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("github-audit: ")
                .contains(" events of 6 actors on 5 days in ", ", 2 injected attacks with ", "made")
                .hasLineCount(2);
        assertThat(Files.readAllLines(folder.resolve("made/labels.csv"))).hasSize(3);
        List<String> events = Files.readAllLines(folder.resolve("made/label-events.csv"));
        assertThat(events.get(0)).isEqualTo("document_id,actor,day,scenario");
        assertThat(events).hasSizeGreaterThan(2);
        try (Stream<Path> files = Files.walk(folder.resolve("made/logs"))) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allMatch(file -> folder.resolve("made/logs")
                    .relativize(file)
                    .toString()
                    .matches("2026.0[23].[0-9]{2}.[0-9]{2}.[0-9a-f-]{36}\\.json\\.gz"));
        }
    }

    @Test
    void githubAudit_overExistingLogs_isAboutTheInput() {
        githubAudit("--attacks", 0);
        CommandRun run = githubAudit("--attacks", 0);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("ueba: " + folder.resolve("made/logs")
                        + ": there are logs already; choose another folder or remove them");
    }

    @Test
    void githubAudit_beforeGitHub_isWrongUsage() {
        CommandRun run = githubAudit("--attacks", 0, "--start", "1999-01-01");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("in the years 2008 to 2100, but was 1999-01-01");
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void githubAudit_moreAttacksThanRoom_isWrongUsage() {
        CommandRun run = githubAudit("--attacks", 100);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("attacks must be from 0 to 6");
    }

    @Test
    void generate_unknownKind_isWrongUsage() {
        CommandRun run = CommandRun.of("generate", "weather", "--out", folder);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("expected one of [base-features, github-audit, security-log], but was 'weather'");
    }

    @Test
    void generate_securityLog_writesEventsAndLabels() throws IOException {
        Path out = folder.resolve("made");
        CommandRun run = CommandRun.of(
                "generate", "security-log", "--out", out, "--seed", 1, "--events", 40, "--attacks", 3, "--actors", 2);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .startsWith("security-log: 43 events of 2 users on 3 days, 3 of them anomalous, written to ");
        assertThat(Files.readAllLines(out.resolve("events.csv")))
                .hasSize(44)
                .first()
                .isEqualTo("timestamp,user,ip,action,resource,anomaly");
        assertThat(Files.readAllLines(out.resolve("labels.csv"))).first().isEqualTo("actor,day,scenario");
        assertThat(CommandRun.of("generate", "security-log", "--out", out, "--strength", 2)
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("generate", "base-features", "--out", out, "--events", 2)
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("generate", "security-log", "--out", out, "--actors", 0)
                        .exitCode())
                .isEqualTo(2);
    }
}
