package dev.ueba.feature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file, one after another, straight from its bytes as long as nothing in them is special. From the first
 * record on that has a quote, bytes that are not UTF-8, or no end within the buffer, {@link CsvRecords} takes over.
 *
 * <p>Records, lines and messages are those of {@link CsvRecords}.
 */
final class CsvScanner implements CsvCells {

    /*
     * Without a quote a record is a line and a cell ends at a comma, so cells are found by looking at each byte once, and
     * numbers are read where they lie. A million rows of 40 columns (284 MB) take 1.5 to 2.1 s of processor time this way,
     * 4.5 to 5 s with CsvRecords.
     *
     * cellEnds[i] is where cell i ends; the next one begins a byte later.
     */
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int INITIAL_CELLS = 64;

    /** What a look at the line at hand gives. */
    private enum Line {
        WHOLE,
        CUT_OFF,
        SPECIAL
    }

    private final CsvBytes bytes;
    private final String name;
    private final int maxRecordCharacters;
    private final boolean resumes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;
    private boolean ended;

    private int lineStart;
    private int lineEnd;
    private int[] cellEnds = new int[INITIAL_CELLS];
    private int cellCount;
    private boolean ascii;
    private long lines;
    private @Nullable CsvRecords records;

    /** Creates the scanner; {@code resumes} if reading goes on after a record with broken quotes. */
    CsvScanner(CsvBytes bytes, String name, int maxRecordCharacters, boolean resumes) {
        this.bytes = bytes;
        this.name = name;
        this.maxRecordCharacters = maxRecordCharacters;
        this.resumes = resumes;
    }

    /** Moves to the next record that is not blank; returns false at the end. */
    boolean next() throws IOException {
        while (records == null) {
            lineStart = lineEnd;
            Line line = findLine();
            if (line == Line.CUT_OFF) {
                return false;
            }
            if (line == Line.SPECIAL) {
                handOver();
            } else if (cellCount > 1 || !cell(0).isBlank()) {
                return true;
            }
        }
        return records.next();
    }

    /** Finds the end of the line and its cells; a line is cut off only if nothing at all is left. */
    private Line findLine() throws IOException {
        lines++;
        while (true) {
            Line line = scan();
            if (line != Line.CUT_OFF || (ended && lineStart == used)) {
                return line;
            }
            if (ended) {
                // The last line has no end.
                endCell(used);
                lineEnd = used;
                return ofText();
            }
            if (used - lineStart == BUFFER_BYTES) {
                return Line.SPECIAL;
            }
            fill();
        }
    }

    private Line scan() {
        int count = 0;
        int bits = 0;
        for (int i = lineStart; i < used; i++) {
            byte c = buffer[i];
            bits |= c;
            if (c > ',') {
                continue;
            }
            if (c == ',') {
                if (count == cellEnds.length) {
                    cellEnds = Arrays.copyOf(cellEnds, 2 * count);
                }
                cellEnds[count++] = i;
            } else if (c == '"') {
                return Line.SPECIAL;
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && i + 1 == used && !ended) {
                    // Whether a line feed belongs to it is not known yet.
                    return Line.CUT_OFF;
                }
                cellCount = count;
                endCell(i);
                lineEnd = c == '\r' && i + 1 < used && buffer[i + 1] == '\n' ? i + 2 : i + 1;
                ascii = bits >= 0;
                return ofText();
            }
        }
        cellCount = count;
        ascii = bits >= 0;
        return Line.CUT_OFF;
    }

    private Line ofText() {
        return lineEnd - lineStart <= maxRecordCharacters && (ascii || isUtf8()) ? Line.WHOLE : Line.SPECIAL;
    }

    private void endCell(int end) {
        if (cellCount == cellEnds.length) {
            cellEnds = Arrays.copyOf(cellEnds, 2 * cellCount);
        }
        cellEnds[cellCount++] = end;
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, lineStart, lineEnd - lineStart));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Moves the line to the front of the buffer and reads on behind it. */
    private void fill() throws IOException {
        used -= lineStart;
        System.arraycopy(buffer, lineStart, buffer, 0, used);
        lineStart = 0;
        int read = bytes.read(buffer, used, BUFFER_BYTES - used);
        ended = read < 0;
        used += Math.max(read, 0);
    }

    private void handOver() throws IOException {
        InputStream rest = new ByteArrayInputStream(buffer, lineStart, used - lineStart);
        records = new CsvRecords(new SequenceInputStream(rest, bytes), name, maxRecordCharacters, resumes, lines - 1);
    }

    /** Returns the line of the file where the record begins, from 1. */
    long line() {
        return records == null ? lines : records.line();
    }

    /** Returns why the record has no cells, or null if it has. */
    @Nullable
    String problem() {
        return records == null ? null : records.problem();
    }

    @Override
    public int cellCount() {
        return records == null ? cellCount : records.cellCount();
    }

    @Override
    public String cell(int index) {
        if (records != null) {
            return records.cell(index);
        }
        int start = cellStart(index);
        return new String(
                buffer, start, cellEnds[index] - start, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    @Override
    public boolean readNumber(int index, CsvNumbers numbers) {
        return (records == null && numbers.parseSimple(buffer, cellStart(index), cellEnds[index]))
                || numbers.parse(cell(index));
    }

    private int cellStart(int index) {
        return index == 0 ? lineStart : cellEnds[index - 1] + 1;
    }
}
