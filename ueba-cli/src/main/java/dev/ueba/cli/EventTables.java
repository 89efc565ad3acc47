package dev.ueba.cli;

import dev.ueba.event.LocalEventQueries;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.TimeRange;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogKind;
import dev.ueba.logs.auth.AuthLogOptions;
import dev.ueba.logs.auth.AuthLogReader;
import dev.ueba.logs.cloudtrail.CloudTrailOptions;
import dev.ueba.logs.cloudtrail.CloudTrailReader;
import dev.ueba.logs.generic.GenericLogOptions;
import dev.ueba.logs.generic.GenericLogReader;
import dev.ueba.logs.github.GitHubAuditLogOptions;
import dev.ueba.logs.github.GitHubLogCounts;
import dev.ueba.logs.github.GitHubSecurityEvents;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads log files into tables, one for each kind of log. */
final class EventTables {

    private final ZoneId zone;
    private final @Nullable Integer year;
    private final Console console;

    EventTables(ZoneId zone, @Nullable Integer year, Console console) {
        this.zone = zone;
        this.year = year;
        this.console = console;
    }

    /**
     * Reads the events of a range.
     *
     * @param paths files, folders or globs
     * @param kind of all files; null to tell each by its content
     * @param range events outside are left out
     */
    LocalEventQueries read(List<String> paths, @Nullable LogKind kind, TimeRange range) throws IOException {
        Map<LogKind, List<Path>> files = new EnumMap<>(LogKind.class);
        for (Path file : LogFiles.expand(paths)) {
            LogKind found = kind == null ? LogKind.of(file) : kind;
            files.computeIfAbsent(found, any -> new ArrayList<>()).add(file);
        }
        LocalEventQueries.Builder builder = LocalEventQueries.builder().range(range);
        for (Map.Entry<LogKind, List<Path>> entry : files.entrySet()) {
            String table = entry.getKey().toString();
            for (String line : read(entry.getKey(), entry.getValue(), event -> builder.add(table, event))) {
                console.say("%s: %s", table, SafeText.of(line));
            }
        }
        LocalEventQueries queries = builder.build();
        queries.eventCounts()
                .forEach((table, count) ->
                        console.say("table %s: %,d events from %s to %s", table, count, range.from(), range.to()));
        return queries;
    }

    /** Reads files of one kind; returns what became of their records, in lines for people. */
    private List<String> read(LogKind kind, List<Path> files, Consumer<SecurityEvent> consumer) throws IOException {
        return switch (kind) {
            case GITHUB -> {
                GitHubLogCounts counts = GitHubSecurityEvents.read(
                        files, GitHubAuditLogOptions.defaults().withKeepMachineAccounts(true), consumer);
                yield counts.toLines();
            }
            case AUTH -> toLines(AuthLogReader.read(files, authOptions(), consumer));
            case CLOUDTRAIL -> toLines(CloudTrailReader.read(files, CloudTrailOptions.defaults(), consumer));
            case GENERIC ->
                toLines(GenericLogReader.read(
                        files, GenericLogOptions.defaults().withZone(zone), consumer));
        };
    }

    private static List<String> toLines(EventLogCounts counts) {
        List<String> lines = new ArrayList<>(List.of(counts.toString()));
        counts.firstUnreadable().forEach(place -> lines.add("  " + place));
        return lines;
    }

    /** Without a year the newest one that fits is taken; a log of the future is none. */
    private AuthLogOptions authOptions() {
        AuthLogOptions options = AuthLogOptions.defaults().withZone(zone);
        return year == null ? options.withNow(Instant.now()) : options.withYear(year);
    }
}
