package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.forest.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationsTest {

    @TempDir
    private Path folder;

    /** Ordinary logins of two days, then guessing from one address that succeeds. */
    private static List<SecurityEvent> attackedHost() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            events.add(Events.login(i * 900L, AuthEvent.ACCEPTED, "user" + i % 4, "192.0.2." + i % 4));
        }
        for (int i = 0; i < 40; i++) {
            events.add(Events.login(60_000 + i, AuthEvent.FAILED, "user" + i % 8, "198.51.100.7"));
        }
        events.add(Events.login(60_060, AuthEvent.ACCEPTED, "user1", "198.51.100.7"));
        return events;
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    @Test
    void authLog_faithful_columnsAndValues() throws IOException {
        ScoredEvents scored = new EventAnomalyDetector(AuthLogDetection.faithful())
                .detect(List.of(
                        Events.at(
                                0,
                                "host",
                                "web",
                                "process",
                                "sshd",
                                "event",
                                "failed",
                                "user",
                                "eve",
                                "ip",
                                "192.0.2.1",
                                "invalid_user",
                                "true"),
                        Events.login(1, "pam_failure", null, "192.0.2.1"),
                        Events.login(2, "invalid_user", "eve", "192.0.2.1"),
                        Events.login(3, "accepted", "bob", "192.0.2.2"),
                        Events.login(4, "session_opened", "bob", null)));
        scored.writeScores(folder.resolve("scores.csv"));
        List<String> lines = lines("scores.csv");
        assertThat(lines.get(0))
                .isEqualTo("time,source,host,process,event,user,ip,hour,failed,accepted,invalid_user,user_frequency,"
                        + "ip_frequency,rolling_failures,anomaly_score,is_anomaly");
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).startsWith("2026-01-05T12:00:00Z,t#0,web,sshd,failed,eve,192.0.2.1,12,1,0,1,2,3,1,");
        assertThat(lines.get(2)).startsWith("2026-01-05T12:00:01Z,t#1,,,pam_failure,,192.0.2.1,12,1,0,0,1,3,2,");
        assertThat(lines.get(3)).startsWith("2026-01-05T12:00:02Z,t#2,,,invalid_user,eve,192.0.2.1,12,1,0,1,2,3,3,");
        assertThat(lines.get(4)).startsWith("2026-01-05T12:00:03Z,t#3,,,accepted,bob,192.0.2.2,12,0,1,0,1,1,0,");
        assertThat(scored.detection().forest().seed()).isEqualTo(42);
        assertThat(scored.detection().forest().contamination()).isEqualTo(Amount.share(0.02));
    }

    @Test
    void authLog_faithful_reasonsArePublishedTechniques() throws IOException {
        ScoredEvents scored = new EventAnomalyDetector(
                        AuthLogDetection.faithful().withContamination(Amount.share(0.5)))
                .detect(attackedHost());
        ScoredEvent success = scored.all().stream()
                .filter(event -> event.event().has("ip", "198.51.100.7") && event.feature("accepted") == 1)
                .findFirst()
                .orElseThrow();
        assertThat(scored.reasons(success))
                .extracting(EventReason::signal)
                .containsExactly("success_after_failures", "unusual_hour");
        assertThat(scored.reasons(success))
                .flatExtracting(EventReason::techniques)
                .extracting(TechniqueTag::id)
                .containsOnly("T1078");
        scored.writeAnomalies(folder.resolve("anomalies.csv"));
        assertThat(lines("anomalies.csv").get(0)).endsWith(",is_anomaly,reasons,techniques,attack_version");
        assertThat(lines("anomalies.csv"))
                .anyMatch(line -> line.endsWith(",40 failures of the address within 10 minutes,T1110,19"));
    }

    @Test
    void authLog_improved_findsTheAddressAndSaysWhatItDid() throws IOException {
        ScoredWindows scored = new WindowAnomalyDetector(AuthLogDetection.improved()).detect(attackedHost());
        ScoredWindow worst = scored.anomalies().get(0);
        assertThat(worst.entity()).isEqualTo("198.51.100.7");
        assertThat(worst.features())
                .containsEntry("failures", 40.0)
                .containsEntry("distinct_users", 8.0)
                .containsEntry("success_after_failures", 1.0)
                .containsEntry("accepted", 1.0);
        assertThat(scored.reasons(worst))
                .extracting(EventReason::signal)
                .startsWith("spraying", "success_after_failures");
        scored.writeScores(folder.resolve("scores.csv"));
        scored.writeAnomalies(folder.resolve("anomalies.csv"));
        assertThat(lines("scores.csv").get(0))
                .isEqualTo("window_start,window_end,entity_type,entity,failures,distinct_users,success_after_failures,"
                        + "failures_day,invalid_users,accepted,first_seen_user,first_seen_address,system_account,"
                        + "privileged_off_hours,anomaly_score,is_anomaly");
        assertThat(lines("scores.csv").get(1))
                .startsWith("2026-01-05T12:00:00Z,2026-01-05T12:10:00Z,ip,192.0.2.0,0,0,0,0,0,1,1,1,");
        assertThat(lines("anomalies.csv").get(1))
                .contains(
                        "40 failures with 8 users; accepted after failures, times: 1",
                        "T1110.003 T1110.001 T1078",
                        ",19");
    }

    @Test
    void authLog_improved_inAnyOrder_isTheSame() {
        WindowAnomalyDetector detector = new WindowAnomalyDetector(AuthLogDetection.improved());
        List<SecurityEvent> events = Events.random(9, 400);
        List<Double> expected = detector.detect(events).all().stream()
                .map(ScoredWindow::anomalyScore)
                .toList();
        assertThat(detector.detect(Events.shuffled(events, 1)).all())
                .extracting(ScoredWindow::anomalyScore)
                .isEqualTo(expected);
        assertThat(detector.detect(List.of()).all()).isEmpty();
        assertThat(detector.detect(List.of(Events.login(0, "failed", "u", "x"))).all())
                .hasSize(1);
    }

    @Test
    void cloudTrail_faithful_columnsAndCodes() throws IOException {
        ScoredEvents scored = new EventAnomalyDetector(CloudTrailDetection.faithful())
                .detect(List.of(
                        call(Events.NOON.plusSeconds(86_400), "s3.amazonaws.com", "ListBuckets", "arn:b", "us-east-1"),
                        call(Events.NOON, "ec2.amazonaws.com", "RunInstances", null, "us-east-1")));
        scored.writeScores(folder.resolve("scores.csv"));
        assertThat(lines("scores.csv").get(0))
                .isEqualTo("time,source,eventSource,eventName,userIdentity.arn,sourceIPAddress,awsRegion,eventHour,"
                        + "encEventDate,encEventSource,encEventName,encSourceIPAddress,encUserIdentityArn,encAwsRegion,"
                        + "anomaly_score,is_anomaly");
        assertThat(lines("scores.csv").get(1))
                .contains(",ec2.amazonaws.com,RunInstances,,,us-east-1,12,0,0,0,-1,-1,0,");
        assertThat(lines("scores.csv").get(2))
                .contains(",s3.amazonaws.com,ListBuckets,arn:b,,us-east-1,12,1,1,1,-1,0,0,");
        assertThat(scored.detection().forest().contamination()).isEqualTo(Amount.share(0.01));
        assertThat(scored.detection().isScaled()).isTrue();
    }

    @Test
    void cloudTrail_improved_namesTechniquesOfTheVersion() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            events.add(call(Events.NOON.plusSeconds(i), "s3.amazonaws.com", "GetObject", "arn:a", "us-east-1"));
        }
        events.add(call(Events.NOON.plusSeconds(500), "cloudtrail.amazonaws.com", "StopLogging", "arn:a", "us-east-1"));
        assertThat(technique(events, "19")).isEqualTo("T1685.002");
        assertThat(technique(events, "18")).isEqualTo("T1562.008");
        assertThatThrownBy(() -> CloudTrailDetection.improved(ZoneOffset.UTC, "17"))
                .hasMessage("the version of ATT&CK must be one of [18, 19], but was '17'");
    }

    private static String technique(List<SecurityEvent> events, String version) {
        ScoredEvents scored =
                new EventAnomalyDetector(CloudTrailDetection.improved(ZoneOffset.UTC, version)).detect(events);
        ScoredEvent worst = scored.anomalies().get(0);
        assertThat(worst.event().field("eventName")).contains("StopLogging");
        TechniqueTag tag = scored.reasons(worst).get(0).techniques().get(0);
        assertThat(tag.attackVersion()).isEqualTo(version);
        return tag.id();
    }

    @Test
    void cloudTrail_logins_sayHowTheyWent() {
        assertThat(reasons("responseElements.ConsoleLogin", "Failure", "additionalEventData.MFAUsed", "No"))
                .containsExactly("a failed login to the console T1110");
        String[] withoutMfa = {
            "userIdentity.type",
            "IAMUser",
            "responseElements.ConsoleLogin",
            "Success",
            "additionalEventData.MFAUsed",
            "No"
        };
        assertThat(reasons(withoutMfa)).containsExactly("a login to the console without a second factor T1078.004");
        withoutMfa[1] = "AssumedRole";
        assertThat(reasons(withoutMfa)).isEmpty();
        withoutMfa[1] = "IAMUser";
        withoutMfa[5] = "Yes";
        assertThat(reasons(withoutMfa)).isEmpty();
    }

    @Test
    void cloudTrail_callsForAnotherUser_sayIt() {
        String[] fields = {
            "eventName", "CreateAccessKey", "userIdentity.userName", "eve", "requestParameters.userName", "bob"
        };
        assertThat(reasons(fields)).containsExactly("the call CreateAccessKey for another user T1098.001");
        fields[5] = "eve";
        assertThat(reasons(fields)).containsExactly("the call CreateAccessKey T1098.001");
    }

    /** The reasons of an event among others of its kind, so that nothing about it is rare, each with its first technique. */
    private static List<String> reasons(String... fields) {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            events.add(Events.at(i, fields));
        }
        ScoredEvents scored = new EventAnomalyDetector(CloudTrailDetection.improved()).detect(events);
        return scored.reasons(scored.all().get(0)).stream()
                .map(reason -> reason.text() + " " + reason.techniques().get(0).id())
                .toList();
    }

    @Test
    void cloudTrail_windows_countWhatAnIdentityDid() {
        List<SecurityEvent> events = List.of(
                Events.at(0, "userIdentity.arn", "a", "eventName", "X", "readOnly", "false", "errorCode", "Denied"),
                Events.at(1, "userIdentity.arn", "a", "eventName", "Y", "readOnly", "true", "errorCode", ""),
                Events.at(2, "userIdentity.type", "AWSService", "eventName", "Y"),
                Events.at(3, "eventName", "Y"));
        WindowTable table = CloudTrailDetection.improvedWindows().table(events);
        assertThat(List.of(table.entity(0), table.entity(1), table.entity(2)))
                .containsExactly("AWSService", "a", "unknown");
        assertThat(table.features().record(1).values())
                .containsEntry("events", 2.0)
                .containsEntry("distinctNames", 2.0)
                .containsEntry("errors", 1.0)
                .containsEntry("errorShare", 0.5)
                .containsEntry("writes", 1.0)
                .containsEntry("rareNames", 2.0)
                .containsEntry("firstSeenPrincipal", 1.0)
                .containsEntry("firstSeenNames", 2.0);
        assertThat(table.windowEnd(0)).isEqualTo(Events.NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void securityLog_faithful_columns() throws IOException {
        new EventAnomalyDetector(SecurityLogDetection.faithful())
                .detect(List.of(Events.at(0, "user", "abc", "action", "login")))
                .writeScores(folder.resolve("scores.csv"));
        assertThat(lines("scores.csv").get(0))
                .isEqualTo("time,source,user,ip,action,resource,hour,day,user_h,ip_h,action_h,resource_h,"
                        + "anomaly_score,is_anomaly");
        // Python: 0xba7816bf / 0xffffffff and 0xe3b0c442 / 0xffffffff, for the SHA-256 of "abc" and of nothing
        assertThat(lines("scores.csv").get(1))
                .startsWith("2026-01-05T12:00:00Z,t#0,abc,,login,,12,5,0.7283949106299307,0.8894159949592818,");
    }

    @Test
    void techniqueTable_everySignalHasNamedTechniquesInBothVersions() {
        for (String version : TechniqueTable.VERSIONS) {
            TechniqueTable auth = TechniqueTable.of("auth", version);
            for (String signal : List.of(
                    "guessing",
                    "spraying",
                    "invalid_users",
                    "success_after_failures",
                    "rare_address",
                    "first_seen_user",
                    "unusual_hour",
                    "privileged_off_hours",
                    "system_account")) {
                assertThat(auth.of(signal)).as(signal).isNotEmpty().allMatch(tag -> !tag.name()
                        .isEmpty());
            }
            assertThat(TechniqueTable.of("cloudtrail", version).of("rare_call")).hasSize(3);
        }
        assertThat(TechniqueTable.published().of("invalid_users"))
                .extracting(TechniqueTag::id)
                .containsExactly("T1033");
        assertThat(TechniqueTable.published().of("nothing known")).isEmpty();
    }

    private static SecurityEvent call(Instant time, String source, String name, String arn, String region) {
        return Events.at(
                time, 1, "eventSource", source, "eventName", name, "userIdentity.arn", arn, "awsRegion", region);
    }
}
