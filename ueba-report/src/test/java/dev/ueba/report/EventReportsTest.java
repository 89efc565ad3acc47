package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventField;
import dev.ueba.event.EventSource;
import dev.ueba.event.ScoredEvent;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.SecurityLogDetection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventReportsTest {

    private static String written(Report report, ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> identity(Report report, String name) {
        return report.identities().stream()
                .filter(identity -> identity.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void events_becomeRowsInTheOrderOfTheirScores() {
        ScoredEvents scored = EventSamples.securityLog();
        Report report = EventSamples.eventReport();
        List<ScoredEvent> expected = scored.top(Integer.MAX_VALUE);

        assertThat(report.rowCount()).isEqualTo(510);
        assertThat(report.anomalyCount()).isEqualTo(scored.anomalies().size()).isPositive();
        for (int row = 0; row < expected.size(); row++) {
            SecurityEvent event = expected.get(row).event();
            assertThat(report.score(row)).isEqualTo(expected.get(row).anomalyScore());
            assertThat(report.time(row)).contains(event.time());
            assertThat(report.table().actor(row))
                    .isEqualTo(event.field(EventField.USER).orElseThrow());
            assertThat(identity(report, "source").get(row))
                    .isEqualTo(event.source().toString());
            assertThat(report.label(row)).isEqualTo(event.has(EventField.ANOMALY, "1") ? "labelled" : "");
        }
    }

    @Test
    void events_areCountedByNameAndHour() {
        EventActivity activity = EventSamples.eventReport().activity().orElseThrow();
        assertThat(activity.names())
                .extracting(EventActivity.NameCount::name)
                .containsExactlyInAnyOrder("login", "logout", "file_access");
        assertThat(activity.hours().stream()
                        .mapToLong(EventActivity.HourCount::events)
                        .sum())
                .isEqualTo(510);
        assertThat(activity.hours().stream()
                        .mapToLong(EventActivity.HourCount::anomalies)
                        .sum())
                .isEqualTo(EventSamples.securityLog().anomalies().size());
    }

    @Test
    void times_areThoseOfTheZone() throws IOException {
        Report report = EventReports.of(
                        EventSamples.securityLog(), EventReportLayout.securityLog(ZoneId.of("Asia/Kolkata")))
                .build();
        String first = report.time(0)
                .orElseThrow()
                .atZone(ZoneId.of("Asia/Kolkata"))
                .toLocalDateTime()
                .toString();
        assertThat(report.when(0)).isEqualTo(first.replace('T', ' '));
        assertThat(report.table().day(0)).hasToString(first.substring(0, 10));
        assertThat(written(report, ReportFormat.TEXT)).contains("510 events of ", first.replace('T', ' '));
    }

    @Test
    void windows_nameTheirEvidenceReasonsAndTechniques() {
        List<SecurityEvent> events = EventSamples.logins();
        ScoredWindows scored = EventSamples.windows(events);
        Report report = EventSamples.windowReport();
        ScoredWindow strangest = scored.anomalies().get(0);

        assertThat(strangest.entity()).isEqualTo("203.0.113.66");
        assertThat(report.table().actor(0)).isEqualTo("203.0.113.66");
        assertThat(report.time(0)).contains(strangest.windowStart());
        assertThat(identity(report, "evidence").get(0)).isEqualTo("auth.log:1000 to 1100");
        assertThat(identity(report, "techniques").get(0)).startsWith("T1110.003");
        assertThat(report.reasons(0))
                .anyMatch(reason ->
                        reason.startsWith("60 failures with 9 users: T1110.003 Brute Force: Password Spraying"));
        assertThat(report.activity().orElseThrow().names())
                .extracting(EventActivity.NameCount::events)
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(961));
    }

    @Test
    void moreThanTheMostRows_keepsTheStrangestAndTheTotals() throws IOException {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < EventReports.MOST_ROWS + 500; i++) {
            events.add(
                    SecurityEvent.builder(EventSamples.BEGIN.plusSeconds(60L * i), EventSource.line("big.csv", i + 1L))
                            .field(EventField.USER, i % 1_000 == 0 ? "rare" + i % 3_000 : "user" + i % 7)
                            .field(EventField.ACTION, "read")
                            .build());
        }
        ScoredEvents scored = new EventAnomalyDetector(SecurityLogDetection.improved()).detect(events);
        Report report = EventReports.of(scored, EventReportLayout.securityLog(ZoneOffset.UTC))
                .build();

        assertThat(report.rowCount()).isEqualTo(EventReports.MOST_ROWS);
        assertThat(report.totals().rows()).isEqualTo(EventReports.MOST_ROWS + 500);
        assertThat(report.totals().actors()).isEqualTo(10);
        assertThat(report.totals().anomalies()).isEqualTo(scored.anomalies().size());
        assertThat(written(report, ReportFormat.HTML))
                .contains("This page holds the strangest 50,000 events of 50,500.");
    }

    @Test
    void noEvents_giveAnEmptyReport() throws IOException {
        Report report = EventReports.of(
                        new EventAnomalyDetector(SecurityLogDetection.faithful()).detect(List.of()),
                        EventReportLayout.securityLog(ZoneOffset.UTC))
                .build();
        assertThat(written(report, ReportFormat.TEXT)).contains("No events were scored.");
        assertThat(EventReports.of(
                                EventSamples.windows(List.of()), List.of(), EventReportLayout.authLog(ZoneOffset.UTC))
                        .build()
                        .rowCount())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void hostileNames_areEscapedInEveryFormat(ReportFormat format) throws IOException {
        String text = written(EventSamples.hostileEvents(), format);
        if (format != ReportFormat.JSON_LINES && format != ReportFormat.CSV) {
            assertThat(text).doesNotContain("\u0000", "\u202e", "\u2066", "\u2028");
        }
        if (format == ReportFormat.HTML) {
            assertThat(text).doesNotContain("<img", "<svg", "<script>document");
        }
    }
}
