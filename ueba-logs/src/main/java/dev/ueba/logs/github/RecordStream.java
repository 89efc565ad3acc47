package dev.ueba.logs.github;

import dev.ueba.logs.LogInput;
import dev.ueba.logs.LogLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Takes the bytes of a file apart into records: one JSON object a line, objects one after the other, a list of objects, an
 * envelope around a list; each on one line or on many, with or without a syslog prefix. What is not JSON costs its line, and
 * reading goes on behind it. One stream serves many files, one after the other. Not thread-safe.
 */
final class RecordStream {

    /*
     * The buffer holds the bytes from `keep` to `limit`; a record that does not end in it is moved to the front and scanned
     * again with more bytes behind it. The buffer doubles then, so a long record is scanned about twice as long as it is.
     *
     * Commas and brackets between records are stepped over leniently; `depth` counts what is open, `envelope` and
     * `openedAt` remember whether it was an envelope and on which line. A broken record costs its first line: the lines
     * behind it are looked at again, as they may hold whole records (a torn line swallows what follows until the grammar
     * breaks).
     */
    private static final int INITIAL_BYTES = 1 << 18;
    private static final int MOST_OPEN = 16;
    private static final byte RECORD_SEPARATOR = 0x1e;

    private final LogLimits limits;
    private final RawEvent event = new RawEvent();
    private final JsonScanner scanner;
    private final EventJson json;
    private byte[] buffer = new byte[INITIAL_BYTES + JsonScanner.SLACK];
    private LogInput in = LogInput.none();
    private int position;
    private int limit;
    private boolean ended;
    private long line;
    private long record;
    private int depth;
    private final boolean[] envelope = new boolean[MOST_OPEN];
    private final long[] openedAt = new long[MOST_OPEN];
    private boolean resuming;

    RecordStream(LogLimits limits) {
        this.limits = limits;
        this.scanner = new JsonScanner(limits.maxNesting(), limits.maxTextBytes(), event);
        this.json = new EventJson(limits.maxNesting(), limits.maxRecordBytes(), limits.maxTextBytes(), event);
    }

    /** Reads all of a file, already unfolded; does not close it. */
    void read(InputStream content, EventHandler handler) throws IOException {
        if (start(content, handler)) {
            while (next(handler)) {
                // one record, or one thing that is none
            }
        }
        end(handler);
    }

    /** Begins with a file, already unfolded; returns whether it can be read on, by {@link #next}, before {@link #end}. */
    boolean start(InputStream content, EventHandler handler) throws IOException {
        in = LogInput.of(content, limits.maxFileBytes());
        position = 0;
        limit = 0;
        buffer[0] = 0;
        ended = false;
        line = 1;
        record = 0;
        depth = 0;
        resuming = false;
        return begins(handler);
    }

    /** Tells the handler what was wrong with the file as a whole. */
    void end(EventHandler handler) {
        if (!in.fault().isEmpty()) {
            handler.unreadable(line, in.fault());
        } else if (depth > 0) {
            handler.unreadable(line, "the file ends inside of a list");
        }
        if (buffer.length > 16 * INITIAL_BYTES) {
            buffer = new byte[INITIAL_BYTES + JsonScanner.SLACK];
        }
    }

    /** Steps over the mark of UTF-8; refuses UTF-16. */
    private boolean begins(EventHandler handler) throws IOException {
        while (limit < 3 && more(0)) {
            // small reads
        }
        if (LogInput.isUtf16(buffer, limit)) {
            handler.unreadable(1, "the file is UTF-16; save it as UTF-8");
            return false;
        }
        position = LogInput.utf8MarkBytes(buffer, limit);
        return true;
    }

    /** Gets more bytes; keeps those from {@code keep} on, which come to lie at 0. Returns false if there are none. */
    private boolean more(int keep) throws IOException {
        if (ended) {
            return false;
        }
        if (keep > 0) {
            System.arraycopy(buffer, keep, buffer, 0, limit - keep);
            limit -= keep;
            position -= keep;
        }
        if (limit + JsonScanner.SLACK >= buffer.length) {
            buffer = Arrays.copyOf(buffer, (buffer.length - JsonScanner.SLACK) * 2 + JsonScanner.SLACK);
        }
        int read = in.read(buffer, limit, buffer.length - JsonScanner.SLACK - limit);
        if (read <= 0) {
            ended = true;
            buffer[limit] = 0;
            return false;
        }
        limit += read;
        buffer[limit] = 0;
        return true;
    }

