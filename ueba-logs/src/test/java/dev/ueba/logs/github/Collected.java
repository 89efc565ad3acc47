package dev.ueba.logs.github;

import dev.ueba.logs.LogLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All that a stream hands over, kept. */
final class Collected implements EventHandler {

    final List<GitHubAuditEvent> events = new ArrayList<>();
    final List<String> unreadable = new ArrayList<>();

    static Collected of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), LogLimits.defaults());
    }

    static Collected of(byte[] bytes, LogLimits limits) {
        return of(new ByteArrayInputStream(bytes), limits);
    }

    static Collected of(InputStream in, LogLimits limits) {
        Collected collected = new Collected();
        try {
            new RecordStream(limits).read(in, collected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return collected;
    }

    @Override
    public void event(RawEvent event) {
        events.add(event.toEvent("f"));
    }

    @Override
    public void unreadable(long line, String reason) {
        unreadable.add(line + " " + reason);
    }

    List<String> actors() {
        return events.stream().map(GitHubAuditEvent::actor).toList();
    }

    List<Long> lines() {
        return events.stream().map(event -> event.place().line()).toList();
    }
}
