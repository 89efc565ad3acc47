package dev.ueba.logs.github;

import dev.ueba.event.EventFields;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.LogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** GitHub audit events as events of any vendor. Stateless; the methods may be called by any thread. */
public final class GitHubSecurityEvents {

    /** The names of the fields, those of the log itself; {@code repo} also for events that call it {@code repository}. */
    public static final EventFields FIELDS =
            EventFields.of("actor", "action", "repo", "user", "actor_ip", "_document_id");

    private GitHubSecurityEvents() {}

    /**
     * Hands over the events that count, as {@link GitHubAuditLogReader#read} does.
     *
     * @param files as {@link LogFiles#expand} returns them
     * @param options which events count
     * @param consumer takes each event
     * @return what became of all events
     * @throws IOException if a file cannot be opened or read
     */
    public static GitHubLogCounts read(
            List<Path> files, GitHubAuditLogOptions options, Consumer<SecurityEvent> consumer) throws IOException {
        return GitHubAuditLogReader.read(files, options, event -> of(event).ifPresent(consumer));
    }

    /**
     * Returns an event with the fields {@link #FIELDS}; empty texts are missing.
     *
     * @param event any
     * @return empty if the event has no time
     */
    public static Optional<SecurityEvent> of(GitHubAuditEvent event) {
        return event.time()
                .map(time -> FIELDS.event(
                        time,
                        EventSource.line(event.place().file(), event.place().line()),
                        present(event.actor()),
                        present(event.action()),
                        present(event.repository()),
                        present(event.user()),
                        present(event.actorIp()),
                        present(event.documentId())));
    }

    private static @Nullable String present(String text) {
        return text.isEmpty() ? null : text;
    }
}
