package dev.ueba.feature;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 and stops when too much is read without a record being finished, so that a quote that is never closed
 * cannot swallow the memory with the file.
 *
 * <p>Malformed bytes become {@link CsvValues#MALFORMED}, which no valid input decodes to; whoever takes a cell refuses it,
 * and then knows the line and the column.
 */
final class RecordLimitReader extends Reader {

    /** What the parser above may have read ahead of the current record. */
    private static final int READ_AHEAD = 1 << 13;

    /** Thrown when a record is too long. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStreamReader decoded;
    private final long limit;
    private long sinceRecord;

    RecordLimitReader(InputStream in, int maxRecordCharacters) {
        this.decoded = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(CsvValues.MALFORMED));
        this.limit = (long) maxRecordCharacters + READ_AHEAD;
    }

    /** To be called when a record is complete. */
    void recordRead() {
        sinceRecord = 0;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (sinceRecord > limit) {
            throw new TooLongException();
        }
        int read = decoded.read(target, offset, length);
        sinceRecord += Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        decoded.close();
    }
}
