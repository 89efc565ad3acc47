package dev.ueba.logs.github;

import dev.ueba.logs.LogFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads raw GitHub audit logs as single events: JSON lines, lists, envelopes, syslog lines with JSON, plain or gzip.
 *
 * <p>Nothing in a file stops reading: what cannot be read is counted with its place. Memory: one record, and the document ids
 * up to their limit. The methods are stateless and may be called by any thread.
 */
public final class GitHubAuditLogReader {

    /** Stops reading once everything was found. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough", null, false, false);
        }
    }

    private GitHubAuditLogReader() {}

    /**
     * Hands over the events that count, in the order of the files and of each file: dated, with an actor, not a machine's
     * (unless those are kept), each document id once (the first copy).
     *
     * @param files as {@link LogFiles#expand} returns them
     * @param options which events count
     * @param consumer takes each event
     * @return what became of all events; days and hours in UTC
     * @throws IOException if a file cannot be opened or read
     */
    public static GitHubLogCounts read(
            List<Path> files, GitHubAuditLogOptions options, Consumer<GitHubAuditEvent> consumer) throws IOException {
        EventCounter counter = new EventCounter(
                options, GitHubAuditFeatureOptions.defaults(), new DocumentIds(options.maxDocumentIds()), false, false);
        FileEvents events = new FileEvents(options.limits());
        for (Path file : files) {
            String name = LogFiles.text(file);
            counter.tally().files++;
            events.read(file, new EventHandler() {
                @Override
                public void event(RawEvent event) {
                    if (counter.add(event)) {
                        consumer.accept(event.toEvent(name));
                    }
                }

                @Override
                public void unreadable(long line, String reason) {
                    counter.tally().unreadable(name, line, reason);
                }
            });
        }
        return counter.settledTally().toCounts();
    }

    /**
     * Finds the raw events behind a row of a feature table.
     *
     * @param files as {@link LogFiles#expand} returns them
     * @param options limits of reading; machine accounts are found like others
     * @param wanted actor and day
     * @param zone whose days are meant; that of the features
     * @param limit how many events at most
     * @return the first events in the order of files and lines, each document id once
     * @throws IOException if a file cannot be opened or read
     */
    public static List<GitHubAuditEvent> find(
            List<Path> files, GitHubAuditLogOptions options, ActorOnDay wanted, ZoneId zone, int limit)
            throws IOException {
        return findAll(files, options, Set.of(wanted), zone, limit).getOrDefault(wanted, List.of());
    }

    /**
     * Finds the raw events behind several rows in one reading.
     *
     * @param files as {@link LogFiles#expand} returns them
     * @param options limits of reading; machine accounts are found like others
     * @param wanted actors and days
     * @param zone whose days are meant; that of the features
     * @param limitEach how many events at most for each
     * @return for each actor and day the first events in the order of files and lines, each document id once
     * @throws IOException if a file cannot be opened or read
     */
    public static Map<ActorOnDay, List<GitHubAuditEvent>> findAll(
            List<Path> files, GitHubAuditLogOptions options, Collection<ActorOnDay> wanted, ZoneId zone, int limitEach)
            throws IOException {
        Evidence evidence = new Evidence(wanted, zone, limitEach);
        FileEvents events = new FileEvents(options.limits());
        try {
            for (Path file : files) {
                evidence.file = LogFiles.text(file);
                events.read(file, evidence);
            }
        } catch (Enough e) {
            // Every list is full.
        }
        return evidence.found();
    }

    private static final class Evidence implements EventHandler {
        private final Map<ActorOnDay, List<GitHubAuditEvent>> found = new LinkedHashMap<>();
        private final Map<String, Set<Integer>> daysOfActor = new HashMap<>();
        private final ByteDictionary actors = new ByteDictionary();
        private final Set<String> ids = new HashSet<>();
        private final LocalTimes times;
        private final int limitEach;
        private int open;
        private String file = "";

        Evidence(Collection<ActorOnDay> wanted, ZoneId zone, int limitEach) {
            this.times = new LocalTimes(zone);
            this.limitEach = limitEach;
            for (ActorOnDay one : wanted) {
                byte[] name = one.actor().getBytes(StandardCharsets.UTF_8);
                actors.add(name, 0, name.length);
                found.put(one, new ArrayList<>());
                daysOfActor
                        .computeIfAbsent(one.actor(), actor -> new HashSet<>())
                        .add(Math.toIntExact(one.day().toEpochDay()));
            }
            open = limitEach > 0 ? found.size() : 0;
        }

        @Override
        public void event(RawEvent event) {
            if (open == 0) {
                throw new Enough();
            }
            int actor = actors.find(event.bytes, event.from[EventField.ACTOR], event.to[EventField.ACTOR]);
            long millis = event.epochMillis();
            if (actor < 0 || millis == EventTimes.NONE) {
                return;
            }
            String name = actors.text(actor);
            int day = LocalTimes.epochDay(times.local(millis));
            if (!daysOfActor.getOrDefault(name, Set.of()).contains(day)) {
                return;
            }
            List<GitHubAuditEvent> events = found.get(new ActorOnDay(name, LocalDate.ofEpochDay(day)));
            boolean isNew = !event.has(EventField.DOCUMENT_ID) || ids.add(event.text(EventField.DOCUMENT_ID));
            if (events != null && events.size() < limitEach && isNew) {
                events.add(event.toEvent(file));
                open -= events.size() == limitEach ? 1 : 0;
            }
        }

        @Override
        public void unreadable(long line, String reason) {
            // Counted where features are made.
        }

        Map<ActorOnDay, List<GitHubAuditEvent>> found() {
            found.replaceAll((key, events) -> List.copyOf(events));
            return found;
        }
    }
}
