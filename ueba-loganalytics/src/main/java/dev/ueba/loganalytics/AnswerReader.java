package dev.ueba.loganalytics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.loganalytics.QueryTable.Column;
import dev.ueba.loganalytics.QueryTable.ColumnType;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer of the service: {@code {"tables":[{"name":…,"columns":[{"name":…,"type":…}],"rows":[[…]]}],"error":{…}}}. The first
 * table counts.
 *
 * <p>Source: learn.microsoft.com/azure/azure-monitor/logs/api/response-format.
 */
final class AnswerReader {

    /** As many rows as the service gives at most; learn.microsoft.com/azure/azure-monitor/service-limits. */
    static final int MOST_ROWS = 500_000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_NUMBER = 100;

    private final byte[] answer;
    private @Nullable QueryTable table;
    private boolean failed;

    AnswerReader(byte[] answer) {
        this.answer = answer;
    }

    /**
     * Reads all of the answer.
     *
     * @throws LogAnalyticsException if it is not the service's, or has as many rows as the service ever gives
     */
    void read() throws LogAnalyticsException {
        try (JsonParser json = JSON.createParser(answer)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "it is no object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (name.equals("tables") && token == JsonToken.START_ARRAY) {
                    readTables(json);
                } else {
                    failed |= name.equals("error") && token != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT, "it is cut off");
        } catch (LogAnalyticsException e) {
            throw e;
        } catch (JsonProcessingException e) {
            // Its message repeats a piece of the answer: not shown.
            throw unreadable("it is not JSON, or cut off");
        } catch (IOException e) {
            throw unreadable("it cannot be read");
        }
    }

    /** Returns whether the answer has an error beside its rows, which are a part then. */
    boolean isPartial() {
        return failed;
    }

    /** Returns the first table. */
    QueryTable table() throws LogAnalyticsException {
        if (table == null) {
            throw unreadable("it has no table");
        }
        return table;
    }

    private void readTables(JsonParser json) throws IOException, LogAnalyticsException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            if (table == null) {
                table = readTable(json);
            } else {
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "a table is no object");
    }

    private static QueryTable readTable(JsonParser json) throws IOException, LogAnalyticsException {
        List<Column> columns = null;
        List<@Nullable Object[]> rows = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("columns") && token == JsonToken.START_ARRAY) {
                columns = readColumns(json);
            } else if (name.equals("rows") && token == JsonToken.START_ARRAY) {
                if (columns == null) {
                    throw unreadable("its rows come before its columns");
                }
                rows = readRows(json, columns);
            } else {
                json.skipChildren();
            }
        }
        if (columns == null || rows == null) {
            throw unreadable("its table has no columns or no rows");
        }
        return QueryTable.ofChecked(columns, rows);
    }

    private static List<Column> readColumns(JsonParser json) throws IOException, LogAnalyticsException {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String name = null;
            String type = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                JsonToken token = json.nextToken();
                if (member.equals("name") && token == JsonToken.VALUE_STRING) {
                    name = json.getText();
                } else if (member.equals("type") && token == JsonToken.VALUE_STRING) {
                    type = json.getText();
                } else {
                    json.skipChildren();
                }
            }
            if (name == null || type == null) {
                throw unreadable("a column has no name or no type");
            }
            require(names.add(name), "the column '" + name + "' occurs twice");
            try {
                columns.add(new Column(name, ColumnType.of(type)));
            } catch (IllegalArgumentException e) {
                throw unreadable("column '" + name + "' has the unknown type '" + type + "'");
            }
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "a column is no object");
        return columns;
    }

    private static List<@Nullable Object[]> readRows(JsonParser json, List<Column> columns)
            throws IOException, LogAnalyticsException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            if (rows.size() == MOST_ROWS - 1) {
                throw new LogAnalyticsException(
                        Reason.TOO_MANY_ROWS,
                        "the result has " + MOST_ROWS
                                + " rows, as many as the service ever gives: there may be more; ask"
                                + " for less at once");
            }
            @Nullable Object[] cells = new @Nullable Object[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                Column column = columns.get(i);
                JsonToken token = json.nextToken();
                require(
                        token != JsonToken.END_ARRAY,
                        "row " + rows.size() + " has " + i + " cells, expected " + cells.length);
                try {
                    cells[i] = value(json, token, column.type());
                } catch (NumberFormatException | DateTimeException e) {
                    throw unreadable("row " + rows.size() + ", column '" + column.name()
                            + "': the value does not fit the type " + column.type());
                }
            }
            require(
                    json.nextToken() == JsonToken.END_ARRAY,
                    "row " + rows.size() + " has more than " + cells.length + " cells");
            rows.add(cells);
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "a row is no list");
        return rows;
    }

    private static @Nullable Object value(JsonParser json, JsonToken token, ColumnType type) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (type == ColumnType.DYNAMIC) {
            // As text of JSON already, or as JSON.
            return token == JsonToken.VALUE_STRING ? json.getText() : copy(json);
        }
        if (!token.isScalarValue()) {
            throw new NumberFormatException("a structure where a value is expected");
        }
        String text = json.getText();
        return switch (type) {
            case BOOL -> truth(text);
            case DATETIME -> OffsetDateTime.parse(text).toInstant();
            case DECIMAL -> decimal(text);
            case INT, LONG -> Long.valueOf(text);
            case REAL -> Double.valueOf(text);
            case DYNAMIC, GUID, STRING, TIMESPAN -> text;
        };
    }

    private static String copy(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.copyCurrentStructureExact(json);
        }
        return text.toString();
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

    private static void require(boolean condition, String problem) throws LogAnalyticsException {
        if (!condition) {
            throw unreadable(problem);
        }
    }

    private static LogAnalyticsException unreadable(String problem) {
        return new LogAnalyticsException(
                Reason.UNREADABLE_ANSWER, "the answer is not what Log Analytics sends: " + problem);
    }
}
