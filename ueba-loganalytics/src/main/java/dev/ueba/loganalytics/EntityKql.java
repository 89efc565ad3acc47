package dev.ueba.loganalytics;

import dev.ueba.event.EntityMatch;
import dev.ueba.event.RelatedEvents;
import dev.ueba.event.SeriesRequest;
import dev.ueba.event.TimeRange;
import dev.ueba.series.SeriesDecomposition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The queries of an entity lookup, each a single statement. */
final class EntityKql {

    static final String TABLE = "source_table";
    static final String COLUMN = "column_name";
    static final String EVENTS = "events";
    static final String FIRST = "first_time";
    static final String LAST = "last_time";
    static final String DAYS = "days";
    static final String DISTINCT = "distinct_";
    static final String ENTITY_COLUMN = "entity_column";
    static final String VALUE_COLUMN = "value_column";
    static final String VALUE = "cell";
    static final String COUNTS = "series_counts";
    static final String SCORES = "series_scores";
    static final String BASELINE = "series_baseline";

    private EntityKql() {}

    static String schema(String table) {
        return KqlText.name(table) + "\n| getschema\n| project ColumnName, ColumnType";
    }

    /** All columns of all matching records, so that every column that holds the entity is found. */
    static String presence(EntityMatch entity, List<String> tables, TimeRange range) {
        String in = tables.isEmpty()
                ? ""
                : tables.stream().map(KqlText::name).collect(Collectors.joining(", ", " in (", ")"));
        return "find withsource=" + TABLE + in + " where " + KqlText.within(range) + " and "
                + KqlText.somewhere(entity) + " project pack(*)"
                + "\n| mv-expand kind=array entry = pack_"
                + "\n| extend " + COLUMN + " = tostring(entry[0])"
                + "\n| where " + COLUMN + " != " + KqlLiterals.string(KqlText.TIME) + " and "
                + KqlText.matches("tostring(entry[1])", entity)
                + "\n| distinct " + TABLE + ", " + COLUMN;
    }

    static String sightings(
            EntityMatch entity, TableSchema schema, List<TableSchema.Column> entityColumns, TimeRange range) {
        return events(schema, range)
                + "\n| where " + KqlText.anyMatches(entityColumns, entity)
                + "\n| summarize " + FIRST + " = min(" + KqlText.TIME + "), " + LAST + " = max(" + KqlText.TIME + "), "
                + EVENTS + " = count(), " + DAYS + " = count_distinct(bin(" + KqlText.TIME + ", 1d))";
    }

    /** One row: the number of records, and for each column that of its different values. */
    static String distinctCounts(TableSchema schema, List<TableSchema.Column> columns, TimeRange range) {
        StringBuilder kql = new StringBuilder(events(schema, range)).append("\n| summarize " + EVENTS + " = count()");
        for (int i = 0; i < columns.size(); i++) {
            String name = KqlText.name(columns.get(i).name());
            kql.append(",\n    " + DISTINCT)
                    .append(i)
                    .append(" = dcountif(")
                    .append(name)
                    .append(", isnotempty(")
                    .append(name)
                    .append("))");
        }
        return kql.toString();
    }

    /** A row per column of the entity, column and value; columns are told by their position in the request. */
    static String series(
            SeriesRequest request,
            TableSchema schema,
            List<TableSchema.Column> entityColumns,
            List<TableSchema.Column> columns) {
        List<String> holders = new ArrayList<>();
        for (int i = 0; i < entityColumns.size(); i++) {
            TableSchema.Column column = entityColumns.get(i);
            String holds = KqlText.matches(KqlText.text(column.name(), column.type()), request.entity());
            holders.add("iff(" + holds + ", " + i + ", -1)");
        }
        String cells = columns.stream()
                .map(column -> KqlText.text(column.name(), column.type()))
                .collect(Collectors.joining(",\n        "));
        return events(schema, request.range())
                + "\n| where " + KqlText.anyMatches(entityColumns, request.entity())
                + "\n| project\n    " + KqlText.TIME
                + ",\n    " + ENTITY_COLUMN + " = pack_array(\n        " + String.join(",\n        ", holders) + ")"
                + ",\n    " + VALUE + " = pack_array(\n        " + cells + ")"
                + "\n| mv-expand " + ENTITY_COLUMN + " to typeof(long)"
                + "\n| where " + ENTITY_COLUMN + " >= 0"
                + "\n| mv-expand with_itemindex=" + VALUE_COLUMN + " " + VALUE + " to typeof(string)"
                + "\n| where isnotempty(" + VALUE + ")"
                + "\n| make-series " + COUNTS + " = count() default=0 on " + KqlText.TIME
                + " from " + KqlLiterals.datetime(request.range().from())
                + " to " + KqlLiterals.datetime(request.range().to())
                + " step " + KqlLiterals.timespan(request.step())
                + " by " + ENTITY_COLUMN + ", " + VALUE_COLUMN + ", " + VALUE
                + "\n| where tolong(" + COUNTS + "[-1]) > 0"
                + "\n| extend (series_flags, " + SCORES + ", " + BASELINE + ") = series_decompose_anomalies("
                + COUNTS + ", " + decomposition(request.decomposition()) + ")"
                + "\n| project " + ENTITY_COLUMN + ", " + VALUE_COLUMN + ", " + VALUE
                + ", " + COUNTS + " = tostring(" + COUNTS + "), " + SCORES + " = tostring(" + SCORES + "), "
                + BASELINE + " = tostring(" + BASELINE + ")";
    }

    private static String decomposition(SeriesDecomposition options) {
        String trend =
                switch (options.trend()) {
                    case AVERAGE -> "avg";
                    case LINE_FIT -> "linefit";
                    case NONE -> "none";
                };
        return KqlText.real(options.threshold()) + ", " + options.seasonality() + ", " + KqlLiterals.string(trend)
                + ", " + options.testPoints() + ", \"ctukey\", 0.6";
    }

    static String related(RelatedEvents events, TableSchema schema) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (RelatedEvents.ColumnValue value : events.values()) {
            values.computeIfAbsent(value.column(), column -> new ArrayList<>()).add(value.value());
        }
        String any = values.entrySet().stream()
                .map(entry -> in(schema.column(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining("\n    or "));
        return events(schema, events.range())
                + "\n| where " + KqlText.anyMatches(schema.columns(events.entityColumns()), events.entity())
                + "\n| where " + any
                + "\n| top " + events.limit() + " by " + KqlText.TIME + " desc";
    }

    /** Whole numbers are compared as such where they are, so that the index of the column can be used. */
    private static String in(TableSchema.Column column, List<String> values) {
        boolean numbers = (column.type().equals("long") || column.type().equals("int"))
                && values.stream().allMatch(EntityKql::isWhole);
        if (numbers) {
            return KqlText.name(column.name()) + " in "
                    + values.stream()
                            .map(value -> KqlText.whole(Long.parseLong(value)))
                            .collect(Collectors.joining(", ", "(", ")"));
        }
        return KqlText.text(column.name(), column.type()) + " in " + KqlLiterals.strings(values);
    }

    private static boolean isWhole(String value) {
        try {
            return Long.toString(Long.parseLong(value)).equals(value);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String events(TableSchema schema, TimeRange range) {
        return KqlText.name(schema.table()) + "\n| where " + KqlText.within(range);
    }
}
