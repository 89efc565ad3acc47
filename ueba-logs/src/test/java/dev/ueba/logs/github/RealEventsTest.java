package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reads the public samples; the numbers are those of their README. */
final class RealEventsTest {

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RealEventsTest.class.getResource("real/" + name))
                .toURI());
    }

    private static GitHubLogCounts read(String name, List<GitHubAuditEvent> events)
            throws IOException, URISyntaxException {
        return GitHubAuditLogReader.read(List.of(file(name)), GitHubAuditLogOptions.defaults(), events::add);
    }

    @Test
    void read_ofPanther_givesEightyEvents() throws IOException, URISyntaxException {
        List<GitHubAuditEvent> events = new ArrayList<>();
        GitHubLogCounts counts = read("panther.ndjson", events);
        assertThat(counts.read()).isEqualTo(80);
        assertThat(counts.unreadable()).isZero();
        assertThat(counts.withoutTime()).isEqualTo(23);
        assertThat(counts.duplicates()).isEqualTo(4);
        // Three ids stand on lines that differ, one of them only in fields that are not used.
        assertThat(counts.differing()).isEqualTo(2);
        assertThat(counts.machineAccounts()).containsOnlyKeys("github-actions[bot]", "secret-scanning[bot]");
        assertThat(counts.undocumentedActions())
                .containsKeys("repo.update", "repo.enable", "org.saml_enabled", "unknown.admin_role");
        assertThat(counts.read())
                .isEqualTo(counts.used()
                        + counts.withoutTime()
                        + counts.withoutActor()
                        + counts.duplicates()
                        + counts.machineLeftOut());
        assertThat(events).hasSize((int) counts.used());
        assertThat(events.get(0).place().line()).isEqualTo(1);
        assertThat(events.get(0).time().orElseThrow()).hasToString("2021-05-18T02:31:58.553Z");
    }

    @Test
    void readFeatures_ofPanther_usesOneEventPerId() throws IOException, URISyntaxException {
        GitHubAuditLogSource source =
                GitHubAuditLogSource.open(List.of(file("panther.ndjson").toString()));
        assertThat(source.counts().used()).isPositive();
        assertThat(source.readFeatures().rowCount()).isPositive();
        assertThat(source.counts().duplicates()).isEqualTo(4);
        assertThat(source.health().toLines()).isNotEmpty();
    }

    @Test
    void read_ofAzureSentinel_leavesOutWhoIsNobody() throws IOException, URISyntaxException {
        List<GitHubAuditEvent> events = new ArrayList<>();
        GitHubLogCounts counts = read("azure-sentinel.ndjson", events);
        assertThat(counts.read()).isEqualTo(29);
        assertThat(counts.unreadable()).isZero();
        assertThat(counts.withoutTime()).isZero();
        assertThat(counts.withoutActor()).isEqualTo(4);
        assertThat(counts.used()).isEqualTo(25);
        assertThat(counts.withoutIp()).isEqualTo(25);
    }

    @Test
    void read_ofSekoia_givesTheListWithItsLines() throws IOException, URISyntaxException {
        List<GitHubAuditEvent> events = new ArrayList<>();
        GitHubLogCounts counts = read("sekoia.json", events);
        assertThat(counts.read()).isEqualTo(4);
        assertThat(counts.used()).isEqualTo(4);
        assertThat(counts.unreadable()).isZero();
        assertThat(events)
                .extracting(GitHubAuditEvent::action)
                .containsExactly("org.block_user", "org.unblock_user", "org.block_user", "org.unblock_user");
        assertThat(events).extracting(event -> event.place().line()).containsExactly(2L, 18L, 34L, 50L);
    }
}
