package dev.ueba.logs.record;

import dev.ueba.logs.LogInput;
import dev.ueba.logs.LogLimits;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a file, plain or gzip, through a window that moves forward and grows with the longest record. The bytes are
 * valid UTF-8 without NUL: what is not stands as a question mark. One object serves many files, one after the other.
 */
public final class LogBytes implements Closeable {

    private static final int INITIAL_BYTES = 1 << 18;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private final LogLimits limits;

    /** What was read and not yet used lies in {@code [position, limit)}. */
    byte[] bytes = new byte[INITIAL_BYTES];

    int position;
    int limit;

    /** Behind {@code limit} begins a letter whose last bytes are still to come. */
    private int rawLimit;

    private LogInput in = LogInput.none();
    private boolean ended = true;
    private String fault = "";

    /**
     * Begins without a file.
     *
     * @param limits how much of a file is read
     */
    public LogBytes(LogLimits limits) {
        this.limits = limits;
    }

    /**
     * Opens a file in place of the last one. Broken gzip is a {@link #fault}, no exception.
     *
     * @param file plain or gzip
     * @throws IOException if the file cannot be opened or read
     */
    public void open(Path file) throws IOException {
        close();
        if (bytes.length > 16 * INITIAL_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
        position = 0;
        limit = 0;
        rawLimit = 0;
        fault = "";
        in = LogInput.open(file, limits.maxFileBytes());
        ended = false;
        more();
        position = LogInput.utf8MarkBytes(bytes, limit);
    }

    @Override
    public void close() throws IOException {
        ended = true;
        in.close();
    }

    /**
     * Returns what ended the file early.
     *
     * @return empty if nothing did, or if it did not end yet
     */
    public String fault() {
        return fault.isEmpty() ? in.fault() : fault;
    }

    /**
     * Returns the first byte that is no blank, without stepping over anything.
     *
     * @return -1 if there is none in the first 256 KiB
     */
    public int firstByte() {
        for (int i = position; i < limit; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
                return bytes[i] & 0xff;
            }
        }
        return -1;
    }

    /** Tells whether nothing comes behind {@code limit}. */
    boolean isEnded() {
        return ended;
    }

    /** Returns how many bytes were read so far. */
    long delivered() {
        return in.delivered();
    }

    /** Gets more bytes; those from {@code position} on come to lie at 0. Returns false if there are no more. */
    boolean more() throws IOException {
        if (ended) {
            return false;
        }
        if (position > 0) {
            System.arraycopy(bytes, position, bytes, 0, rawLimit - position);
            rawLimit -= position;
            limit -= position;
            position = 0;
        }
        if (rawLimit == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, MOST_BYTES));
        }
        int before = limit;
        while (!ended && rawLimit < bytes.length) {
            int read = in.read(bytes, rawLimit, bytes.length - rawLimit);
            ended = read < 0;
            rawLimit += Math.max(read, 0);
        }
        if (before == 0 && in.delivered() == rawLimit && LogInput.isUtf16(bytes, rawLimit)) {
            fault = "the file is UTF-16; save it as UTF-8";
            ended = true;
            rawLimit = 0;
        }
        limit = Utf8.mend(bytes, before, rawLimit, ended);
        return limit > before;
    }
}
