package dev.ueba.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of one table, column by column; texts are numbers into a dictionary. Not thread-safe while it is filled. */
final class EventTable {

    /*
     * A row is seconds and nanoseconds of its time, file and position of its source, and one number for each column: 0 for a missing
     * or empty text. A column that comes up later has 0 in the rows before; its array is as long as that of the times.
     */
    static final int MISSING = 0;

    private static final int FIRST_CAPACITY = 1024;

    private final String name;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<int[]> codes = new ArrayList<>();
    private long[] seconds = new long[FIRST_CAPACITY];
    private int[] nanos = new int[FIRST_CAPACITY];
    private int[] files = new int[FIRST_CAPACITY];
    private long[] positions = new long[FIRST_CAPACITY];
    private int rows;
    private @Nullable EventFields lastFields;
    private int[] lastColumns = new int[0];

    EventTable(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    int rowCount() {
        return rows;
    }

    List<String> columnNames() {
        return List.copyOf(columns.keySet());
    }

    /** Returns the codes of a column, one for each row and more. */
    int[] codes(String column) {
        Integer position = columns.get(column);
        if (position == null) {
            throw new IllegalArgumentException(
                    "the table '" + name + "' has no column '" + column + "'; it has " + columns.keySet());
        }
        return codes.get(position);
    }

    Instant time(int row) {
        return Instant.ofEpochSecond(seconds[row], nanos[row]);
    }

    boolean isIn(int row, TimeRange range) {
        return range.contains(time(row));
    }

    EventSource source(int row, TextCodes fileNames) {
        long position = positions[row];
        // Indexes are stored as -1 - index, lines as they are.
        return position < 0
                ? EventSource.index(fileNames.text(files[row]), -1 - position)
                : EventSource.line(fileNames.text(files[row]), position);
    }

    void add(SecurityEvent event, TextCodes texts, TextCodes fileNames, int mostColumns) {
        int[] places = places(event.fields(), mostColumns);
        if (rows == seconds.length) {
            grow();
        }
        Instant time = event.time();
        seconds[rows] = time.getEpochSecond();
        nanos[rows] = time.getNano();
        files[rows] = fileNames.code(event.source().file());
        positions[rows] = event.source().unit() == EventSource.Unit.LINE
                ? event.source().position()
                : -1 - event.source().position();
        List<String> names = event.fields().names();
        for (int i = 0; i < places.length; i++) {
            String text = event.textOrNull(names.get(i));
            codes.get(places[i])[rows] = text == null || text.isEmpty() ? MISSING : texts.code(text);
        }
        rows++;
    }

    /** A reader's events share one list of fields, so that this is nearly always the same one as before. */
    @SuppressWarnings("ReferenceEquality") // another, equal list of fields is merely slower
    private int[] places(EventFields fields, int mostColumns) {
        if (lastFields != fields) {
            int[] places = new int[fields.names().size()];
            for (int i = 0; i < places.length; i++) {
                String column = fields.names().get(i);
                Integer known = columns.get(column);
                if (known == null) {
                    if (columns.size() == mostColumns) {
                        throw new IllegalArgumentException("the table '" + name + "' has more than " + mostColumns
                                + " columns; are all its events of one kind?");
                    }
                    known = columns.size();
                    columns.put(column, known);
                    codes.add(new int[seconds.length]);
                }
                places[i] = known;
            }
            lastFields = fields;
            lastColumns = places;
        }
        return lastColumns;
    }

    private void grow() {
        int capacity = Math.max(rows + 1, (int) Math.min(Integer.MAX_VALUE - 8L, rows + (rows >> 1) + 1L));
        seconds = Arrays.copyOf(seconds, capacity);
        nanos = Arrays.copyOf(nanos, capacity);
        files = Arrays.copyOf(files, capacity);
        positions = Arrays.copyOf(positions, capacity);
        codes.replaceAll(column -> Arrays.copyOf(column, capacity));
    }

    /** Numbers of texts, from 1. */
    static final class TextCodes {

        private final Map<String, Integer> codes = new HashMap<>();
        private final List<String> texts = new ArrayList<>(List.of(""));
        private final long mostCharacters;
        private long characters;

        TextCodes(long mostCharacters) {
            this.mostCharacters = mostCharacters;
        }

        int code(String text) {
            Integer known = codes.get(text);
            if (known != null) {
                return known;
            }
            characters += text.length();
            if (characters > mostCharacters) {
                throw new IllegalArgumentException("the different texts of the events have more than " + mostCharacters
                        + " characters, which is the limit; give fewer files or a shorter time");
            }
            codes.put(text, texts.size());
            texts.add(text);
            return texts.size() - 1;
        }

        String text(int code) {
            return texts.get(code);
        }

        int count() {
            return texts.size();
        }
    }
}
