package dev.ueba.cli;

import dev.ueba.event.EntityLookupResult;
import dev.ueba.event.LocalEventQueries;
import dev.ueba.event.RelatedQuery;
import dev.ueba.event.SecurityEvent;
import dev.ueba.feature.CsvOutput;
import dev.ueba.storage.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the events behind anomalies, or the queries that show them. */
final class RelatedOutput {

    private RelatedOutput() {}

    /** Writes the events with file and line, the columns of all tables side by side. */
    static void writeEvents(
            LocalEventQueries queries, List<RelatedQuery> related, Path file, boolean neutraliseFormulas)
            throws IOException {
        List<List<SecurityEvent>> events = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (RelatedQuery one : related) {
            List<SecurityEvent> ofTable = queries.events(one.events());
            events.add(ofTable);
            ofTable.stream()
                    .limit(1)
                    .forEach(event -> columns.addAll(event.fields().names()));
        }
        CsvOutput.writeFile(file, neutraliseFormulas, csv -> {
            csv.text("table").text("time").text("source");
            for (String column : columns) {
                csv.text(encodable(column));
            }
            csv.endRow();
            for (int i = 0; i < events.size(); i++) {
                for (SecurityEvent event : events.get(i)) {
                    csv.text(encodable(related.get(i).events().table()))
                            .text(event.time().toString())
                            .text(encodable(event.source().toString()));
                    for (String column : columns) {
                        csv.text(encodable(event.field(column).orElse("")));
                    }
                    csv.endRow();
                }
            }
        });
    }

    /** Writes the queries as text; if there are none, no file is left. */
    static void writeQueries(EntityLookupResult result, Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (RelatedQuery related : result.related()) {
            if (related.query() != null) {
                text.append(related.query()).append("\n\n");
            }
        }
        if (text.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            AtomicFiles.replace(file, out -> out.write(bytes));
        }
    }

    /** UTF-8 cannot hold half a pair. */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
