package dev.ueba.logs.github;

import java.nio.charset.StandardCharsets;

/**
 * One event as it was found, its texts still bytes of the file (UTF-8). Reused for the next event: whoever wants to keep
 * something copies it. Not thread-safe.
 */
final class RawEvent {

    /** Where the texts lie; field {@code f} from {@code from[f]} to {@code to[f]}, empty if absent. */
    byte[] bytes = new byte[0];

    final int[] from = new int[EventField.TEXT_COUNT];
    final int[] to = new int[EventField.TEXT_COUNT];
    private final long[] times = new long[EventField.TIME_COUNT];
    boolean bot;

    /** Hashes of the document id, once {@link DocumentIds} has looked at it; 0 if it has not. */
    long idHash;

    long secondIdHash;

    /** Where the record begins, from 1. */
    long line;

    /** Which record of its file it is, from 1. */
    long record;

    void clear(byte[] source) {
        bytes = source;
        for (int field = 0; field < EventField.TEXT_COUNT; field++) {
            from[field] = 0;
            to[field] = 0;
        }
        for (int i = 0; i < EventField.TIME_COUNT; i++) {
            times[i] = EventTimes.NONE;
        }
        bot = false;
        idHash = 0;
    }

    void setText(int field, int start, int end) {
        from[field] = start;
        to[field] = end;
    }

    void setTime(int field, long epochMillis) {
        times[field - EventField.FIRST_TIME] = epochMillis;
    }

    boolean has(int field) {
        return to[field] > from[field];
    }

    int length(int field) {
        return to[field] - from[field];
    }

    /** Returns the text of a field; empty if absent. */
    String text(int field) {
        return new String(bytes, from[field], length(field), StandardCharsets.UTF_8);
    }

    /** Returns {@link EventField#REPO} or {@link EventField#REPOSITORY}: the first that is not empty. */
    int repositoryField() {
        return has(EventField.REPO) ? EventField.REPO : EventField.REPOSITORY;
    }

    /** Returns milliseconds since 1970, or {@link EventTimes#NONE}. */
    long epochMillis() {
        for (long time : times) {
            if (time != EventTimes.NONE) {
                return time;
            }
        }
        return EventTimes.NONE;
    }

    /** Sets all of it from an event whose texts are {@code String}s. */
    void set(GitHubAuditEvent event) {
        byte[][] parts = new byte[EventField.TEXT_COUNT][];
        parts[EventField.ACTION] = event.action().getBytes(StandardCharsets.UTF_8);
        parts[EventField.ACTOR] = event.actor().getBytes(StandardCharsets.UTF_8);
        parts[EventField.IP] = event.actorIp().getBytes(StandardCharsets.UTF_8);
        parts[EventField.REPO] = event.repository().getBytes(StandardCharsets.UTF_8);
        parts[EventField.REPOSITORY] = new byte[0];
        parts[EventField.USER] = event.user().getBytes(StandardCharsets.UTF_8);
        parts[EventField.DOCUMENT_ID] = event.documentId().getBytes(StandardCharsets.UTF_8);
        setTexts(parts);
        event.time().ifPresent(time -> setTime(EventField.FIRST_TIME, time.toEpochMilli()));
        bot = event.actorIsBot();
    }

    /** Clears the event and sets its texts, one per field. */
    void setTexts(byte[][] parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        clear(new byte[length]);
        int offset = 0;
        for (int field = 0; field < EventField.TEXT_COUNT; field++) {
            System.arraycopy(parts[field], 0, bytes, offset, parts[field].length);
            setText(field, offset, offset + parts[field].length);
            offset += parts[field].length;
        }
    }

    /** Becomes a copy of another event, its texts in bytes of its own. */
    void copyOf(RawEvent other) {
        int length = 0;
        for (int field = 0; field < EventField.TEXT_COUNT; field++) {
            length += other.length(field);
        }
        if (bytes.length < length) {
            bytes = new byte[length * 2];
        }
        int offset = 0;
        for (int field = 0; field < EventField.TEXT_COUNT; field++) {
            int fieldLength = other.length(field);
            System.arraycopy(other.bytes, other.from[field], bytes, offset, fieldLength);
            setText(field, offset, offset + fieldLength);
            offset += fieldLength;
        }
        System.arraycopy(other.times, 0, times, 0, EventField.TIME_COUNT);
        bot = other.bot;
        line = other.line;
        record = other.record;
        idHash = 0;
    }

    /** Returns a copy that stays. */
    GitHubAuditEvent toEvent(String file) {
        return GitHubAuditEvent.of(this, file);
    }
}
