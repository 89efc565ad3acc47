package dev.ueba.feature;

import dev.ueba.storage.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;

/**
 * Writes CSV cell by cell: UTF-8, commas, LF, quotes only where a cell has a comma, a quote or a line break. Numbers look
 * as Python writes them.
 *
 * <p>Not thread-safe. Closing writes what is left, but leaves the stream open: it belongs to whoever opened it.
 *
 * <pre>{@code
 * try (CsvOutput out = new CsvOutput(stream, false)) {
 *     out.text("actor").text("anomaly_score").endRow();
 *     out.text("alice").real(-0.25).endRow();
 * }
 * }</pre>
 */
public final class CsvOutput implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private static final double LONG_LIMIT = 0x1p63;

    /** What fills a file. */
    @FunctionalInterface
    public interface Rows {

        /**
         * Writes all rows, the header included.
         *
         * @param out flushed and closed by the caller
         * @throws IOException if writing fails
         */
        void writeTo(CsvOutput out) throws IOException;
    }

    private final OutputStream out;
    private final boolean neutraliseFormulas;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private int cells;
    private boolean rowIsEmpty = true;
    private int lastDay;
    private String lastDayText = "1970-01-01";

    /**
     * Creates a writer.
     *
     * @param out takes the bytes; need not be buffered; never closed here
     * @param neutraliseFormulas whether text that a spreadsheet would run as a formula (it begins with {@code =},
     *     {@code +}, {@code -}, {@code @}, a tab or a carriage return) gets a single quote in front; off writes the text as it is
     */
    public CsvOutput(OutputStream out, boolean neutraliseFormulas) {
        this.out = out;
        this.neutraliseFormulas = neutraliseFormulas;
    }

    /**
     * Writes a file, replacing it as a whole; a name that ends in {@code .gz} is compressed (always to the same bytes).
     *
     * @param file file to create or replace; its folder must exist
     * @param neutraliseFormulas as in the constructor
     * @param rows writes the rows
     * @throws IOException if writing fails; the file is then as it was
     */
    public static void writeFile(Path file, boolean neutraliseFormulas, Rows rows) throws IOException {
        boolean compressed = String.valueOf(file.getFileName()).endsWith(".gz");
        AtomicFiles.replace(file, stream -> {
            if (!compressed) {
                writeRows(stream, neutraliseFormulas, rows);
                return;
            }
            // The header has neither a name nor a time. Finished, not closed: the stream belongs to AtomicFiles.
            GZIPOutputStream gzip = new GZIPOutputStream(stream, BUFFER_BYTES);
            writeRows(gzip, neutraliseFormulas, rows);
            gzip.finish();
        });
    }

    private static void writeRows(OutputStream stream, boolean neutraliseFormulas, Rows rows) throws IOException {
        try (CsvOutput csv = new CsvOutput(stream, neutraliseFormulas)) {
            rows.writeTo(csv);
        }
    }

    /**
     * Writes a text cell.
     *
     * @param text any text
     * @return this
     * @throws IllegalArgumentException if the text has half a surrogate pair, which UTF-8 cannot hold
     * @throws IOException if writing fails
     */
    public CsvOutput text(String text) throws IOException {
        beginCell(text.isEmpty());
        boolean quoted = needsQuotes(text);
        if (quoted) {
            put('"');
        }
        if (neutraliseFormulas && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            put('\'');
        }
        int i = 0;
        while (i < text.length()) {
            i += putCharacter(text, i);
        }
        if (quoted) {
            put('"');
        }
        return this;
    }

    /**
     * Writes a number as its column asks.
     *
     * @param value finite, or NaN for an empty cell
     * @param kind how to write it; a value that the kind cannot show is written as {@link NumberKind#REAL}
     * @return this
     * @throws IOException if writing fails
     */
    public CsvOutput number(double value, NumberKind kind) throws IOException {
        if (kind == NumberKind.INTEGER && value == Math.rint(value) && Math.abs(value) < LONG_LIMIT) {
            return whole((long) value);
        }
        if (kind == NumberKind.BOOLEAN && (value == 0 || value == 1)) {
            return truth(value == 1);
        }
        return real(value);
    }

    /**
     * Writes a number as Python's {@code repr}.
     *
     * @param value finite, or NaN for an empty cell
     * @return this
     * @throws IOException if writing fails
     */
    public CsvOutput real(double value) throws IOException {
        if (Double.isNaN(value)) {
            beginCell(true);
        } else if (NumberText.isPlainWhole(value)) {
            beginCell(false);
            putWhole((long) value);
            put('.');
            put('0');
        } else {
            beginCell(false);
            putAscii(NumberText.repr(value));
        }
        return this;
    }

    /**
     * Writes a whole number.
     *
     * @param value any
     * @return this
     * @throws IOException if writing fails
     */
    public CsvOutput whole(long value) throws IOException {
        beginCell(false);
        putWhole(value);
        return this;
    }

    /**
     * Writes a day as {@code yyyy-MM-dd}.
     *
     * @param epochDay days since 1970-01-01
     * @return this
     * @throws IOException if writing fails
     */
    public CsvOutput day(int epochDay) throws IOException {
        if (epochDay != lastDay) {
            lastDay = epochDay;
            lastDayText = LocalDate.ofEpochDay(epochDay).toString();
        }
        beginCell(false);
        putAscii(lastDayText);
        return this;
    }

    /**
     * Writes {@code True} or {@code False}.
     *
     * @param value which
     * @return this
     * @throws IOException if writing fails
     */
    public CsvOutput truth(boolean value) throws IOException {
        beginCell(false);
        putAscii(value ? "True" : "False");
        return this;
    }

    /**
     * Ends the row.
     *
     * @throws IOException if writing fails
     */
    public void endRow() throws IOException {
        if (cells == 1 && rowIsEmpty) {
            // A blank line would not be a row.
            put('"');
            put('"');
        }
        put('\n');
        cells = 0;
        rowIsEmpty = true;
    }

    /** Writes what is left to the stream and flushes it; the stream stays open. */
    @Override
    public void close() throws IOException {
        drain();
        out.flush();
    }

    private void beginCell(boolean empty) throws IOException {
        if (cells++ > 0) {
            put(',');
        }
        rowIsEmpty &= empty;
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private void put(int value) throws IOException {
        if (used == BUFFER_BYTES) {
            drain();
        }
        buffer[used++] = (byte) value;
    }

    /** Writes the character at {@code at}; returns how many {@code char}s it has. */
    private int putCharacter(String text, int at) throws IOException {
        char c = text.charAt(at);
        if (Character.isSurrogate(c)) {
            putPair(text, at);
            return 2;
        }
        if (c == '"') {
            put('"');
        }
        if (c < 0x80) {
            put(c);
        } else {
            putWide(c);
        }
        return 1;
    }

    private void putWide(char c) throws IOException {
        if (c < 0x800) {
            put(0xc0 | (c >> 6));
        } else {
            put(0xe0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3f));
        }
        put(0x80 | (c & 0x3f));
    }

    private void putPair(String text, int at) throws IOException {
        if (!CsvValues.isPairAt(text, at)) {
            throw new IllegalArgumentException("text must be valid Unicode, but has half a surrogate pair at " + at
                    + ": " + CsvValues.quoted(text));
        }
        int c = text.codePointAt(at);
        put(0xf0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3f));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
    }

    private void putAscii(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void putWhole(long value) throws IOException {
        if (value >= 0 && value < 10) {
            put('0' + (int) value);
        } else {
            putAscii(Long.toString(value));
        }
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
