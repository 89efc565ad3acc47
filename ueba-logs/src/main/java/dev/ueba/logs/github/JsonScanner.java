package dev.ueba.logs.github;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a JSON object in a buffer, checks its grammar on the way (RFC 8259, but for malformed UTF-8, which costs
 * only the text it is in) and picks the used fields of the event. What needs more than bytes (escapes or other letters than
 * ASCII in a used text, envelopes, details of Enterprise Server) it leaves to {@link EventJson}. Not thread-safe.
 */
final class JsonScanner {

    /*
     * Why not jackson-core alone: nine tenths of an event are fields that nobody asks for, and their bytes can be stepped
     * over eight at a time instead of being tokenised. EventJson, which
     * is jackson-core, is the reference in the tests: whatever this class takes, that one reads the same.
     *
     * The buffer ends with a zero byte at `limit` and seven more bytes of any value. Zero is legal nowhere in JSON, so no
     * loop needs to look for the end: it stops at the zero and then asks whether that was the end (MORE) or a fault.
     */

    /** Returned when the object goes on beyond the buffer. */
    static final int MORE = -1;

    /** Returned when it is not JSON; {@link #problem()} says why. */
    static final int BROKEN = -2;

    /** Returned when the object is the envelope of a list of objects; {@link #position()} lies on the first of them. */
    static final int OPENED = -3;

    /** Bytes that must be there behind {@code limit}; the first of them zero. */
    static final int SLACK = 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long BLANKS = ' ' * ONES;

    private final int maxNesting;
    private final int maxTextBytes;
    private final RawEvent event;
    private byte[] b = new byte[0];
    private int limit;
    private int position;
    private String problem = "";
    private boolean odd;
    private boolean plain;
    private boolean enveloped;
    private int lines;

    JsonScanner(int maxNesting, int maxTextBytes, RawEvent event) {
        this.maxNesting = maxNesting;
        this.maxTextBytes = maxTextBytes;
        this.event = event;
    }

    /** Where scanning stopped: at the fault, or within the opened list. */
    int position() {
        return position;
    }

    /** How many lines end within what was scanned, if it was scanned to its end. */
    int lines() {
        return lines;
    }

    /** What is wrong with the object. */
    String problem() {
        return problem;
    }

    /** Whether the event holds all there is to know; otherwise {@link EventJson} has to read the object. */
    boolean isPlain() {
        return plain && !(enveloped && !event.has(EventField.ACTION));
    }

    /**
     * Scans the object that begins at {@code from}, and fills the event.
     *
     * @param mayOpen whether a list of objects as the first member is opened instead of being scanned
     * @return the position behind the object, or {@link #MORE}, {@link #BROKEN} or {@link #OPENED}
     */
    int scan(byte[] bytes, int from, int end, boolean mayOpen) {
        b = bytes;
        limit = end;
        plain = true;
        enveloped = false;
        lines = 0;
        event.clear(bytes);
        int p = skipSpace(from + 1);
        return b[p] == '}' ? p + 1 : members(p, mayOpen);
    }

    /** Scans the rest of an object behind one of its values: further members, and its end. */
    int scanRest(byte[] bytes, int from, int end) {
        b = bytes;
        limit = end;
        lines = 0;
        event.clear(bytes);
        int p = skipSpace(from);
        if (b[p] == '}') {
            return p + 1;
        }
        return b[p] == ',' ? members(skipSpace(p + 1), false) : fail(p, "expected a comma or the end of the object");
    }

