package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.logs.LogLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GitHubAuditEventsTest {

    private static final String LOG =
            """
            {"@timestamp":1767312000000,"action":"git.clone","actor":"a","_document_id":"1"}
            not json
            [{"action":"repo.access","actor":"b","_document_id":"1"},
             {"action":"repo.access","actor":"b","_document_id":"1","repo":"o/r"}]
            """;

    private static List<GitHubAuditEvent> all(GitHubAuditEvents events) throws IOException {
        List<GitHubAuditEvent> found = new ArrayList<>();
        events.forEachRemaining(found::add);
        events.close();
        return found;
    }

    private static GitHubAuditEvents of(byte[] bytes) throws IOException {
        return GitHubAuditEvents.of(new ByteArrayInputStream(bytes), "log", LogLimits.defaults());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @Test
    void next_ofPlainAndFoldedLogs_givesAllEventsAndCopies() throws IOException {
        byte[] plain = LOG.getBytes(StandardCharsets.UTF_8);

        for (byte[] bytes : List.of(plain, gzip(plain))) {
            GitHubAuditEvents events = of(bytes);
            List<GitHubAuditEvent> found = all(events);

            assertThat(found).extracting(GitHubAuditEvent::actor).containsExactly("a", "b", "b");
            assertThat(found.get(2).place().line()).isEqualTo(4);
            assertThat(events.unreadable()).isEqualTo(1);
            assertThatThrownBy(events::next).isInstanceOf(NoSuchElementException.class);
            // The fullest copy has the lowest rank.
            assertThat(found.get(0).copyRank()).isLessThan(found.get(2).copyRank());
            assertThat(found.get(2).copyRank()).isLessThan(found.get(1).copyRank());
        }
    }

    @Test
    void next_ofBrokenGzip_countsIt() throws IOException {
        byte[] folded = gzip(LOG.getBytes(StandardCharsets.UTF_8));

        GitHubAuditEvents headOnly = of(Arrays.copyOf(folded, 5));
        assertThat(all(headOnly)).isEmpty();
        assertThat(headOnly.unreadable()).isEqualTo(1);
        GitHubAuditEvents cut = of(Arrays.copyOf(folded, folded.length - 12));
        all(cut);
        assertThat(cut.unreadable()).isPositive();
        assertThat(all(of(new byte[0]))).isEmpty();
    }
}