    /** Reads what comes next; returns false at the end. */
    boolean next(EventHandler handler) throws IOException {
        byte c = buffer[position];
        if (position >= limit) {
            return more(position);
        }
        switch (c) {
            case '\n' -> {
                line++;
                position++;
            }
            case ' ', '\t', '\r', ',', RECORD_SEPARATOR -> position++;
            case '{' -> object(handler);
            case '[' -> {
                open(false);
                position++;
            }
            case ']' -> {
                position++;
                close(handler);
            }
            default -> other(handler);
        }
        return true;
    }

    private void open(boolean isEnvelope) {
        if (depth < MOST_OPEN) {
            envelope[depth] = isEnvelope;
            openedAt[depth] = line;
            depth++;
        }
    }

    private void close(EventHandler handler) throws IOException {
        if (depth == 0) {
            return;
        }
        depth--;
        if (envelope[depth]) {
            finish(handler, 0, true);
        }
    }

    private void object(EventHandler handler) throws IOException {
        finish(handler, 1, false);
    }

    /** Scans a record, or the rest of an envelope, and hands over what it holds. */
    private void finish(EventHandler handler, int records, boolean rest) throws IOException {
        int end = scan(rest);
        while (end == JsonScanner.MORE && limit - position <= limits.maxRecordBytes() && more(position)) {
            end = scan(rest);
        }
        record += records;
        if (end == JsonScanner.OPENED) {
            record -= records;
            line += scanner.lines();
            open(true);
            position = scanner.position();
        } else if (end == JsonScanner.BROKEN) {
            broken(handler, scanner.problem(), scanner.position());
        } else if (end == JsonScanner.MORE && limit - position <= limits.maxRecordBytes()) {
            torn(handler);
        } else if (end == JsonScanner.MORE || end - position > limits.maxRecordBytes()) {
            broken(handler, "a record is longer than " + limits.maxRecordBytes() + " bytes", limit);
        } else {
            resuming = false;
            if (!rest) {
                deliver(handler, end);
            }
            line += scanner.lines();
            position = end;
        }
    }

    private int scan(boolean rest) {
        return rest
                ? scanner.scanRest(buffer, position, limit)
                : scanner.scan(buffer, position, limit, depth < MOST_OPEN);
    }

    private void deliver(EventHandler handler, int end) {
        event.line = line;
        event.record = record;
        if (scanner.isPlain()) {
            handler.event(event);
            return;
        }
        String problem = json.read(buffer, position, end, handler::event);
        if (!problem.isEmpty()) {
            handler.unreadable(line, problem);
        }
    }

    /** The file ends within a record: if it began on an earlier line, the lines behind that one are looked at again. */
    private void torn(EventHandler handler) throws IOException {
        if (in.fault().isEmpty()) {
            handler.unreadable(line, "the file ends inside of this record");
        }
        depth = 0;
        resuming = true;
        skipLine();
    }

    private void broken(EventHandler handler, String problem, int at) throws IOException {
        handler.unreadable(line, problem);
        resuming = true;
        if (depth > 0 && skipToSibling(at)) {
            return;
        }
        skipLine();
    }

    /** In a list on one line, goes to what looks like the next object of the list, or else to the end of the line. */
    private boolean skipToSibling(int from) throws IOException {
        for (int i = position; i < from; i++) {
            if (buffer[i] == '\n') {
                return false;
            }
        }
        position = from;
        byte before = 0;
        while (position < limit || more(position)) {
            byte c = buffer[position];
            if (c == '\n') {
                return true;
            }
            // "},{" with or without blanks; "}," alone is not enough, as objects within the record end so, too.
            if (c == '{' && before == ',') {
                return true;
            }
            if (c == '}') {
                before = '}';
            } else if (c == ',' && before == '}') {
                before = ',';
            } else if (c != ' ') {
                before = 0;
            }
            position++;
        }
        return true;
    }

    /** Goes to the beginning of the next line. */
    private void skipLine() throws IOException {
        while (true) {
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            if (position < limit) {
                line++;
                position++;
                return;
            }
            if (!more(position)) {
                return;
            }
        }
    }

    /** Takes what cannot begin a record: a prefix before an object on the same line, or something that is no JSON. */
    private void other(EventHandler handler) throws IOException {
        while (depth > 0 && openedAt[depth - 1] == line && !envelope[depth - 1]) {
            // Not a list after all, as "[2026-01-04] {...}".
            depth--;
        }
        if (resuming && (buffer[position] == '"' || buffer[position] == '}')) {
            // The rest of a record that was broken further up.
            skipLine();
            return;
        }
        while (true) {
            while (position < limit && buffer[position] != '\n' && buffer[position] != '{') {
                position++;
            }
            if (position < limit) {
                break;
            }
            if (!more(position)) {
                break;
            }
        }
        if (position >= limit || buffer[position] == '\n') {
            handler.unreadable(line, "there is no JSON object on this line");
        }
    }
}
