package dev.ueba.logs.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.logs.UnreadableRecord;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small public files, one per form of log, give exactly the events of {@code expected-events.txt}. */
final class SampleLogsTest {

    private static final AuthLogOptions OPTIONS =
            AuthLogOptions.defaults().withNow(Instant.parse("2026-11-22T00:00:00Z"));

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SampleLogsTest.class.getResource("formats/README.md"))
                        .toURI())
                .resolveSibling("");
    }

    /** Returns all events and all unreadable lines, file by file. */
    static List<String> describe(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            ReadLog read = ReadLog.of(OPTIONS, file);
            lines.add(
                    "# " + file.getFileName() + ": " + read.counts().toString().replaceFirst("1 files, ", ""));
            read.events().forEach(event -> lines.add(ReadLog.fullText(event)));
            for (UnreadableRecord record : read.counts().firstUnreadable()) {
                lines.add(record.place().line() + " unreadable: " + record.reason());
            }
        }
        return lines;
    }

    @Test
    void events_areAsExpected() throws IOException, URISyntaxException {
        Path folder = folder();
        assertThat(describe(folder)).isEqualTo(Files.readAllLines(folder.resolve("expected-events.txt")));
    }
}
