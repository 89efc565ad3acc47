package dev.ueba.event;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A question that a lookup asked its source, for the audit.
 *
 * @param question which: {@code presence}, {@code sightings}, {@code columns} or {@code series}
 * @param table name of the table; empty if the question was about several
 * @param duration how long the answer took
 * @param queries text of the queries in the language of the source; empty if it has none
 */
public record QueryRecord(String question, String table, Duration duration, List<String> queries) {

    public QueryRecord {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(duration, "duration");
        queries = List.copyOf(queries);
    }
}
