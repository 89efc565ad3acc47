package dev.ueba.cli;

import dev.ueba.Anomaly;
import dev.ueba.feature.CsvOutput;
import dev.ueba.logs.github.ActorOnDay;
import dev.ueba.logs.github.GitHubAuditEvent;
import dev.ueba.logs.github.GitHubAuditLogSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes the raw events behind the strangest days, with the file and line of each. */
final class EvidenceCsv {

    private static final int EVENTS_EACH = 1000;

    private EvidenceCsv() {}

    /** Writes the events of each anomaly in order of time; at most 1,000 of each. */
    static void write(GitHubAuditLogSource source, List<Anomaly> anomalies, Path file) throws IOException {
        List<ActorOnDay> wanted = anomalies.stream()
                .map(anomaly -> new ActorOnDay(anomaly.actor(), anomaly.day()))
                .toList();
        Map<ActorOnDay, List<GitHubAuditEvent>> evidence = source.evidence(wanted, EVENTS_EACH);
        // For people with spreadsheets: cells that begin like a formula are neutralised.
        CsvOutput.writeFile(file, true, csv -> {
            for (String column : List.of(
                    "rank",
                    "actor",
                    "day",
                    "time",
                    "action",
                    "repository",
                    "actor_ip",
                    "user",
                    "file",
                    "line",
                    "record",
                    "document_id")) {
                csv.text(column);
            }
            csv.endRow();
            for (int i = 0; i < wanted.size(); i++) {
                for (GitHubAuditEvent event : evidence.getOrDefault(wanted.get(i), List.of())) {
                    csv.whole(i + 1)
                            .text(event.actor())
                            .day(Math.toIntExact(wanted.get(i).day().toEpochDay()))
                            .text(event.time().map(Instant::toString).orElse(""))
                            .text(event.action())
                            .text(event.repository())
                            .text(event.actorIp())
                            .text(event.user())
                            .text(event.place().file())
                            .whole(event.place().line())
                            .whole(event.place().record())
                            .text(event.documentId());
                    csv.endRow();
                }
            }
        });
    }
}
