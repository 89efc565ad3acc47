package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvestigateCommandTest {

    private static final ZonedDateTime ALERT = ZonedDateTime.parse("2026-01-31T14:20:00Z");

    @TempDir
    private static Path logs;

    @TempDir
    private Path folder;

    @BeforeAll
    static void write() throws IOException {
        StringBuilder github = new StringBuilder();
        StringBuilder auth = new StringBuilder();
        DateTimeFormatter syslog = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
        for (int day = 40; day >= 0; day--) {
            for (int i = 0; i < 6 + day % 5; i++) {
                ZonedDateTime time = ALERT.minusDays(day).minusMinutes(5L * i);
                github(github, time, i % 2 == 0 ? "alice" : "bob", i % 3 == 0 ? "git.push" : "git.fetch", "o/web");
                String user = i % 2 == 0 ? "alice" : "bob";
                auth.append(syslog.format(time))
                        .append(" host sshd[1]: Accepted publickey for ")
                        .append(user)
                        .append(" from 192.0.2.")
                        .append(i % 2 + 1)
                        .append(" port 4242 ssh2\n");
            }
        }
        for (int i = 0; i < 9; i++) {
            github(github, ALERT.plusSeconds(i), "alice", "repo.download_zip", "o/secret\u202e");
            auth.append(syslog.format(ALERT.plusSeconds(i)))
                    .append(" host sshd[1]: Failed password for alice from 203.0.113.9 port 4242 ssh2\n");
        }
        Files.writeString(logs.resolve("audit.json"), github);
        Files.writeString(logs.resolve("auth.log"), auth);
    }

    private static void github(StringBuilder log, ZonedDateTime time, String actor, String action, String repo) {
        log.append("{\"@timestamp\":")
                .append(time.toInstant().toEpochMilli())
                .append(",\"action\":\"")
                .append(action)
                .append("\",\"actor\":\"")
                .append(actor)
                .append("\",\"repo\":\"")
                .append(repo)
                .append("\"}\n");
    }

    private CommandRun investigate(String entity, Object... more) {
        Object[] arguments = new Object[more.length + 11];
        System.arraycopy(
                new Object[] {
                    "investigate",
                    "--entity",
                    entity,
                    "--at",
                    ALERT,
                    "--events",
                    logs,
                    "--year",
                    "2025",
                    "--out",
                    folder
                },
                0,
                arguments,
                0,
                11);
        System.arraycopy(more, 0, arguments, 11, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void investigate_mixedLogs_findsTheInjectedValuesInBothTables() throws IOException {
        CommandRun run = investigate("Alice");

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("anomalies.csv"));
        assertThat(lines)
                .anyMatch(line -> line.contains(",github,actor,action,repo.download_zip,string,0.0,9,inf"))
                .anyMatch(line -> line.contains(",auth,user,ip,203.0.113.9,string,0.0,9,inf"))
                .anyMatch(line -> line.contains(",auth,user,event,failed,string,0.0,9,inf"));
        assertThat(Files.readString(folder.resolve("related-events.csv")))
                .contains("audit.json:", "auth.log:", "203.0.113.9")
                .doesNotContain("bob");
        assertThat(Files.readString(folder.resolve("investigation.html"))).contains("repo.download_zip");
        assertThat(folder.resolve("anomaly-01.png")).isNotEmptyFile();
        assertThat(folder.resolve("related-queries.txt")).doesNotExist();
        assertThat(run.err())
                .contains("table auth, user:", "table github, actor:", "repo.download_zip", "o/secret\\u{202e}")
                .doesNotContain("\u202e");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void investigate_cloudTrailAndCsv_areTablesOfTheirOwn() throws IOException {
        StringBuilder trail = new StringBuilder("{\"Records\":[");
        StringBuilder csv = new StringBuilder("timestamp,user,ip,action,resource\n");
        for (int day = 20; day >= 0; day--) {
            for (int i = 0; i < 6; i++) {
                String time = ALERT.minusDays(day).minusMinutes(i).toString();
                String user = i % 2 == 0 ? "alice" : "bob";
                String action = day == 0 && i == 0 ? "DeleteTrail" : "GetObject";
                trail.append("{\"eventTime\":\"")
                        .append(ALERT.minusDays(day).minusMinutes(i).toInstant())
                        .append("\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"")
                        .append(action)
                        .append("\",\"userIdentity\":{\"type\":\"IAMUser\",\"userName\":\"")
                        .append(user)
                        .append("\"}}")
                        .append(day + i == 5 && day == 0 ? "]}" : ",");
                csv.append(time)
                        .append(',')
                        .append(user)
                        .append(",192.0.2.1,")
                        .append(action)
                        .append(",/\n");
            }
        }
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/trail.json"), trail);
        Files.writeString(folder.resolve("in/app.csv"), csv);

        CommandRun run = CommandRun.of(
                "investigate", "--entity", "alice", "--at", ALERT, "--events", folder.resolve("in"), "--out", folder);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("anomalies.csv")))
                .anyMatch(line ->
                        line.contains(",cloudtrail,userIdentity.userName,eventName,DeleteTrail,string,0.0,1,inf"))
                .anyMatch(line -> line.contains(",generic,user,action,DeleteTrail,string,0.0,1,inf"));
    }

    @Test
    void investigate_kindGiven_readsAllAsThat() throws IOException {
        CommandRun run = investigate("alice", "--kind", "github");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("records that could not be read").doesNotContain("table auth");
    }

    @Test
    void investigate_unknownEntity_isNoError() throws IOException {
        CommandRun run = investigate("mallory");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("the entity does not occur around the alert in any table; check its spelling");
        assertThat(Files.readAllLines(folder.resolve("anomalies.csv"))).hasSize(1);
    }

    @Test
    void investigate_matchModes_decideWhoIsMeant() {
        assertThat(investigate("ALICE", "--match", "equals").err()).contains("does not occur");
        assertThat(investigate("lic", "--match", "contains").err()).contains("table github, actor:");
        assertThat(investigate("lic", "--match", "has").err()).contains("does not occur");
    }

    @Test
    void investigate_wrongUsage_exitsWith2() {
        assertThat(investigate("alice", "--match", "like").exitCode()).isEqualTo(2);
        assertThat(investigate("alice", "--days", "0").exitCode()).isEqualTo(2);
        assertThat(investigate(" ").exitCode()).isEqualTo(2);
        CommandRun run =
                CommandRun.of("investigate", "--entity", "a", "--at", "noon", "--events", logs, "--out", folder);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--at must be an instant (2026-01-04T14:20:00Z)");
        assertThat(investigate("alice", "--events", folder.resolve("nowhere")).exitCode())
                .isEqualTo(1);
    }

    @Test
    void alertTime_forms() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Instant expected = Instant.parse("2026-01-04T13:20:00Z");
        assertThat(AlertTime.of("2026-01-04T13:20:00Z", zone).at()).isEqualTo(expected);
        assertThat(AlertTime.of("2026-01-04T15:20:00+02:00", zone).at()).isEqualTo(expected);
        assertThat(AlertTime.of("2026-01-04T14:20", zone)).isEqualTo(new AlertTime(expected, Duration.ofHours(1)));
        assertThat(AlertTime.of("2026-01-04", ZoneOffset.UTC))
                .isEqualTo(new AlertTime(Instant.parse("2026-01-04T12:00:00Z"), Duration.ofHours(12)));
        assertThatThrownBy(() -> AlertTime.of("2026-02-30", zone)).isInstanceOf(IllegalArgumentException.class);
    }
}
