package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.evaluation.SyntheticSecurityLog;
import dev.ueba.evaluation.SyntheticSecurityLogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsCommandTest {

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void chooseOut() {
        out = folder.resolve("made/out");
    }

    private CommandRun events(String kind, Object file, Object... further) {
        Object[] always = {"events", kind, file, "--out", out};
        return CommandRun.of(
                Stream.concat(Stream.of(always), Stream.of(further)).toArray());
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private Path securityLog() throws IOException {
        Path file = folder.resolve("events.csv");
        SyntheticSecurityLog.generate(SyntheticSecurityLogOptions.defaults()).write(file);
        return file;
    }

    /** Logins by day, and 40 guesses and a login from one address in a night. */
    private Path authLog() throws IOException {
        List<String> day = IntStream.range(0, 200)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "Jan %2d %02d:%02d:%02d gate sshd[%d]: Accepted publickey for user%d from 192.0.2.%d port 40000 ssh2",
                        3 + i / 50,
                        8 + i % 10,
                        i % 60,
                        i % 59,
                        100 + i,
                        i % 5,
                        i % 5))
                .sorted()
                .toList();
        List<String> night = IntStream.range(0, 41)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "Jan  8 03:%02d:%02d gate sshd[7]: %s for user%d from 203.0.113.9 port 40000 ssh2",
                        10 + i / 10,
                        i % 10,
                        i < 40 ? "Failed password" : "Accepted password",
                        i % 4))
                .toList();
        return write("auth.log", Stream.concat(day.stream(), night.stream()).toList());
    }

    private Path cloudTrail() throws IOException {
        List<String> records = IntStream.range(0, 120)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "{\"eventTime\":\"2026-01-05T%02d:%02d:00Z\",\"eventSource\":\"ec2.amazonaws.com\",\"eventName\":\"%s\","
                                + "\"awsRegion\":\"eu-central-1\",\"sourceIPAddress\":\"192.0.2.1\",\"eventID\":\"e%d\","
                                + "\"userIdentity\":{\"type\":\"%s\",\"arn\":\"arn:aws:iam::1:user/u%d\"}}",
                        9 + i / 60,
                        i % 60,
                        i == 100 ? "StopLogging" : "DescribeInstances",
                        i,
                        i % 3 == 0 ? "AssumedRole" : "IAMUser",
                        i % 4))
                .toList();
        return Files.writeString(folder.resolve("trail.json"), "{\"Records\":[" + String.join(",", records) + "]}");
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(out.resolve(name));
    }

    @Test
    void generic_faithful_writesEverythingAndMeasures() throws IOException {
        CommandRun run = events("generic", securityLog());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(lines("scores.csv"))
                .hasSize(511)
                .first()
                .isEqualTo(
                        "time,source,user,ip,action,resource,hour,day,user_h,ip_h,action_h,resource_h,anomaly_score,is_anomaly");
        assertThat(lines("anomalies.csv"))
                .hasSize(12)
                .first()
                .asString()
                .endsWith(",reasons,techniques,attack_version");
        assertThat(lines("report.txt"))
                .contains(
                        "Security events: 510",
                        "Suspicious: 11 (2.16 %)",
                        "Model: isolation forest, 100 trees, contamination 0.02, seed 42",
                        "precision 0.5455, recall 0.6000, F1 0.5714");
        assertThat(run.err())
                .contains(
                        "1 files, 510 records: 510 understood, 0 other, 0 unreadable",
                        "scored 510 events, 11 of them anomalies, by 6 features",
                        "scores.csv, anomalies.csv, report.txt, report.html, events-by-name.png, hour-by-date.png",
                        "precision 0.5455, recall 0.6000, F1 0.5714",
                        "ROC AUC 0.9732");
        assertThat(out.resolve("report.html")).content().contains("510 events of ");
        assertThat(out.resolve("events-by-name.png")).isNotEmptyFile();
        assertThat(out.resolve("hour-by-date.png")).isNotEmptyFile();
        assertThat(out.resolve("evidence.csv")).doesNotExist();
    }

    @Test
    void generic_improved_findsMore() throws IOException {
        CommandRun run = events("generic", securityLog(), "--mode", "improved", "--seed", 1, "--contamination", "0.03");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("16 of them anomalies", "recall 1.0000");
        assertThat(lines("report.txt")).contains("Model: isolation forest, 100 trees, contamination 0.03, seed 1");
    }

    @Test
    void generic_twice_givesTheSameBytes() throws IOException {
        Path file = securityLog();
        events("generic", file);
        byte[] page = Files.readAllBytes(out.resolve("report.html"));
        byte[] scores = Files.readAllBytes(out.resolve("scores.csv"));
        events("generic", file);
        assertThat(out.resolve("report.html")).hasBinaryContent(page);
        assertThat(out.resolve("scores.csv")).hasBinaryContent(scores);
    }

    @Test
    void generic_namedFields_areRead() throws IOException {
        Path file = write(
                "app.csv",
                List.of(
                        "when;who;from;what",
                        "05/01/2026 09:00;ada;192.0.2.1;login",
                        "05/01/2026 10:00;ben;192.0.2.2;login"));
        CommandRun run = events(
                "generic",
                file,
                "--field",
                "timestamp=when",
                "--field",
                "user=who",
                "--field",
                "ip=from",
                "--field",
                "action=what",
                "--delimiter",
                ";",
                "--time-pattern",
                "dd/MM/yyyy HH:mm",
                "--zone",
                "Europe/Berlin");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lines("scores.csv").get(1))
                .startsWith("2026-01-05T08:00:00Z,")
                .contains(",ada,192.0.2.1,login,,9,5,");
    }

    @Test
    void auth_faithful_hasTheFeaturesAndTechniques() throws IOException {
        CommandRun run = events("auth", authLog(), "--year", 2026, "--contamination", "0.2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lines("scores.csv"))
                .hasSize(242)
                .first()
                .isEqualTo(
                        "time,source,host,process,event,user,ip,hour,failed,accepted,invalid_user,user_frequency,ip_frequency,"
                                + "rolling_failures,anomaly_score,is_anomaly");
        assertThat(lines("anomalies.csv")).anyMatch(line -> line.contains("failures of the address within 10 minutes"));
        assertThat(out.resolve("report.html")).content().contains("T1110");
    }

    @Test
    void auth_improved_scoresWindowsWithEvidence() throws IOException {
        CommandRun run = events("auth", authLog(), "--year", 2026, "--mode", "improved");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(lines("scores.csv"))
                .first()
                .asString()
                .startsWith("window_start,window_end,entity_type,entity,failures,");
        assertThat(lines("anomalies.csv").get(1))
                .startsWith("2026-01-08T03:10:00Z,2026-01-08T03:20:00Z,ip,203.0.113.9,40");
        assertThat(lines("evidence.csv"))
                .hasSize(42)
                .first()
                .asString()
                .startsWith("rank,window_start,entity,time,source,");
        assertThat(run.err()).contains("[T1110.003 T1110.001 T1078");
        assertThat(lines("report.txt")).anyMatch(line -> line.contains("ip=203.0.113.9  failures=40"));

        CommandRun other = events(
                "auth", authLog(), "--year", 2026, "--mode", "improved", "--window", "1h", "--attack-version", "18");
        assertThat(other.exitCode()).as(other.err()).isZero();
        assertThat(lines("anomalies.csv").get(1))
                .startsWith("2026-01-08T03:00:00Z,2026-01-08T04:00:00Z,")
                .contains(",18");
    }

    @Test
    void auth_labels_areComparedWithWindows() throws IOException {
        Path labels = write("labels.csv", List.of("source,anomaly", "auth.log:205,1", "auth.log:1,0"));
        CommandRun run = events("auth", authLog(), "--year", 2026, "--mode", "improved", "--labels", labels);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("2 labels, 2 of 241 events have one", "ROC AUC 1.0000");
        assertThat(events(
                        "auth",
                        authLog(),
                        "--year",
                        2026,
                        "--labels",
                        write("bad.csv", List.of("source,anomaly", ",1"))))
                .satisfies(bad -> assertThat(bad.exitCode()).isEqualTo(1))
                .satisfies(bad -> assertThat(bad.err()).contains("bad.csv, line 2: a label needs"));
    }

    @Test
    void cloudTrail_bothModesAndWindows_areScored() throws IOException {
        CommandRun faithful = events("cloudtrail", cloudTrail(), "--user-type", "IAMUser");
        assertThat(faithful.exitCode()).as(faithful.err()).isZero();
        assertThat(lines("scores.csv"))
                .hasSize(81)
                .first()
                .isEqualTo(
                        "time,source,eventSource,eventName,userIdentity.arn,sourceIPAddress,awsRegion,eventHour,encEventDate,"
                                + "encEventSource,encEventName,encSourceIPAddress,encUserIdentityArn,encAwsRegion,anomaly_score,"
                                + "is_anomaly");
        CommandRun improved = events("cloudtrail", cloudTrail(), "--mode", "improved");
        assertThat(improved.err()).contains("the call StopLogging").contains("T1685.002");
        CommandRun windows = events("cloudtrail", cloudTrail(), "--mode", "improved", "--window", "30m");
        assertThat(windows.exitCode()).as(windows.err()).isZero();
        assertThat(lines("scores.csv"))
                .first()
                .asString()
                .startsWith("window_start,window_end,entity_type,entity,events,");
    }

    @Test
    void nothingReadable_isAboutTheInput() throws IOException {
        CommandRun run = events("cloudtrail", write("notes.txt", List.of("these are", "no events")));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "  unreadable: ",
                        "notes.txt:1: ",
                        "no record could be read as cloudtrail in 1 file with 2 records");
        assertThat(out).doesNotExist();
        assertThat(events("auth", folder.resolve("nowhere.log")).exitCode()).isEqualTo(1);
    }

    @Test
    void logWithoutLogins_givesEmptyFilesAndNoCharts() throws IOException {
        assertThat(events("auth", authLog(), "--year", 2026).exitCode()).isZero();
        assertThat(out.resolve("events-by-name.png")).exists();
        CommandRun run = events(
                "auth",
                write(
                        "quiet.log",
                        List.of("Jan  3 08:00:00 gate CRON[1]: pam_unix(cron:session): session opened for user root")),
                "--year",
                2026);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("scored 0 events, 0 of them anomalies");
        assertThat(lines("scores.csv")).hasSize(1);
        assertThat(out.resolve("events-by-name.png")).doesNotExist();
    }

    @Test
    void hostileText_doesNothingAnywhere() throws IOException {
        Path file = write(
                "hostile.csv",
                List.of(
                        "timestamp,user,ip,action,resource",
                        "2026-01-05T08:00:00Z,\u001b[31mred,192.0.2.1,<script>alert(1)</script>,=1+1",
                        "2026-01-05T08:01:00Z,\u202egnp.exe,192.0.2.1,login,x",
                        "2026-01-05T08:02:00Z,ada,192.0.2.1,login,x"));
        CommandRun run = events("generic", file, "--spreadsheet-safe", "--mode", "improved");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("\u001b", "\u202e").contains("\\u{1b}[31mred");
        assertThat(out.resolve("report.txt")).content().doesNotContain("\u001b", "\u202e");
        assertThat(out.resolve("report.html")).content().doesNotContain("<script>alert", "\u202e");
        assertThat(out.resolve("scores.csv")).content().contains("'=1+1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth x --user-type Root",
                "auth x --field user=a",
                "auth x --time-pattern yyyy",
                "cloudtrail x --year 2026",
                "cloudtrail x --window 10m",
                "generic x --window 10m --mode improved",
                "generic x --year 2026",
                "generic x --field name=a",
                "generic x --time-pattern nonsense{",
                "auth x --window 10",
                "auth x --window 2d --mode improved",
                "auth x --mode improved --attack-version 7",
                "auth x --contamination 0.7",
                "auth x --seed -1",
                "auth x --year 99999",
                "auth x --mode best",
                "weather x",
                "auth"
            })
    void wrongUsage_isToldBeforeAnythingIsRead(String arguments) {
        CommandRun run = CommandRun.of(
                Stream.concat(Stream.of("events", "--out", out.toString()), Stream.of(arguments.split(" ")))
                        .toArray());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }
}
