package dev.ueba.logs.auth;

import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.UnreadableRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the reader makes of files. */
record ReadLog(List<SecurityEvent> events, EventLogCounts counts) {

    /** Options for lines of which each test says the year by what follows. */
    static final AuthLogOptions IN_2026 = AuthLogOptions.defaults().withYear(2026);

    static ReadLog of(AuthLogOptions options, Path... files) {
        List<SecurityEvent> events = new ArrayList<>();
        try {
            EventLogCounts counts = AuthLogReader.read(List.of(files), options, events::add);
            return new ReadLog(events, counts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReadLog ofBytes(AuthLogOptions options, byte[] content) {
        try {
            Path file = Files.createTempFile("auth", ".log");
            try {
                Files.write(file, content);
                return of(options, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReadLog ofText(AuthLogOptions options, String content) {
        return ofBytes(options, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads one line of 2026. */
    static SecurityEvent event(String line) {
        ReadLog read = ofText(IN_2026, line);
        if (read.events.size() != 1) {
            throw new AssertionError("expected one event, but were " + read.counts + read.counts.firstUnreadable());
        }
        return read.events.get(0);
    }

    /** Reads a message of sshd. */
    static SecurityEvent sshd(String message) {
        return event("Feb 12 14:10:21 host sshd[7]: " + message);
    }

    /** Returns the fields that are there, without host and process, in order: {@code event=failed user=root …}. */
    static String text(SecurityEvent event) {
        StringBuilder text = new StringBuilder();
        for (String name :
                event.fields().names().subList(2, event.fields().names().size())) {
            String value = event.textOrNull(name);
            if (value != null) {
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value);
            }
        }
        return text.toString();
    }

    /** Returns time, place and all fields that are there. */
    static String fullText(SecurityEvent event) {
        String host = event.textOrNull("host");
        String process = event.textOrNull("process");
        return event.source().position() + " " + event.time() + " " + (host == null ? "-" : host) + " "
                + (process == null ? "-" : process) + " " + text(event);
    }

    List<Instant> times() {
        return events.stream().map(SecurityEvent::time).toList();
    }

    List<String> reasons() {
        return counts.firstUnreadable().stream().map(UnreadableRecord::reason).toList();
    }
}
