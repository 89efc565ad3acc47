package dev.ueba.loganalytics;

import com.azure.monitor.query.models.LogsQueryResult;
import com.azure.monitor.query.models.LogsTable;
import com.azure.monitor.query.models.LogsTableCell;
import com.azure.monitor.query.models.LogsTableRow;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.loganalytics.QueryTable.Column;
import dev.ueba.loganalytics.QueryTable.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the client library's results into tables. */
final class AzureTables {

    /** As many rows as the service gives at most; learn.microsoft.com/azure/azure-monitor/service-limits. */
    static final int MOST_ROWS = 500_000;

    private static final int LONGEST_NUMBER = 100;

    /*
     * The library keeps every cell as text of its own (about 35 times the size of the JSON), and names and types of the columns in
     * the cells only: LogsTable.getColumns() is always empty. So a result is converted at once, and one without rows has no
     * columns.
     */

    private AzureTables() {}

    static QueryTable convert(LogsQueryResult result) throws LogAnalyticsException {
        List<LogsTable> tables = result.getAllTables();
        if (tables == null || tables.isEmpty()) {
            throw unreadable("the answer has no table");
        }
        List<LogsTableRow> rows = tables.get(0).getRows();
        if (rows.size() >= MOST_ROWS) {
            throw new LogAnalyticsException(
                    Reason.TOO_MANY_ROWS,
                    "the result has " + rows.size() + " rows, as many as the service ever gives: there may be more; ask"
                            + " for less at once");
        }
        if (rows.isEmpty()) {
            return QueryTable.empty();
        }
        List<Column> columns = new ArrayList<>();
        for (LogsTableCell cell : rows.get(0).getRow()) {
            columns.add(new Column(String.valueOf(cell.getColumnName()), type(cell)));
        }
        List<@Nullable Object[]> converted = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            converted.add(convert(rows.get(row).getRow(), columns, row));
        }
        try {
            return QueryTable.of(columns, converted);
        } catch (IllegalArgumentException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static ColumnType type(LogsTableCell cell) throws LogAnalyticsException {
        Object type = cell.getColumnType();
        try {
            return ColumnType.of(String.valueOf(type));
        } catch (IllegalArgumentException e) {
            throw unreadable("column '" + cell.getColumnName() + "' has the unknown type '" + type + "'");
        }
    }

    private static @Nullable Object[] convert(List<LogsTableCell> cells, List<Column> columns, int row)
            throws LogAnalyticsException {
        if (cells.size() != columns.size()) {
            throw unreadable("row " + row + " has " + cells.size() + " cells, but row 0 has " + columns.size());
        }
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            if (column.type() == ColumnType.DYNAMIC && cells.get(i).getValueAsString() != null) {
                // The library has turned JSON into Java's text for maps and lists, which nobody can read back.
                throw new LogAnalyticsException(
                        Reason.UNEXPECTED_RESULT,
                        "column '" + column.name()
                                + "' is dynamic, which cannot be received; let the query give tostring(" + column.name()
                                + ")");
            }
            try {
                values[i] = value(cells.get(i).getValueAsString(), column.type());
            } catch (NumberFormatException | DateTimeException e) {
                throw unreadable("row " + row + ", column '" + column.name() + "': the value does not fit the type "
                        + column.type());
            }
        }
        return values;
    }

    /** Returns the value of a cell's text; throws NumberFormatException or DateTimeException if it is not of its type. */
    static @Nullable Object value(@Nullable String text, ColumnType type) {
        if (text == null) {
            return null;
        }
        return switch (type) {
            case BOOL -> truth(text);
            case DATETIME -> OffsetDateTime.parse(text).toInstant();
            case DECIMAL -> decimal(text);
            // Not through double: a number that has a point or an exponent by now may have lost its last digits.
            case INT, LONG -> Long.valueOf(text);
            case REAL -> Double.valueOf(text);
            case DYNAMIC, GUID, STRING, TIMESPAN -> text;
        };
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new NumberFormatException("not a truth value");
        };
    }

    private static BigDecimal decimal(String text) {
        if (text.length() > LONGEST_NUMBER) {
            throw new NumberFormatException("too long");
        }
        return new BigDecimal(text);
    }

    private static LogAnalyticsException unreadable(String problem) {
        return new LogAnalyticsException(
                Reason.UNREADABLE_ANSWER, "the answer is not what Log Analytics sends: " + problem);
    }
}
