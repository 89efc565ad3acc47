package dev.ueba.examples;

import dev.ueba.event.EntityAnomaly;
import dev.ueba.event.EntityAnomalyLookup;
import dev.ueba.event.EntityLookupOptions;
import dev.ueba.event.EntityLookupResult;
import dev.ueba.event.EntityMatch;
import dev.ueba.event.LocalEventQueries;
import dev.ueba.event.SecurityEvent;
import dev.ueba.event.TableLookup;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.github.GitHubAuditLogOptions;
import dev.ueba.logs.github.GitHubSecurityEvents;
import dev.ueba.report.InvestigationReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What else was odd about somebody around the time of an alert, and the raw events behind it. */
public final class InvestigateEntity {

    private InvestigateEntity() {}

    /**
     * Runs the example.
     *
     * @param arguments not used
     * @throws IOException if the logs cannot be read or the page cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpackLogs();
        Instant alert = Instant.parse("2026-03-12T07:00:00Z");
        EntityLookupOptions options = EntityLookupOptions.defaults();

        LocalEventQueries.Builder tables =
                LocalEventQueries.builder().range(EntityAnomalyLookup.neededRange(alert, options));
        GitHubSecurityEvents.read(
                LogFiles.expand(List.of(sample.logs().toString())),
                GitHubAuditLogOptions.defaults(),
                event -> tables.add("github", event));
        LocalEventQueries queries = tables.build();

        EntityLookupResult result = EntityAnomalyLookup.of(queries, options).find(EntityMatch.of("inessingh"), alert);
        for (TableLookup table : result.tables()) {
            System.out.println(table.table() + ": " + table.told());
        }
        for (EntityAnomaly anomaly :
                result.top().subList(0, Math.min(3, result.top().size()))) {
            System.out.println(
                    anomaly.series().column() + " = " + anomaly.series().value() + ": " + anomaly.actualCount()
                            + " events instead of " + anomaly.expectedCount());
        }
        List<SecurityEvent> events = queries.events(result.related().get(0).events());
        System.out.println("first of " + events.size() + " events behind it: "
                + events.get(0).source());

        InvestigationReport.of(result).writeHtml(sample.file("investigation.html"));
    }
}
