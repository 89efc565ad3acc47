package dev.ueba.logs.generic;

import dev.ueba.logs.record.CsvRows;
import dev.ueba.logs.record.LogBytes;
import dev.ueba.logs.record.SharedTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes records of the rows of a CSV log. */
final class CsvLog {

    private static final int MOST_COLUMNS = 4096;

    /** A column that is wanted, and what for. */
    private record Column(int cell, PathNode.Use use) {}

    private final GenericLogOptions options;
    private final SharedTexts shared;
    private final GenericEvents events;
    private final CsvRows rows;
    private final List<Column> columns = new ArrayList<>();
    private int width;

    CsvLog(GenericLogOptions options, SharedTexts shared, GenericEvents events) {
        this.options = options;
        this.shared = shared;
        this.events = events;
        this.rows = new CsvRows(options.limits(), options.delimiter());
    }

    void read(LogBytes file) throws IOException {
        rows.begin(file);
        if (rows.next()) {
            String problem = header();
            if (problem.isEmpty()) {
                for (long number = 1; rows.next(); number++) {
                    row(number);
                }
            } else {
                events.unreadable(rows.line(), 0, problem);
                rows.skipAll();
            }
        }
        if (!file.fault().isEmpty()) {
            events.unreadable(rows.line(), 0, file.fault());
        }
    }

    /** Finds the columns; returns what is wrong, or nothing. */
    private String header() {
        columns.clear();
        width = rows.cells();
        if (!rows.problem().isEmpty()) {
            return "in the header: " + rows.problem();
        }
        if (width > MOST_COLUMNS) {
            return "the header has more than " + MOST_COLUMNS + " columns";
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            if (rows.bytes(i) > options.limits().maxTextBytes()) {
                return "a name in the header is longer than " + options.limits().maxTextBytes() + " bytes";
            }
            names.add(rows.text(i, shared).strip());
        }
        FieldMapping mapping = options.mapping();
        boolean[] isFound = new boolean[events.newRecord().texts.length];
        for (GenericEvents.NamedUse named : GenericEvents.uses(mapping)) {
            int cell = find(names, named.name());
            if (cell >= 0 && names.lastIndexOf(names.get(cell)) != cell) {
                return "the header has the column '" + named.name() + "' twice";
            }
            if (cell >= 0) {
                columns.add(new Column(cell, named.use()));
                isFound[named.use().slot()] = true;
            }
        }
        return missing(mapping, isFound);
    }

    private static String missing(FieldMapping mapping, boolean[] isFound) {
        int slot = 0;
        for (; slot < (mapping.isJoined() ? mapping.timestamp().size() : 1); slot++) {
            if (!isFound[slot]) {
                return "the header has no column for the time; expected " + (mapping.isJoined() ? "all" : "one")
                        + " of " + mapping.timestamp();
            }
        }
        int found = 0;
        for (List<String> names : mapping.fields().values()) {
            if (isFound[slot]) {
                found++;
            } else if (mapping.requiresAll()) {
                return "the header has no column " + (names.size() == 1 ? "'" + names.get(0) + "'" : "of " + names);
            }
            slot++;
        }
        return found == 0 && !mapping.fields().isEmpty()
                ? "the header has a column for the time, but for none of "
                        + mapping.fields().keySet()
                : "";
    }

    private static int find(List<String> names, String wanted) {
        int exact = names.indexOf(wanted);
        for (int i = 0; exact < 0 && i < names.size(); i++) {
            exact = names.get(i).equalsIgnoreCase(wanted) ? i : -1;
        }
        return exact;
    }

    private void row(long number) {
        if (!rows.problem().isEmpty()) {
            events.unreadable(rows.line(), number, rows.problem());
            return;
        }
        if (rows.cells() != width) {
            events.unreadable(
                    rows.line(), number, "the row has " + rows.cells() + " cells, but the header has " + width);
            rows.rescan();
            return;
        }
        GenericRecord record = events.newRecord();
        for (Column column : columns) {
            if (rows.bytes(column.cell()) > options.limits().maxTextBytes()) {
                events.unreadable(
                        rows.line(),
                        number,
                        "a text that is used is longer than " + options.limits().maxTextBytes() + " bytes");
                return;
            }
            record.take(column.use(), rows.text(column.cell(), shared));
        }
        events.add(record, false, rows.line(), number);
    }
}
