package dev.ueba.logs.record;

import dev.ueba.logs.LogLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The rows of a CSV file one after the other (RFC 4180: cells in quotes may hold delimiters, line ends and doubled quotes). A
 * broken row has a {@link #problem}, and the next row is looked for on the line behind its first. One object serves many files.
 */
public final class CsvRows {

    /*
     * A row is scanned where it lies in the window; if the window ends inside of it, more bytes are got and it is scanned
     * again. Cells are kept as places in the window, so they are good until the next row.
     */
    private static final int MORE = -1;
    private static final int BROKEN = -2;
    private static final long AGAIN_BYTES = 1L << 26;

    private final LogLimits limits;
    private final byte delimiter;
    private LogBytes in;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private boolean[] quoted = new boolean[64];
    private int cells;
    private String problem = "";
    private long line;
    private long nextLine;
    private int inner;
    private int start;
    private long again;

    /**
     * Begins without a file.
     *
     * @param limits of rows
     * @param delimiter between cells: ASCII, neither a quote nor the end of a line
     */
    public CsvRows(LogLimits limits, char delimiter) {
        this.limits = limits;
        this.delimiter = (byte) delimiter;
        this.in = new LogBytes(limits);
    }

    /**
     * Begins a file.
     *
     * @param file opened and not read from; not closed
     */
    public void begin(LogBytes file) {
        in = file;
        nextLine = 1;
        again = 0;
    }

    /**
     * Goes to the next row; empty lines are stepped over.
     *
     * @return false at the end of the file
     * @throws IOException if the file cannot be read
     */
    public boolean next() throws IOException {
        while (in.position < in.limit || in.more()) {
            byte c = in.bytes[in.position];
            if (c == '\n' || c == '\r') {
                in.position++;
                nextLine += c == '\n' ? 1 : 0;
                continue;
            }
            row();
            return true;
        }
        return false;
    }

    private void row() throws IOException {
        line = nextLine;
        problem = "";
        int end = scan();
        while (end == MORE && in.limit - in.position <= limits.maxRecordBytes() && !in.isEnded()) {
            in.more();
            end = scan();
        }
        int length = end >= 0 ? end : in.limit - in.position;
        if (end == MORE || length > limits.maxRecordBytes()) {
            problem = length > limits.maxRecordBytes()
                    ? "a row is longer than " + limits.maxRecordBytes() + " bytes"
                    : "the file ends inside of a cell in quotes";
        }
        start = in.position;
        if (!problem.isEmpty()) {
            again += length;
            if (again > AGAIN_BYTES + in.delivered()) {
                problem = "too much is broken here; the rest is left out";
                skipAll();
            } else {
                skipLine();
            }
            return;
        }
        in.position += end;
        // The end of the line itself is stepped over, and counted, with the next row.
        nextLine += inner;
    }

    /** Returns how long the row is, {@link #MORE} or {@link #BROKEN}. */
    private int scan() {
        byte[] b = in.bytes;
        int limit = in.limit;
        int p = in.position;
        cells = 0;
        inner = 0;
        while (true) {
            boolean isQuoted = p < limit && b[p] == '"';
            int begin = isQuoted ? p + 1 : p;
            int end = isQuoted ? closingQuote(b, begin, limit) : endOfCell(b, p, limit);
            if (end == MORE) {
                return MORE;
            }
            int behind = isQuoted ? end + 1 : end;
            boolean isLast = behind >= limit || b[behind] == '\n' || b[behind] == '\r';
            if (!isLast && b[behind] != delimiter) {
                problem = "there is text behind a closing quote";
                return BROKEN;
            }
            add(begin, end, isQuoted);
            if (isLast) {
                return behind - in.position;
            }
            p = behind + 1;
        }
    }

    private int endOfCell(byte[] b, int begin, int limit) {
        int p = begin;
        while (p < limit) {
            byte c = b[p];
            if (c == delimiter || c == '\n') {
                return p;
            }
            if (c == '\r' && (p + 1 < limit ? b[p + 1] == '\n' : in.isEnded())) {
                return p;
            }
            p++;
        }
        return in.isEnded() ? p : MORE;
    }

    private int closingQuote(byte[] b, int begin, int limit) {
        int p = begin;
        while (p < limit) {
            byte c = b[p];
            if (c == '\n') {
                inner++;
            } else if (c == '"') {
                if (p + 1 >= limit) {
                    return in.isEnded() ? p : MORE;
                }
                if (b[p + 1] != '"') {
                    return p;
                }
                p++;
            }
            p++;
        }
        return MORE;
    }

    private void add(int begin, int end, boolean isQuoted) {
        if (cells == from.length) {
            from = Arrays.copyOf(from, 2 * cells);
            to = Arrays.copyOf(to, 2 * cells);
            quoted = Arrays.copyOf(quoted, 2 * cells);
        }
        from[cells] = begin;
        to[cells] = end;
        quoted[cells] = isQuoted;
        cells++;
    }

    private void skipLine() throws IOException {
        while (in.position < in.limit || in.more()) {
            if (in.bytes[in.position++] == '\n') {
                nextLine++;
                return;
            }
        }
    }

    /**
     * Steps over the rest of the file.
     *
     * @throws IOException if the file cannot be read
     */
    public void skipAll() throws IOException {
        do {
            in.position = in.limit;
        } while (in.more());
    }

    /** Goes back behind the first line of a row that spans several, because it cannot be one. */
    public void rescan() {
        if (inner == 0 || !problem.isEmpty() || again > AGAIN_BYTES) {
            return;
        }
        again += in.position - start;
        in.position = start;
        while (in.bytes[in.position] != '\n') {
            in.position++;
        }
        nextLine = line;
    }

    /**
     * Returns where the row begins.
     *
     * @return line, from 1
     */
    public long line() {
        return line;
    }

    /**
     * Returns what is wrong with the row.
     *
     * @return empty if nothing is; otherwise there are no cells
     */
    public String problem() {
        return problem;
    }

    /**
     * Returns how many cells the row has.
     *
     * @return at least 1
     */
    public int cells() {
        return cells;
    }

    /**
     * Returns the bytes of a cell, quotes left out.
     *
     * @param cell from 0
     * @return how many, doubled quotes counted twice
     */
    public int bytes(int cell) {
        return to[cell] - from[cell];
    }

    /**
     * Returns a cell.
     *
     * @param cell from 0
     * @param shared keeps it
     * @return its text, doubled quotes undone
     */
    public String text(int cell, SharedTexts shared) {
        if (quoted[cell] && holdsQuote(cell)) {
            return shared.of(
                    new String(in.bytes, from[cell], bytes(cell), StandardCharsets.UTF_8).replace("\"\"", "\""));
        }
        return shared.of(in.bytes, from[cell], to[cell]);
    }

    private boolean holdsQuote(int cell) {
        for (int i = from[cell]; i < to[cell]; i++) {
            if (in.bytes[i] == '"') {
                return true;
            }
        }
        return false;
    }
}
