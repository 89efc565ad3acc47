package dev.ueba.loganalytics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of a table, as the workspace tells them: names are only used in queries after they were found here. */
final class TableSchema {

    /** A column; the type in the words of Kusto. */
    record Column(String name, String type) {}

    private final String table;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    TableSchema(String table, List<Column> columns) {
        this.table = table;
        for (Column column : columns) {
            this.columns.put(column.name(), column);
        }
    }

    String table() {
        return table;
    }

    List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /**
     * Returns a column.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("the table '" + table + "' has no column '" + name + "'");
        }
        return column;
    }

    List<Column> columns(List<String> names) {
        return names.stream().map(this::column).toList();
    }
}
