package dev.ueba.loganalytics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the question for a schema from a list, and every other with the table that was put in for it. Not thread-safe. */
final class CannedWorkspace implements LogsQueryExecutor {

    final List<String> queries = new ArrayList<>();
    final List<QueryInterval> intervals = new ArrayList<>();
    private final Map<String, QueryTable> schemas = new LinkedHashMap<>();
    private final Deque<QueryTable> answers = new ArrayDeque<>();

    /** Adds a table; columns as {@code name:type}. */
    CannedWorkspace table(String name, String... columns) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String column : columns) {
            int colon = column.lastIndexOf(':');
            rows.add(new Object[] {column.substring(0, colon), column.substring(colon + 1)});
        }
        schemas.put(EntityKql.schema(name), answer("ColumnName:string ColumnType:string", rows));
        return this;
    }

    CannedWorkspace next(QueryTable answer) {
        answers.add(answer);
        return this;
    }

    CannedWorkspace next(String columns, @Nullable Object[]... rows) {
        return next(answer(columns, List.of(rows)));
    }

    static QueryTable answer(String columns, List<@Nullable Object[]> rows) {
        List<QueryTable.Column> parsed = new ArrayList<>();
        for (String column : columns.split(" ")) {
            String[] parts = column.split(":");
            parsed.add(new QueryTable.Column(parts[0], QueryTable.ColumnType.of(parts[1])));
        }
        return QueryTable.of(parsed, rows);
    }

    @Override
    public QueryTable run(String kql, QueryInterval interval, Duration timeout) throws LogAnalyticsException {
        queries.add(kql);
        intervals.add(interval);
        if (kql.contains("\n| getschema\n")) {
            QueryTable schema = schemas.get(kql);
            if (schema == null) {
                throw new LogAnalyticsException(LogAnalyticsException.Reason.QUERY_REFUSED, "no such table");
            }
            return schema;
        }
        return answers.remove();
    }
}
