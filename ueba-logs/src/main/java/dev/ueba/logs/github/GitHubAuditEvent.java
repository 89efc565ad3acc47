package dev.ueba.logs.github;

import dev.ueba.logs.LogPlace;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One event of a GitHub audit log, with the place where it stands. Texts that the event does not have are empty.
 *
 * @param time when; empty if the event has no time that can be read
 * @param action what, as {@code git.clone}
 * @param actor who: the exact login
 * @param actorIp from which address; usually empty, as disclosure is off by default
 * @param repository on which repository, as {@code org/name}
 * @param user to whom, on events about a person
 * @param documentId the unique id of the event
 * @param actorIsBot whether the event itself says that its actor is a bot
 * @param place file and line
 */
public record GitHubAuditEvent(
        Optional<Instant> time,
        String action,
        String actor,
        String actorIp,
        String repository,
        String user,
        String documentId,
        boolean actorIsBot,
        LogPlace place) {

    public GitHubAuditEvent {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(actorIp, "actorIp");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(documentId, "documentId");
        Objects.requireNonNull(place, "place");
    }

    /**
     * Orders copies of an event, which have the same document id: if they differ, the one with the lowest rank counts, whatever
     * the order in which they were read.
     *
     * @return first how much it lacks of time, actor, action, address and repository, then 28 bits of a hash of its content
     */
    public long copyRank() {
        RawEvent raw = new RawEvent();
        raw.set(this);
        return DocumentIds.rank(raw);
    }

    /** Returns what {@code raw} says, copied. */
    static GitHubAuditEvent of(RawEvent raw, String file) {
        long millis = raw.epochMillis();
        return new GitHubAuditEvent(
                millis == EventTimes.NONE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis)),
                raw.text(EventField.ACTION),
                raw.text(EventField.ACTOR),
                raw.text(EventField.IP),
                raw.text(raw.repositoryField()),
                raw.text(EventField.USER),
                raw.text(EventField.DOCUMENT_ID),
                raw.bot,
                new LogPlace(file, raw.line, raw.record));
    }
}