    private int members(int from, boolean mayOpen) {
        int p = from;
        boolean first = mayOpen;
        while (true) {
            if (b[p] != '"') {
                return fail(p, "expected a name in quotes");
            }
            int nameFrom = p + 1;
            odd = false;
            int nameTo = skipText(nameFrom);
            if (nameTo < 0) {
                return nameTo;
            }
            int field = EventField.of(b, nameFrom, nameTo);
            // An escape in a name may hide a used one.
            plain &= !odd;
            p = skipSpace(nameTo + 1);
            if (b[p] != ':') {
                return fail(p, "expected a colon");
            }
            p = skipSpace(p + 1);
            if (first && field == EventField.ENVELOPE && b[p] == '[') {
                int linesBefore = lines;
                int inside = skipSpace(p + 1);
                if (inside >= limit) {
                    return MORE;
                }
                if (b[inside] == '{') {
                    position = inside;
                    return OPENED;
                }
                lines = linesBefore;
            }
            first = false;
            p = value(field, p);
            if (p < 0) {
                return p;
            }
            p = skipSpace(p);
            if (b[p] == ',') {
                p = skipSpace(p + 1);
            } else {
                return b[p] == '}' ? p + 1 : fail(p, "expected a comma or the end of the object");
            }
        }
    }

    private int value(int field, int from) {
        byte c = b[from];
        odd = false;
        int end = c == '"' ? skipText(from + 1) : skipOther(from, 1);
        if (end < 0 || field == EventField.NONE) {
            return c == '"' && end >= 0 ? end + 1 : end;
        }
        if (field < EventField.TEXT_COUNT) {
            return text(field, c, from, end);
        }
        if (field <= EventField.LAST_TIME) {
            time(field, c, from, end);
        } else if (field == EventField.IS_BOT) {
            event.bot = c == 't' || (c == '"' && end - from == 5 && b[from + 1] == 't');
            plain &= !odd;
        } else if (field == EventField.LOCATION) {
            plain &= c != '{' || !namesIp(from, end);
        } else if (field == EventField.DETAILS) {
            plain &= c != '{';
        } else {
            enveloped = true;
        }
        return c == '"' ? end + 1 : end;
    }

    private int text(int field, byte first, int from, int end) {
        if (first == '"') {
            if (end - from - 1 > maxTextBytes) {
                return fail(from, "'" + EventField.nameOf(field) + "' is longer than " + maxTextBytes + " bytes");
            }
            event.setText(field, from + 1, end);
            plain &= !odd;
            return end + 1;
        }
        // A number may stand for a login; all else (null, objects, lists) is no text.
        event.setText(field, 0, 0);
        plain &= !isNumberStart(first);
        return end;
    }

    private void time(int field, byte first, int from, int end) {
        if (first == '"') {
            plain &= !odd;
            event.setTime(field, EventTimes.ofText(b, from + 1, end));
        } else {
            event.setTime(field, isNumberStart(first) ? EventTimes.ofNumber(b, from, end) : EventTimes.NONE);
        }
    }

