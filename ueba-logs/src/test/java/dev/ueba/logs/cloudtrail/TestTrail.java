package dev.ueba.logs.cloudtrail;

import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes small logs and reads them. */
final class TestTrail {

    /** What was read. */
    record Read(EventLogCounts counts, List<SecurityEvent> events) {

        /** The calls with their places, without the name of the file. */
        List<String> calls() {
            return events.stream()
                    .map(event -> event.source().toString().replaceFirst("^.*[/\\\\]trail", "") + " "
                            + event.textOrNull("eventName"))
                    .toList();
        }

        /** Line, position and reason of what was unreadable. */
        List<String> problems() {
            return counts.firstUnreadable().stream()
                    .map(one -> one.place().line() + "#" + one.place().record() + ": " + one.reason())
                    .toList();
        }
    }

    private TestTrail() {}

    static String event(String name) {
        return event(name, "2023-07-10T11:47:39Z");
    }

    static String event(String name, String time) {
        return "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"IAMUser\",\"arn\":\"arn:aws:iam::1:user/eve\"},"
                + "\"eventTime\":\"" + time + "\",\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"" + name
                + "\",\"resources\":[{\"type\":\"a\"},{\"type\":\"b\"}]}";
    }

    static Read read(Path folder, String content) throws IOException {
        return read(folder, content, CloudTrailOptions.defaults());
    }

    static Read read(Path folder, String content, CloudTrailOptions options) throws IOException {
        return read(folder, content.getBytes(StandardCharsets.UTF_8), options);
    }

    static Read read(Path folder, byte[] content, CloudTrailOptions options) throws IOException {
        Path file = folder.resolve("trail");
        Files.write(file, content);
        return read(List.of(file), options);
    }

    static Read read(List<Path> files, CloudTrailOptions options) throws IOException {
        List<SecurityEvent> events = new ArrayList<>();
        return new Read(CloudTrailReader.read(files, options, events::add), events);
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
