package dev.ueba.logs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.evaluation.RankingMetrics;
import dev.ueba.event.AuthEvent;
import dev.ueba.event.AuthLogDetection;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventField;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.WindowAnomalyDetector;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Real logs that are not part of the sources; the counts are those of their notes. Events of login detection are judged by
 * their address: it is bad if it has 20 failures or more.
 */
final class AuthLogSharedDataTest {

    private static final int BAD_FAILURES = 20;

    /** What the fields should be, the plain way; good enough for logs without attacks on the form. */
    private static final Pattern PLAIN = Pattern.compile(
            ".{15} (\\S+) sshd\\[\\d+]: (?:message repeated (?<repeat>\\d+) times: \\[ )?"
                    + "(?:(?<verb>Accepted|Failed) (?<method>\\S+) for (?<invalid>invalid user )?(?<user>.*) from (?<ip>\\S+) port \\d+ ssh2.*"
                    + "|Invalid user (?<unknown>.*) from (?<unknownip>\\S+)(?: port \\d+)?"
                    + "|pam_unix\\(sshd:auth\\): authentication failure;.* rhost=(?<rhost>\\S*)(?: +user=(?<pamuser>.*))?)\\s*");

    private static Path shared(String path) {
        Optional<Path> file = SharedData.find(path);
        Assumptions.assumeTrue(file.isPresent(), () -> path + " is not here");
        return file.orElseThrow();
    }

    private static ReadLog read(String path, int year) {
        return ReadLog.of(AuthLogOptions.defaults().withYear(year), shared(path));
    }

    private static Map<String, Integer> kinds(ReadLog read) {
        Map<String, Integer> kinds = new TreeMap<>();
        for (SecurityEvent event : read.events()) {
            kinds.merge(String.valueOf(event.textOrNull(EventField.EVENT)), 1, Integer::sum);
        }
        return kinds;
    }

    private static long repeats(ReadLog read, String kind) {
        return read.events().stream()
                .filter(event -> event.has(EventField.EVENT, kind))
                .mapToLong(
                        event -> Long.parseLong(Objects.requireNonNullElse(event.textOrNull(EventField.REPEAT), "1")))
                .sum();
    }

    @Test
    void elasticAuth_hasTheCountsOfItsNotes() {
        ReadLog read = read("data/elastic-auth/auth.log.gz", 2017);
        assertThat(read.counts().records()).isEqualTo(7121);
        assertThat(read.counts().unreadable()).isZero();
        assertThat(read.counts().other()).isEqualTo(69);
        assertThat(kinds(read))
                .containsEntry(AuthEvent.ACCEPTED, 226)
                .containsEntry(AuthEvent.FAILED, 717)
                .containsEntry(AuthEvent.PAM_FAILURE, 343)
                .containsEntry(AuthEvent.INVALID_USER, 178)
                .containsEntry(AuthLogEvent.MORE_PAM_FAILURES, 141)
                .containsEntry(AuthLogEvent.SUDO, 186);
        assertThat(read.events().stream()
                        .filter(event -> event.has(EventField.EVENT, AuthEvent.FAILED)
                                && event.textOrNull(EventField.REPEAT) != null))
                .hasSize(85);
        Map<String, Integer> processes = new HashMap<>();
        read.events().forEach(event -> processes.merge(String.valueOf(event.textOrNull("process")), 1, Integer::sum));
        assertThat(processes)
                .containsOnly(
                        Map.entry("sshd", 4095),
                        Map.entry("CRON", 1264),
                        Map.entry("sudo", 557),
                        Map.entry("systemd-logind", 452),
                        Map.entry("chpasswd", 417),
                        Map.entry("systemd", 238),
                        Map.entry("useradd", 50),
                        Map.entry("su", 45),
                        Map.entry("groupadd", 3));
        assertThat(read.events().get(0).time().toString()).startsWith("2017-03-27T");
        assertThat(read.events().get(7120).time().toString()).startsWith("2017-04-20T");
    }

    @Test
    void loghubOpenSsh_hasTheCountsOfItsNotes() {
        ReadLog read = read("data/loghub-openssh/OpenSSH_2k.log", 2015);
        assertThat(read.counts().records()).isEqualTo(2000);
        assertThat(read.counts().other()).isEqualTo(1);
        // 518 passwords, 2 lines that stand for 5 each, 4 "none".
        assertThat(kinds(read))
                .containsEntry(AuthEvent.FAILED, 524)
                .containsEntry(AuthEvent.ACCEPTED, 1)
                .containsEntry(AuthEvent.INVALID_USER, 113)
                // The notes count 496: two of them say "PAM 1 more".
                .containsEntry(AuthEvent.PAM_FAILURE, 494)
                .containsEntry(AuthLogEvent.BREAK_IN_WARNING, 85);
        assertThat(repeats(read, AuthEvent.FAILED)).isEqualTo(532);
        SecurityEvent accepted = read.events().get(955);
        assertThat(ReadLog.text(accepted)).isEqualTo("event=accepted user=fztu ip=119.137.62.142 method=password");
    }

    @Test
    void loghubLinux_hasTheCountsOfItsNotes() {
        ReadLog read = read("data/loghub-linux/Linux_2k.log", 2005);
        assertThat(read.counts().records()).isEqualTo(2000);
        assertThat(read.counts().unreadable()).isZero();
        assertThat(kinds(read)).containsEntry(AuthEvent.PAM_FAILURE, 490).doesNotContainKey(AuthEvent.FAILED);
        assertThat(read.events().stream().filter(event -> event.has(EventField.PROCESS, "sshd")))
                .hasSize(677);
        assertThat(read.events().stream().filter(event -> event.has(EventField.IP, "n219076184117.netvigator.com")))
                .isNotEmpty();
        assertThat(read.events().get(1999).time().toString()).startsWith("2005-07-27T");
    }

