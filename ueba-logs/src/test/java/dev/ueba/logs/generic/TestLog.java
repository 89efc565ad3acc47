package dev.ueba.logs.generic;

import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small logs and reads them. */
final class TestLog {

    /** What was read. */
    record Read(EventLogCounts counts, List<SecurityEvent> events) {

        /** The places without the name of the file. */
        List<String> places() {
            return events.stream()
                    .map(event -> event.source().toString().replaceFirst("^.*[/\\\\]log", ""))
                    .toList();
        }

        /** The texts of a field; missing ones are a line. */
        List<String> texts(String field) {
            return events.stream().map(event -> event.field(field).orElse("-")).toList();
        }

        /** Line and reason of what was unreadable. */
        List<String> problems() {
            return counts.firstUnreadable().stream()
                    .map(one -> one.place().line() + ": " + one.reason())
                    .toList();
        }
    }

    private TestLog() {}

    static Read read(Path folder, String content, GenericLogOptions options) throws IOException {
        Path file = folder.resolve("log");
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        return read(List.of(file), options);
    }

    static Read read(List<Path> files, GenericLogOptions options) throws IOException {
        List<SecurityEvent> events = new ArrayList<>();
        return new Read(GenericLogReader.read(files, options, events::add), events);
    }
}
