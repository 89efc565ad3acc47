package dev.ueba.logs.auth;

import dev.ueba.logs.LogInput;
import dev.ueba.logs.LogLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Takes files apart into lines, one after the other with the same buffer. Lines end with LF or CR LF; the last one may lack
 * its end. Not thread-safe.
 */
final class LineStream {

    /** Takes what a file holds. */
    interface Handler {

        /** Takes a line that is not blank, without the blanks, CR and NUL bytes around it; the bytes are lent. */
        void line(byte[] bytes, int from, int to, long number) throws IOException;

        /** Takes a line that cannot be read, or what is wrong with the rest of the file. */
        void unreadable(long number, String reason);
    }

    /*
     * The buffer holds the bytes from `position` to `limit`; a line that does not end in it is moved to the front, and the
     * buffer doubles until the longest line allowed fits. What is longer is stepped over without being kept.
     */
    private static final int INITIAL_BYTES = 1 << 18;
    private static final int MOST_BYTES = (1 << 30) + INITIAL_BYTES;

    private final LogLimits limits;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int position;
    private int limit;
    private long line;

    LineStream(LogLimits limits) {
        this.limits = limits;
    }

    void read(Path file, Handler handler) throws IOException {
        position = 0;
        limit = 0;
        line = 1;
        try (LogInput in = LogInput.open(file, limits.maxFileBytes())) {
            read(in, handler);
            if (!in.fault().isEmpty()) {
                handler.unreadable(line, in.fault());
            }
        }
        if (buffer.length > 16 * INITIAL_BYTES) {
            buffer = new byte[INITIAL_BYTES];
        }
    }

    private void read(LogInput in, Handler handler) throws IOException {
        while (limit < 3 && more(in)) {
            // small reads
        }
        if (LogInput.isUtf16(buffer, limit)) {
            handler.unreadable(1, "the file is UTF-16; save it as UTF-8");
            return;
        }
        position = LogInput.utf8MarkBytes(buffer, limit);
        int scanned = position;
        while (true) {
            int end = scanned;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            if (end < limit) {
                deliver(handler, end);
                position = end + 1;
                scanned = position;
                line++;
            } else if (limit - position > limits.maxRecordBytes()) {
                tooLong(handler);
                if (!skipLine(in)) {
                    return;
                }
                scanned = position;
            } else {
                int kept = limit - position;
                if (!more(in)) {
                    break;
                }
                scanned = position + kept;
            }
        }
        // What a fault cut off is told once, with the fault.
        if (position < limit && in.fault().isEmpty()) {
            deliver(handler, limit);
        }
    }

    private void tooLong(Handler handler) {
        handler.unreadable(line, "the line is longer than " + limits.maxRecordBytes() + " bytes");
    }

    private void deliver(Handler handler, int lineEnd) throws IOException {
        if (lineEnd - position > limits.maxRecordBytes()) {
            tooLong(handler);
            return;
        }
        int from = position;
        int to = lineEnd;
        boolean zeros = false;
        while (from < to && (buffer[from] == 0 || buffer[from] == '\r')) {
            zeros |= buffer[from] == 0;
            from++;
        }
        while (to > from && (Ascii.isBlank(buffer[to - 1]) || buffer[to - 1] == '\r' || buffer[to - 1] == 0)) {
            zeros |= buffer[to - 1] == 0;
            to--;
        }
        if (from < to) {
            handler.line(buffer, from, to, line);
        } else if (zeros) {
            handler.unreadable(line, "there are only NUL bytes on this line");
        }
    }

    /** Steps over the rest of a line; returns false at the end of the file. */
    private boolean skipLine(LogInput in) throws IOException {
        while (true) {
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            if (position < limit) {
                position++;
                line++;
                return true;
            }
            if (!more(in)) {
                return false;
            }
        }
    }

    /** Gets more bytes; what is left comes to lie at 0. Returns false if there are none. */
    private boolean more(LogInput in) throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, MOST_BYTES));
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(read, 0);
        return read > 0;
    }
}
