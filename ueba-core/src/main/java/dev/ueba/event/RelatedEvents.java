package dev.ueba.event;

import java.util.List;
import java.util.Objects;

/**
 * The events behind anomalies of a table: those of the entity, in a range of time, that have one of the anomalous values.
 *
 * @param entity whose events
 * @param table name of the table
 * @param entityColumns columns that hold the entity; one of them has to match
 * @param values one of them has to be there; at least one
 * @param range when
 * @param limit how many events at most, {@code >= 1}
 */
public record RelatedEvents(
        EntityMatch entity,
        String table,
        List<String> entityColumns,
        List<ColumnValue> values,
        TimeRange range,
        int limit) {

    /**
     * A value of a column.
     *
     * @param column name of the column
     * @param type its type, as in {@link TableColumns.Column}
     * @param value as text
     */
    public record ColumnValue(String column, String type, String value) {

        public ColumnValue {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(value, "value");
        }
    }

    public RelatedEvents {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(range, "range");
        entityColumns = List.copyOf(entityColumns);
        values = List.copyOf(values);
        if (entityColumns.isEmpty() || values.isEmpty()) {
            throw new IllegalArgumentException("related events need at least one column of the entity and one value");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be >= 1, but was " + limit);
        }
    }
}
