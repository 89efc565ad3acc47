package dev.ueba.feature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file, one after another: commas, double quotes, any line end. Blank lines are skipped.
 *
 * <p>A record with broken quotes is delivered as a {@link #problem()} without cells.
 */
final class CsvRecords implements CsvCells {

    private final String name;
    private final int maxRecordCharacters;
    private final boolean resumes;
    private final long linesBefore;
    private final RecordLimitReader reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private @Nullable CSVRecord record;
    private @Nullable String problem;
    private long line;

    /** Creates the tokenizer; {@code resumes} if reading goes on after a record with broken quotes; lines are counted from {@code linesBefore}. */
    CsvRecords(InputStream in, String name, int maxRecordCharacters, boolean resumes, long linesBefore)
            throws IOException {
        this.name = name;
        this.maxRecordCharacters = maxRecordCharacters;
        this.resumes = resumes;
        this.linesBefore = linesBefore;
        this.reader = new RecordLimitReader(in, maxRecordCharacters);
        this.parser = CSVParser.builder()
                .setReader(reader)
                .setFormat(CSVFormat.RFC4180)
                .get();
        this.records = parser.iterator();
    }

    /** Moves to the next record that is not blank; returns false at the end. */
    boolean next() throws IOException {
        while (true) {
            record = null;
            problem = null;
            line = linesBefore + parser.getCurrentLineNumber() + 1;
            try {
                CSVRecord found = nextRecord();
                if (found == null) {
                    return false;
                }
                if (found.size() == 1 && found.get(0).isBlank()) {
                    continue;
                }
                refuseTooLong(found);
                record = found;
            } catch (CSVException e) {
                problem = explain(e);
                if (resumes) {
                    skipLine();
                }
            }
            return true;
        }
    }

    private @Nullable CSVRecord nextRecord() throws IOException {
        try {
            CSVRecord next = records.hasNext() ? records.next() : null;
            reader.recordRead();
            return next;
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw cause instanceof RecordLimitReader.TooLongException ? tooLong() : cause;
        }
    }

    private void refuseTooLong(CSVRecord found) throws FeatureFormatException {
        long length = found.size() - 1L;
        for (int i = 0; i < found.size(); i++) {
            length += found.get(i).length();
        }
        if (length > maxRecordCharacters) {
            throw tooLong();
        }
    }

    private FeatureFormatException tooLong() {
        return new FeatureFormatException(name + ", line " + line + ": the record that begins here is longer than "
                + maxRecordCharacters + " characters; look for a quote (\") that is not closed");
    }

    private static String explain(IOException e) {
        // The parser has one exception for both; a test holds the wording.
        return String.valueOf(e.getMessage()).contains("EOF")
                ? "a quote (\") is opened and never closed before the end of the file; close it, or double quotes that"
                        + " belong to the text"
                : "there is text between a closing quote (\") and the next comma; double quotes that belong to the text,"
                        + " as in \"a \"\"b\"\" c\"";
    }

    /** Reads on to the end of the line on which quotes broke, so that its rest is not taken for a row. */
    private void skipLine() throws IOException {
        boolean broken = true;
        while (broken) {
            try {
                nextRecord();
                broken = false;
            } catch (CSVException e) {
                // Broken once more on the way; still the same row.
                broken = true;
            }
        }
        long last = linesBefore + parser.getCurrentLineNumber();
        if (last > line) {
            problem += " (left out: lines " + line + " to " + last + ")";
        }
    }

    /** Returns the line of the file where the record begins, from 1. */
    long line() {
        return line;
    }

    /** Returns why the record has no cells, or null if it has. */
    @Nullable
    String problem() {
        return problem;
    }

    @Override
    public int cellCount() {
        return current().size();
    }

    @Override
    public String cell(int index) {
        return current().get(index);
    }

    private CSVRecord current() {
        if (record == null) {
            throw new IllegalStateException("there is no record; call next() first");
        }
        return record;
    }
}
