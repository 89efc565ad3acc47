package dev.ueba.logs.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.ueba.logs.LogLimits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file apart into JSON objects: one a line, one after the other, in lists, in lists of envelopes, on one line or many,
 * with something else before them on their line. What is broken is counted, and reading goes on behind it: outside of lists at
 * the next line, inside at the next object that begins like the others of the file. One object serves many files.
 *
 * @param <T> what a record becomes
 */
public final class JsonRecords<T> {

    /*
     * Each object is parsed where it lies in the window. If the window ends inside of it, more bytes are got and it is parsed
     * again; as the window doubles, a long record is parsed about twice. `open` counts lists that are open; `envelope` and
     * `openedAt` remember whether an object is around a list, and its line. The rest of an envelope is parsed as an object of
     * its own: its bracket becomes a brace.
     *
     * Broken records are looked at again from their second line or object on. `again` bounds what that may cost.
     */
    private static final int MOST_OPEN = 16;
    private static final int ERROR_MARGIN = 512;
    private static final long AGAIN_BYTES = 1L << 26;
    private static final byte RECORD_SEPARATOR = 0x1e;

    /** What became of an attempt to parse an object. */
    private enum Outcome {
        WHOLE,
        OPENED,
        CUT,
        BROKEN
    }

    private final LogLimits limits;
    private final JsonForm<T> form;
    private final FirstNames firstNames = new FirstNames();
    private final boolean[] envelope = new boolean[MOST_OPEN];
    private final long[] openedAt = new long[MOST_OPEN];
    private JsonFactory factory;
    private LogBytes in;

    private long line;
    private long number;
    private int open;
    private boolean resuming;
    private boolean gaveUp;
    private long again;

    /** Set by {@link #parse}. */
    private @Nullable T value;

    private String problem = "";
    private int length;
    private long lines;

    /**
     * Begins without a file.
     *
     * @param limits of nesting and length
     * @param form what becomes of the objects
     */
    public JsonRecords(LogLimits limits, JsonForm<T> form) {
        this.limits = limits;
        this.form = form;
        this.factory = LogJson.factory(limits);
        this.in = new LogBytes(limits);
    }

    /**
     * Reads all of an open file.
     *
     * @param file opened and not read from; not closed
     * @throws IOException if it cannot be read
     */
    public void read(LogBytes file) throws IOException {
        in = file;
        line = 1;
        number = 0;
        open = 0;
        resuming = false;
        gaveUp = false;
        again = 0;
        firstNames.clear();
        while (!gaveUp && next()) {
            // one record, or one thing that is none
        }
        if (!in.fault().isEmpty()) {
            form.unreadable(line, 0, in.fault());
        } else if (open > 0 && !gaveUp) {
            form.unreadable(line, 0, "the file ends inside of a list");
        }
    }

    /** Reads what comes next; returns false at the end. */
    private boolean next() throws IOException {
        if (in.position >= in.limit) {
            return in.more();
        }
        switch (in.bytes[in.position]) {
            case '\n' -> {
                line++;
                in.position++;
            }
            case ' ', '\t', '\r', ',', RECORD_SEPARATOR -> in.position++;
            case '{' -> object();
            case '[' -> {
                in.position++;
                opened(false);
            }
            case ']' -> closed();
            default -> other();
        }
        return true;
    }

    private void opened(boolean isEnvelope) throws IOException {
        if (open == MOST_OPEN) {
            form.unreadable(line, 0, "lists are nested deeper than " + MOST_OPEN);
            open = 0;
            skipLine();
            return;
        }
        envelope[open] = isEnvelope;
        openedAt[open] = line;
        open++;
    }

