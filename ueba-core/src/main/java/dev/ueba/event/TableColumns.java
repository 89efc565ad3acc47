package dev.ueba.event;

import java.util.List;
import java.util.Objects;

/**
 * How many different values the columns of a table have in a range of time: what tells categories from identifiers.
 *
 * @param eventCount events of the table in the range, {@code >= 0}
 * @param columns those that can hold categories (whole numbers and texts), in the order of the table
 */
public record TableColumns(long eventCount, List<Column> columns) {

    /**
     * A column of a table.
     *
     * @param name name of the column
     * @param type its type in the words of Kusto: {@code string}, {@code long}, {@code int} …
     * @param distinctCount different values, missing and empty ones left out, {@code >= 0}; sources may estimate it
     */
    public record Column(String name, String type, long distinctCount) {

        public Column {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            if (distinctCount < 0) {
                throw new IllegalArgumentException("distinctCount must be >= 0, but was " + distinctCount);
            }
        }
    }

    public TableColumns {
        columns = List.copyOf(columns);
        if (eventCount < 0) {
            throw new IllegalArgumentException("eventCount must be >= 0, but was " + eventCount);
        }
    }
}
