package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubSecurityEventsTest {

    @TempDir
    private Path folder;

    @Test
    void read_events_keepTheNamesAndPlacesOfTheLog() throws IOException {
        Path file = folder.resolve("log.json");
        Files.writeString(
                file,
                """
                {"@timestamp":1774267245792,"_document_id":"a","action":"git.clone","actor":"alice","actor_ip":"192.0.2.1","repository":"o/r"}
                {"action":"undated","actor":"alice"}
                {"@timestamp":1774267245793,"action":"org.add_member","actor":"alice","user":"bob"}
                """);
        List<SecurityEvent> events = new ArrayList<>();

        GitHubLogCounts counts =
                GitHubSecurityEvents.read(List.of(file), GitHubAuditLogOptions.defaults(), events::add);

        assertThat(counts.used()).isEqualTo(2);
        assertThat(events).hasSize(2);
        SecurityEvent first = events.get(0);
        assertThat(first.time()).isEqualTo(Instant.ofEpochMilli(1774267245792L));
        assertThat(first.source()).isEqualTo(EventSource.line(file.toString().replace('\\', '/'), 1));
        assertThat(first.field("actor")).contains("alice");
        assertThat(first.field("repo")).contains("o/r");
        assertThat(first.field("user")).isEmpty();
        assertThat(events.get(1).field("user")).contains("bob");
        assertThat(events.get(1).field("actor_ip")).isEmpty();
        assertThat(events.get(1).source().position()).isEqualTo(3);
    }
}