    private void closed() throws IOException {
        if (open == 0 || !envelope[open - 1]) {
            in.position++;
            open = Math.max(0, open - 1);
            return;
        }
        // What follows the list is made an object: `], "a": 1}` becomes `{  "a": 1}`.
        int after = 1;
        while (true) {
            if (in.position + after >= in.limit) {
                if (in.limit - in.position > limits.maxRecordBytes() || !in.more()) {
                    in.position = in.limit;
                    return;
                }
                continue;
            }
            byte c = in.bytes[in.position + after];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                break;
            }
            after++;
        }
        in.bytes[in.position] = '{';
        if (in.bytes[in.position + after] == ',') {
            in.bytes[in.position + after] = ' ';
        }
        open--;
        Outcome outcome = parseWhole();
        if (outcome == Outcome.OPENED) {
            step();
            opened(true);
        } else if (outcome == Outcome.WHOLE) {
            step();
        } else {
            broken(outcome, 0);
        }
    }

    private void object() throws IOException {
        Outcome outcome = parseWhole();
        if (outcome == Outcome.OPENED) {
            step();
            opened(true);
            return;
        }
        number++;
        if (outcome == Outcome.WHOLE && length <= limits.maxRecordBytes()) {
            long begins = line;
            if (open > 0) {
                firstNames.learn(in.bytes, in.position, in.limit);
            }
            step();
            resuming = false;
            T read = value;
            value = null;
            if (read == null) {
                form.unreadable(begins, number, problem);
            } else {
                form.record(read, open > 0, begins, number);
            }
        } else {
            broken(outcome, number);
        }
    }

    /** Steps over what was parsed. */
    private void step() {
        in.position += length;
        line += lines;
    }

    /** Parses what begins at the position, with as many bytes as that needs. */
    private Outcome parseWhole() throws IOException {
        Outcome outcome = parse();
        while (outcome == Outcome.CUT && in.limit - in.position <= limits.maxRecordBytes() && !in.isEnded()) {
            in.more();
            outcome = parse();
        }
        return outcome;
    }

    private Outcome parse() throws IOException {
        value = null;
        problem = "";
        int available = in.limit - in.position;
        try (JsonParser json = factory.createParser(in.bytes, in.position, available)) {
            try {
                json.nextToken();
                boolean isRead = read(json);
                length = (int) json.currentLocation().getByteOffset();
                lines = json.currentLocation().getLineNr() - 1L;
                return isRead ? Outcome.WHOLE : Outcome.OPENED;
            } catch (JsonProcessingException | IllegalStateException e) {
                length = Math.max(0, (int) json.currentLocation().getByteOffset());
                if (!in.isEnded() && available - length < ERROR_MARGIN) {
                    return Outcome.CUT;
                }
                if (e instanceof JsonEOFException) {
                    return Outcome.CUT;
                }
                problem = problemOf(e, json);
                return Outcome.BROKEN;
            }
        }
    }

    /** Returns false if a list of records was opened. A record that breaks a rule leaves a problem and no value. */
    private boolean read(JsonParser json) throws IOException {
        try {
            value = form.read(json);
            return value != null;
        } catch (RecordException e) {
            problem = e.reason();
            while (!json.getParsingContext().inRoot()) {
                json.nextToken();
            }
            return true;
        }
    }

    private String problemOf(Exception e, JsonParser json) {
        if (e instanceof StreamConstraintsException || e instanceof IllegalStateException) {
            if (json.getParsingContext().getNestingDepth() >= limits.maxNesting()) {
                return "objects and lists are nested deeper than " + limits.maxNesting();
            }
            // Names made to collide fill the parser's table of names; begin with an empty one.
            factory = LogJson.factory(limits);
            return "a name is longer than " + LogJson.LONGEST_NAME + " letters, or too many names are alike";
        }
        return "this is not valid JSON";
    }

    private void broken(Outcome outcome, long record) throws IOException {
        boolean tooLong = outcome == Outcome.WHOLE || in.limit - in.position > limits.maxRecordBytes();
        if (outcome == Outcome.BROKEN) {
            form.unreadable(line, record, problem);
        } else if (tooLong) {
            form.unreadable(line, record, "a record is longer than " + limits.maxRecordBytes() + " bytes");
        } else if (in.fault().isEmpty()) {
            form.unreadable(line, record, "the file ends inside of this record");
        }
        again += length;
        if (again > AGAIN_BYTES + in.delivered()) {
            form.unreadable(line, 0, "too much is broken here; the rest is left out");
            gaveUp = true;
        } else if (open > 0) {
            skipToSibling();
        } else {
            resuming = true;
            skipLine();
        }
    }

    /** Goes to the next object behind a comma that begins like others of the file, or to the end of the file. */
    private void skipToSibling() throws IOException {
        if (in.position < in.limit && in.bytes[in.position] == '{') {
            firstNames.learn(in.bytes, in.position, in.limit);
        }
        boolean comma = false;
        boolean first = true;
        while (in.position < in.limit || in.more()) {
            byte c = in.bytes[in.position];
            if (c == '{' && comma && !first) {
                if (in.limit - in.position < FirstNames.LOOK_AHEAD) {
                    in.more();
                }
                if (firstNames.isKnown(in.bytes, in.position, in.limit)) {
                    return;
                }
            }
            first = false;
            if (c == '\n') {
                line++;
            }
            comma = c == ',' || (comma && (c == ' ' || c == '\n' || c == '\r' || c == '\t'));
            in.position++;
        }
        open = 0;
    }

    /** Goes to the beginning of the next line. */
    private void skipLine() throws IOException {
        while (in.position < in.limit || in.more()) {
            if (in.bytes[in.position++] == '\n') {
                line++;
                return;
            }
        }
    }

    /** Tells whether what comes next is a text, or a word or number with a comma behind it. */
    private boolean isEntry() {
        int p = in.position;
        while (p < in.limit && (Character.isLetterOrDigit(in.bytes[p]) || in.bytes[p] == '-' || in.bytes[p] == '.')) {
            p++;
        }
        return p < in.limit && (in.bytes[p] == ',' || in.bytes[in.position] == '"');
    }

    /** Takes what cannot begin a record: something before an object on its line, or something that is no object. */
    private void other() throws IOException {
        while (open > 0 && openedAt[open - 1] == line && !envelope[open - 1] && !isEntry()) {
            // Not a list after all, as "[2026-01-04] {...}".
            open--;
        }
        if (open > 0) {
            number++;
            form.unreadable(line, number, "this is no JSON object");
            skipToSibling();
            return;
        }
        byte c = in.bytes[in.position];
        if (resuming && (c == '"' || c == '}')) {
            // The rest of a record that was broken further up.
            skipLine();
            return;
        }
        while (in.position < in.limit || in.more()) {
            c = in.bytes[in.position];
            if (c == '{') {
                return;
            }
            if (c == '\n') {
                break;
            }
            in.position++;
        }
        number++;
        form.unreadable(line, number, "there is no JSON object on this line");
    }
}
