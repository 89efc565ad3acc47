package dev.ueba.event;

import java.util.Comparator;
import java.util.Objects;

/**
 * A column in which an entity occurs. Ordered by table, then column.
 *
 * @param table name of the table
 * @param column name of the column
 */
public record EntityColumn(String table, String column) implements Comparable<EntityColumn> {

    private static final Comparator<EntityColumn> ORDER =
            Comparator.comparing(EntityColumn::table).thenComparing(EntityColumn::column);

    public EntityColumn {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(column, "column");
    }

    @Override
    public int compareTo(EntityColumn other) {
        return ORDER.compare(this, other);
    }
}
