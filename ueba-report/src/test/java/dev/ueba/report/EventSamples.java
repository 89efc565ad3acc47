package dev.ueba.report;

import dev.ueba.evaluation.SyntheticSecurityLog;
import dev.ueba.evaluation.SyntheticSecurityLogOptions;
import dev.ueba.event.AuthEvent;
import dev.ueba.event.AuthLogDetection;
import dev.ueba.event.EventAnomalyDetector;
import dev.ueba.event.EventField;
import dev.ueba.event.EventSource;
import dev.ueba.event.ScoredEvents;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.SecurityLogDetection;
import dev.ueba.event.WindowAnomalyDetector;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Scored events and windows for tests. */
final class EventSamples {

    static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");

    private EventSamples() {}

    static ScoredEvents securityLog() {
        return new EventAnomalyDetector(SecurityLogDetection.improved())
                .detect(SyntheticSecurityLog.generate(SyntheticSecurityLogOptions.defaults())
                        .events());
    }

    /** Ten days of logins by day, a spraying address in one night, and a login after it. */
    static List<SecurityEvent> logins() {
        SplittableRandom random = new SplittableRandom(5);
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            long hour = 24L * random.nextInt(10) + 7 + random.nextInt(12);
            Instant time = BEGIN.plusSeconds(3_600 * hour + random.nextInt(3_600));
            String user = "user" + random.nextInt(12);
            String kind = random.nextInt(12) == 0 ? AuthEvent.FAILED : AuthEvent.ACCEPTED;
            events.add(login(time, i + 1L, kind, user, "192.0.2." + random.nextInt(30)));
        }
        Instant night = BEGIN.plusSeconds(6 * 86_400 + 2 * 3_600);
        for (int i = 0; i < 60; i++) {
            events.add(login(night.plusSeconds(7L * i), 1_000L + i, AuthEvent.FAILED, "guess" + i % 9, "203.0.113.66"));
        }
        events.add(login(night.plusSeconds(500), 1_100, AuthEvent.ACCEPTED, "root", "203.0.113.66"));
        return events;
    }

    static SecurityEvent login(Instant time, long line, String kind, String user, String ip) {
        return SecurityEvent.builder(time, EventSource.line("auth.log", line))
                .field(EventField.HOST, "gate")
                .field(EventField.PROCESS, "sshd")
                .field(EventField.EVENT, kind)
                .field(EventField.USER, user)
                .field(EventField.IP, ip)
                .build();
    }

    static ScoredWindows windows(List<SecurityEvent> events) {
        return new WindowAnomalyDetector(AuthLogDetection.improved()).detect(events);
    }

    static Report windowReport() {
        List<SecurityEvent> events = logins();
        return EventReports.of(windows(events), events, EventReportLayout.authLog(ZoneOffset.UTC))
                .title("auth.log, addresses in windows of 10 minutes")
                .note("961 records read, none of them unreadable")
                .build();
    }

    static Report eventReport() {
        return EventReports.of(securityLog(), EventReportLayout.securityLog(ZoneOffset.UTC))
                .title("A made-up security log")
                .build();
    }

    /** Hostile names in every field of single events, at hostile times. */
    static Report hostileEvents() {
        List<SecurityEvent> events = new ArrayList<>();
        for (int i = 0; i < 140; i++) {
            String name = Samples.HOSTILE.get(i % Samples.HOSTILE.size());
            String other = Samples.HOSTILE.get((i + 3) % Samples.HOSTILE.size());
            Instant time = i == 7 ? Instant.parse("9998-12-31T23:59:59Z") : BEGIN.plusSeconds(3_000L * i);
            events.add(SecurityEvent.builder(time, EventSource.line(other, i + 1L))
                    .field(EventField.USER, name)
                    .field(EventField.IP, other)
                    .field(EventField.ACTION, name)
                    .field(EventField.RESOURCE, other)
                    .field(EventField.ANOMALY, i % 40 == 0 ? "1" : "0")
                    .build());
        }
        return EventReports.of(
                        new EventAnomalyDetector(SecurityLogDetection.improved()).detect(events),
                        EventReportLayout.securityLog(ZoneOffset.UTC))
                .title(String.join(" ", Samples.HOSTILE.subList(0, 3)))
                .build();
    }
}
