package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ueba.event.AuthEvent;
import dev.ueba.event.AuthLogDetection;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventField;
import dev.ueba.event.EventReason;
import dev.ueba.event.EventSource;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.SecurityLogDetection;
import dev.ueba.event.WindowAnomalyDetector;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventEvaluationTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    private static SecurityEvent login(long second, String kind, String user, String ip, @Nullable String label) {
        return SecurityEvent.builder(BEGIN.plusSeconds(second), EventSource.line("auth.log", second + 1))
                .field(EventField.EVENT, kind)
                .field(EventField.USER, user)
                .field(EventField.IP, ip)
                .field(EventField.ANOMALY, label)
                .build();
    }

    /** Fifty quiet windows of five addresses, and one of an address that guesses for a minute. */
    private static List<SecurityEvent> logins(@Nullable String label) {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            events.add(login(600L * i, AuthEvent.ACCEPTED, "user" + i % 5, "192.0.2." + i % 5, null));
        }
        for (int i = 0; i < 30; i++) {
            events.add(login(6_000 + 2L * i, AuthEvent.FAILED, "guess" + i, "203.0.113.9", label));
        }
        return events;
    }

    private static ScoredWindows windows(List<SecurityEvent> events) {
        return new WindowAnomalyDetector(AuthLogDetection.improved()).detect(events);
    }

    @Test
    void windows_arePositiveIfOneEventIs() {
        List<SecurityEvent> events = logins("1");
        EventEvaluation found = EventEvaluation.of(windows(events), events).orElseThrow();
        assertThat(found.confusion().truePositives()).isEqualTo(1);
        assertThat(found.confusion().rowCount()).isEqualTo(51);
        assertThat(found.rocAuc()).isEqualTo(1.0);
        assertThat(found.averagePrecision()).isEqualTo(1.0);
        assertThat(found.toLines()).hasSize(5).last().asString().startsWith("ROC AUC 1.0000, average precision 1.0000");
    }

    @Test
    void withoutLabels_thereIsNothingToCompare() {
        List<SecurityEvent> events = logins(null);
        assertThat(EventEvaluation.of(windows(events), events)).isEmpty();
        assertThat(EventEvaluation.of(new EventAnomalyDetector(AuthLogDetection.faithful()).detect(events)))
                .isEmpty();
    }

    @Test
    void withoutPositives_theRankingHasNoNumber() {
        List<SecurityEvent> events = logins("0");
        EventEvaluation found = EventEvaluation.of(windows(events), events).orElseThrow();
        assertThat(found.rocAuc()).isNaN();
        assertThat(found.averagePrecision()).isNaN();
        assertThat(found.toLines()).last().asString().contains("need anomalies and others");
        ScoredWindows scored = windows(events);
        assertThatIllegalArgumentException().isThrownBy(() -> EventEvaluation.of(scored, new boolean[3]));
    }

    @Test
    void singleEvents_agreeWithTheReport() {
        ScoredEvents scored = new EventAnomalyDetector(SecurityLogDetection.improved())
                .detect(SyntheticSecurityLog.generate(SyntheticSecurityLogOptions.defaults())
                        .events());
        EventEvaluation found = EventEvaluation.of(scored).orElseThrow();
        assertThat(SecurityLogReport.confusion(scored)).contains(found.confusion());
        assertThat(SecurityLogReport.of(scored, ZoneOffset.UTC)).endsWith(String.join("\n", found.toLines()) + "\n");
    }

    @Test
    void rowsOf_findsTheWindowOfEachEventInAnyOrder() {
        List<SecurityEvent> events = logins("1");
        ScoredWindows scored = windows(events);
        Collections.reverse(events);
        int[] rows = scored.rowsOf(events);
        for (int i = 0; i < rows.length; i++) {
            SecurityEvent event = events.get(i);
            ScoredWindow window = scored.all().get(rows[i]);
            assertThat(event.field(EventField.IP)).contains(window.entity());
            assertThat(event.time())
                    .isBetween(window.windowStart(), window.windowEnd().minusNanos(1));
        }
        SecurityEvent later = login(1_000_000, AuthEvent.FAILED, "x", "203.0.113.9", null);
        SecurityEvent stranger = login(6_000, AuthEvent.FAILED, "x", "203.0.113.10", null);
        SecurityEvent other = login(6_000, AuthEvent.OTHER, "x", "203.0.113.9", null);
        SecurityEvent nobody = SecurityEvent.builder(BEGIN, EventSource.line("auth.log", 1))
                .field(EventField.EVENT, AuthEvent.FAILED)
                .build();
        assertThat(scored.rowsOf(List.of(later, stranger, other, nobody))).containsOnly(-1);
    }

    @Test
    void top_isTheStrangestFirst() {
        ScoredWindows scored = windows(logins(null));
        assertThat(scored.top(3))
                .hasSize(3)
                .first()
                .isEqualTo(scored.anomalies().get(0));
        assertThat(scored.top(1_000))
                .hasSize(51)
                .isSortedAccordingTo((a, b) -> Double.compare(a.anomalyScore(), b.anomalyScore()));
        assertThat(scored.top(0)).isEmpty();
    }

    @Test
    void reportOfWindows_tellsTotalsFeaturesReasonsAndLabels() {
        List<SecurityEvent> events = logins("1");
        String report = SecurityLogReport.of(windows(events), events, ZoneOffset.UTC);
        assertThat(report)
                .startsWith("Windows: 51\nSuspicious: ")
                .contains("2026-01-05T01:40:00Z to 2026-01-05T01:50:00Z  hour 1  score -")
                .contains("    ip=203.0.113.9  failures=30  distinct_users=30  failures_day=30  first_seen_address=1\n")
                .contains("    30 failures with 30 users\n    T1110.003\n")
                .contains("ROC AUC 1.0000");
    }

    @Test
    void faithfulLogins_withAnotherWindow_countAndSayIt() {
        List<SecurityEvent> events = logins(null);
        ScoredEvents scored = new EventAnomalyDetector(
                        AuthLogDetection.faithful(Duration.ofSeconds(11), ZoneOffset.UTC))
                .detect(events);
        assertThat(scored.all().stream()
                        .mapToDouble(result -> result.feature("rolling_failures"))
                        .max())
                .hasValue(6);
        assertThat(scored.all().stream().flatMap(result -> scored.reasons(result).stream()))
                .extracting(EventReason::text)
                .contains("6 failures of the address within 11 seconds");
    }
}