    private boolean namesIp(int from, int end) {
        for (int i = from; i + 2 < end; i++) {
            // Escapes could hide it.
            if ((b[i] == 'i' && b[i + 1] == 'p' && b[i + 2] == '"') || b[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumberStart(byte c) {
        return c == '-' || (c >= '0' && c <= '9');
    }

    private int fail(int at, String what) {
        position = at;
        if (at >= limit) {
            return MORE;
        }
        problem = what;
        return BROKEN;
    }

    private int skipSpace(int from) {
        int p = from;
        while (b[p] <= ' ') {
            if (b[p] == '\n') {
                lines++;
            } else if (b[p] != ' ' && b[p] != '\r' && b[p] != '\t') {
                // Not ASCII, or a control character.
                return p;
            }
            p++;
        }
        return p;
    }

    /** Returns the position of the closing quote; notes in {@code odd} whether there are escapes or other letters than ASCII. */
    private int skipText(int from) {
        int p = from;
        while (true) {
            long word = (long) LONGS.get(b, p);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            // The lowest marked byte is a quote, a backslash, a control character or not ASCII; higher marks may be
            // wrong.
            long marks =
                    (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | (word - BLANKS) | word) & HIGHS;
            if (marks == 0) {
                p += Long.BYTES;
                continue;
            }
            p += Long.numberOfTrailingZeros(marks) >>> 3;
            byte c = b[p];
            if (c == '"') {
                return p;
            }
            odd = true;
            if (c == '\\') {
                p = skipEscape(p);
                if (p < 0) {
                    return p;
                }
            } else if (c < 0) {
                p++;
            } else {
                return fail(p, "a control character in a text");
            }
        }
    }

    private int skipEscape(int from) {
        switch (b[from + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return from + 2;
            }
            case 'u' -> {
                for (int i = from + 2; i < from + 6; i++) {
                    byte c = b[i];
                    boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
                    if (!hex) {
                        return fail(i, "a broken escape in a text");
                    }
                }
                return from + 6;
            }
            default -> {
                return fail(from + 1, "a broken escape in a text");
            }
        }
    }

    /** Returns the position behind a value that is not a text. */
    private int skipOther(int from, int depth) {
        return switch (b[from]) {
            case '{' -> skipObject(from, depth + 1);
            case '[' -> skipList(from, depth + 1);
            case 't' -> skipWord(from, "true");
            case 'f' -> skipWord(from, "false");
            case 'n' -> skipWord(from, "null");
            default -> skipNumber(from);
        };
    }

    private int skipAny(int from, int depth) {
        if (b[from] == '"') {
            int end = skipText(from + 1);
            return end < 0 ? end : end + 1;
        }
        return skipOther(from, depth);
    }

    private int skipObject(int from, int depth) {
        if (depth > maxNesting) {
            return tooDeep(from);
        }
        int p = skipSpace(from + 1);
        if (b[p] == '}') {
            return p + 1;
        }
        while (true) {
            if (b[p] != '"') {
                return fail(p, "expected a name in quotes");
            }
            p = skipText(p + 1);
            if (p < 0) {
                return p;
            }
            p = skipSpace(p + 1);
            if (b[p] != ':') {
                return fail(p, "expected a colon");
            }
            p = skipAny(skipSpace(p + 1), depth);
            if (p < 0) {
                return p;
            }
            p = skipSpace(p);
            if (b[p] == '}') {
                return p + 1;
            }
            if (b[p] != ',') {
                return fail(p, "expected a comma or the end of the object");
            }
            p = skipSpace(p + 1);
        }
    }

    private int skipList(int from, int depth) {
        if (depth > maxNesting) {
            return tooDeep(from);
        }
        int p = skipSpace(from + 1);
        if (b[p] == ']') {
            return p + 1;
        }
        while (true) {
            p = skipAny(p, depth);
            if (p < 0) {
                return p;
            }
            p = skipSpace(p);
            if (b[p] == ']') {
                return p + 1;
            }
            if (b[p] != ',') {
                return fail(p, "expected a comma or the end of the list");
            }
            p = skipSpace(p + 1);
        }
    }

    private int tooDeep(int at) {
        position = at;
        problem = "objects and lists are nested deeper than " + maxNesting;
        return BROKEN;
    }

    private int skipWord(int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (b[from + i] != word.charAt(i)) {
                return fail(from + i, "expected a value");
            }
        }
        return from + word.length();
    }

    private int skipNumber(int from) {
        int p = b[from] == '-' ? from + 1 : from;
        if (b[p] == '0') {
            p++;
        } else {
            int digits = skipDigits(p);
            if (digits == p) {
                return fail(p, "expected a value");
            }
            p = digits;
        }
        if (b[p] == '.') {
            int digits = skipDigits(p + 1);
            if (digits == p + 1) {
                return fail(digits, "a broken number");
            }
            p = digits;
        }
        if (b[p] == 'e' || b[p] == 'E') {
            int exponent = b[p + 1] == '+' || b[p + 1] == '-' ? p + 2 : p + 1;
            p = skipDigits(exponent);
            if (p == exponent) {
                return fail(p, "a broken number");
            }
        }
        // A number has no end of its own: the next byte has to be there to be seen.
        return p >= limit ? MORE : p;
    }

    private int skipDigits(int from) {
        int p = from;
        while (b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        return p;
    }
}
