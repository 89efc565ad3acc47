package dev.ueba.loganalytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query: named, typed columns and rows of cells, any of which may be null. Immutable.
 */
public final class QueryTable {

    /** The scalar types of KQL, and what a cell of each is in Java. */
    public enum ColumnType {
        /** {@link Boolean}. */
        BOOL,
        /** {@link Instant}, to 100 ns. */
        DATETIME,
        /** {@link BigDecimal}. */
        DECIMAL,
        /** {@link String}: JSON. */
        DYNAMIC,
        /** {@link String}. */
        GUID,
        /** {@link Long}. */
        INT,
        /** {@link Long}, exact. */
        LONG,
        /** {@link Double}; may be NaN or infinite. */
        REAL,
        /** {@link String}. */
        STRING,
        /** {@link String}, as the service writes it. */
        TIMESPAN;

        /**
         * Returns the type of a name.
         *
         * @param name such as {@code long}; case does not matter
         * @return the type
         * @throws IllegalArgumentException if there is no such type
         */
        public static ColumnType of(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "boolean" -> BOOL;
                case "date" -> DATETIME;
                case "time" -> TIMESPAN;
                case "double" -> REAL;
                case "uuid", "uniqueid" -> GUID;
                default -> valueOf(name.toUpperCase(Locale.ROOT));
            };
        }

        private boolean holds(Object cell) {
            return switch (this) {
                case BOOL -> cell instanceof Boolean;
                case DATETIME -> cell instanceof Instant;
                case DECIMAL -> cell instanceof BigDecimal;
                case INT, LONG -> cell instanceof Long;
                case REAL -> cell instanceof Double;
                case DYNAMIC, GUID, STRING, TIMESPAN -> cell instanceof String;
            };
        }
    }

    /**
     * A column.
     *
     * @param name as the query names it
     * @param type of all its cells
     */
    public record Column(String name, ColumnType type) {

        public Column {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }

    private final List<Column> columns;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final List<@Nullable Object[]> rows;

    private QueryTable(List<Column> columns, List<@Nullable Object[]> rows) {
        this.columns = columns;
        this.rows = rows;
        for (int i = 0; i < columns.size(); i++) {
            if (positions.putIfAbsent(columns.get(i).name(), i) != null) {
                throw new IllegalArgumentException(
                        "the column '" + columns.get(i).name() + "' occurs twice");
            }
        }
    }

    /**
     * Returns a table of cells.
     *
     * @param columns names and types, no name twice
     * @param rows each as long as {@code columns}; cells as {@link ColumnType} says, or null; the arrays are copied
     * @return the table
     * @throws IllegalArgumentException if a name occurs twice, a row has another length, or a cell does not fit its type
     */
    public static QueryTable of(List<Column> columns, List<@Nullable Object[]> rows) {
        List<Column> fixed = List.copyOf(columns);
        List<@Nullable Object[]> copies = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            @Nullable Object[] cells = rows.get(row);
            if (cells.length != fixed.size()) {
                throw new IllegalArgumentException(
                        "row " + row + " has " + cells.length + " cells, but there are " + fixed.size() + " columns");
            }
            for (int i = 0; i < cells.length; i++) {
                Object cell = cells[i];
                if (cell != null && !fixed.get(i).type().holds(cell)) {
                    throw new IllegalArgumentException("row " + row + ", column '"
                            + fixed.get(i).name() + "' of type " + fixed.get(i).type() + " cannot hold a "
                            + cell.getClass().getSimpleName());
                }
            }
            copies.add(Arrays.copyOf(cells, cells.length));
        }
        return new QueryTable(fixed, copies);
    }

    /** As {@link #of}, but takes over columns and rows, which are known to be right. */
    static QueryTable ofChecked(List<Column> columns, List<@Nullable Object[]> rows) {
        return new QueryTable(List.copyOf(columns), rows);
    }

    /**
     * Returns a table without columns and rows.
     *
     * @return empty
     */
    public static QueryTable empty() {
        return new QueryTable(List.of(), List.of());
    }

    /**
     * Returns the columns, in the order of the query.
     *
     * @return unmodifiable
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Returns where a column is.
     *
     * @param name exact name
     * @return from 0; empty if there is no such column
     */
    public OptionalInt columnIndex(String name) {
        Integer position = positions.get(name);
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /**
     * Returns the number of rows.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return rows.size();
    }

    /**
     * Returns a cell as it is.
     *
     * @param row from 0
     * @param column from 0
     * @return of the class that {@link ColumnType} says, or null
     */
    public @Nullable Object cell(int row, int column) {
        return rows.get(row)[column];
    }

    /**
     * Tells whether a cell is null.
     *
     * @param row from 0
     * @param column from 0
     * @return true if there is no value
     */
    public boolean isNull(int row, int column) {
        return cell(row, column) == null;
    }

    /**
     * Returns a cell as text.
     *
     * @param row from 0
     * @param column from 0
     * @return the value's own text; empty if the cell is null
     */
    public String text(int row, int column) {
        Object cell = cell(row, column);
        return cell == null ? "" : cell.toString();
    }

    /**
     * Returns a number.
     *
     * @param row from 0
     * @param column from 0; of type int, long, real, decimal, or bool as 1 and 0
     * @return the nearest double; NaN if the cell is null
     * @throws IllegalArgumentException if the column holds no numbers
     */
    public double number(int row, int column) {
        Object cell = cell(row, column);
        if (cell == null) {
            return Double.NaN;
        }
        if (cell instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        throw wrongType(column, "a number");
    }

    /**
     * Returns an instant.
     *
     * @param row from 0
     * @param column from 0; of type datetime
     * @return null if the cell is null
     * @throws IllegalArgumentException if the column holds no times
     */
    public @Nullable Instant instant(int row, int column) {
        Object cell = cell(row, column);
        if (cell == null || cell instanceof Instant) {
            return (Instant) cell;
        }
        throw wrongType(column, "an instant");
    }

    private IllegalArgumentException wrongType(int column, String wanted) {
        return new IllegalArgumentException("column '" + columns.get(column).name() + "' is of type "
                + columns.get(column).type() + ", expected " + wanted);
    }

    /** Returns size and columns, never cells. */
    @Override
    public String toString() {
        return "QueryTable[" + rows.size() + " rows of " + columns + "]";
    }
}