    @Test
    void authLogFormats_areThoseOfTheResources() throws IOException {
        List<String> lines = SampleLogsTest.describe(shared("data/authlog-formats"));
        assertThat(lines.stream().filter(line -> line.startsWith("# "))).hasSize(26);
        assertThat(lines.stream().filter(line -> line.contains("unreadable:"))).hasSize(10);
    }

    @Test
    void logins_areWhatAPlainPatternFinds() throws IOException {
        for (String path : List.of("data/elastic-auth/auth.log.gz", "data/loghub-openssh/OpenSSH_2k.log")) {
            List<SecurityEvent> events = read(path, 2017).events();
            int compared = 0;
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(LogFiles.open(shared(path)), StandardCharsets.UTF_8))) {
                for (SecurityEvent event : events) {
                    String line = Objects.requireNonNull(reader.readLine());
                    Matcher plain = PLAIN.matcher(line.endsWith("]") ? line.substring(0, line.length() - 1) : line);
                    boolean login = AuthEvent.LOGINS.contains(event.textOrNull(EventField.EVENT));
                    assertThat(login).as(line).isEqualTo(plain.matches());
                    if (login) {
                        assertThat(ReadLog.text(event)).as(line).isEqualTo(plainText(plain));
                        compared++;
                    }
                }
            }
            assertThat(compared).isGreaterThan(1000);
        }
    }

    private static String plainText(Matcher plain) {
        boolean unknown = plain.group("unknownip") != null;
        boolean pam = plain.group("rhost") != null;
        String verb = plain.group("verb");
        StringBuilder text = new StringBuilder("event=");
        text.append(unknown ? "invalid_user" : pam ? "pam_failure" : verb.toLowerCase(Locale.ROOT));
        String user = unknown ? plain.group("unknown") : pam ? plain.group("pamuser") : plain.group("user");
        String ip = unknown ? plain.group("unknownip") : pam ? plain.group("rhost") : plain.group("ip");
        text.append(user == null ? "" : " user=" + user.stripTrailing());
        text.append(ip.isEmpty() ? "" : " ip=" + ip);
        text.append(unknown || plain.group("invalid") != null ? " invalid_user=true" : "");
        text.append(plain.group("repeat") == null ? "" : " repeat=" + plain.group("repeat"));
        return text.append(plain.group("method") == null ? "" : " method=" + plain.group("method"))
                .toString();
    }

    private static boolean isBad(Map<String, Integer> failures, String address) {
        return failures.getOrDefault(address, 0) >= BAD_FAILURES;
    }

    private static Map<String, Integer> failures(List<SecurityEvent> events) {
        Map<String, Integer> failures = new HashMap<>();
        for (SecurityEvent event : events) {
            String address = event.textOrNull(EventField.IP);
            boolean failed = AuthEvent.LOGINS.contains(event.textOrNull(EventField.EVENT))
                    && !event.has(EventField.EVENT, AuthEvent.ACCEPTED);
            if (address != null && failed) {
                failures.merge(address, 1, Integer::sum);
            }
        }
        return failures;
    }

    /** Returns how well the published detector ranks events of bad addresses above others. */
    private static double faithfulRocAuc(List<SecurityEvent> events) {
        Map<String, Integer> failures = failures(events);
        List<ScoredEvent> scored = new EventAnomalyDetector(AuthLogDetection.faithful())
                .detect(events)
                .all();
        double[] scores = new double[scored.size()];
        boolean[] bad = new boolean[scored.size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = -scored.get(row).anomalyScore();
            bad[row] = isBad(failures, String.valueOf(scored.get(row).event().textOrNull(EventField.IP)));
        }
        return RankingMetrics.rocAuc(scores, bad);
    }

    /** Returns how well the better detector ranks bad addresses above others, each by its strangest window. */
    private static double improvedRocAuc(List<SecurityEvent> events) {
        Map<String, Integer> failures = failures(events);
        Map<String, Double> strangest = new TreeMap<>();
        for (ScoredWindow window : new WindowAnomalyDetector(AuthLogDetection.improved())
                .detect(events)
                .all()) {
            strangest.merge(window.entity(), -window.anomalyScore(), Math::max);
        }
        double[] scores = new double[strangest.size()];
        boolean[] bad = new boolean[scores.length];
        int row = 0;
        for (Map.Entry<String, Double> address : strangest.entrySet()) {
            scores[row] = address.getValue();
            bad[row] = isBad(failures, address.getKey());
            row++;
        }
        return RankingMetrics.rocAuc(scores, bad);
    }

    @Test
    void elasticAuth_rocAuc() {
        List<SecurityEvent> events = read("data/elastic-auth/auth.log.gz", 2017).events();
        assertThat(faithfulRocAuc(events)).isCloseTo(0.848, within(0.001));
        assertThat(improvedRocAuc(events)).isGreaterThan(0.99);
    }

    @Test
    void loghubOpenSsh_rocAuc() {
        List<SecurityEvent> events =
                read("data/loghub-openssh/OpenSSH_2k.log", 2015).events();
        // Nearly all events are of bad addresses: what is frequent is not strange to a forest.
        assertThat(faithfulRocAuc(events)).isCloseTo(0.127, within(0.001));
        assertThat(improvedRocAuc(events)).isGreaterThan(0.99);
    }
}
