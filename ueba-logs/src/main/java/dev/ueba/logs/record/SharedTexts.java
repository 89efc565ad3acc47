package dev.ueba.logs.record;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Keeps texts that come again and again once, so that millions of events stay small in memory. Holds at most 65,536 texts of
 * at most 256 letters each; a text that is not held is simply a new one.
 */
public final class SharedTexts {

    /*
     * Two places per hash, the newer first: what comes often stays. Texts of bytes and of letters have the same hash as long
     * as they are ASCII; others become letters first.
     */
    private static final int SETS = 1 << 15;
    private static final int LONGEST = 256;

    private final @Nullable String[] held = new @Nullable String[2 * SETS];

    /** Begins with none. */
    public SharedTexts() {}

    /**
     * Returns the text of letters.
     *
     * @param letters holds it
     * @param from its first letter
     * @param length of the text
     * @return equal text, shared where possible
     */
    public String of(char[] letters, int from, int length) {
        if (length > LONGEST) {
            return new String(letters, from, length);
        }
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + letters[i];
        }
        int set = set(hash);
        for (int place = set; place < set + 2; place++) {
            String text = held[place];
            if (text != null && isSame(text, letters, from, length)) {
                return promoted(set, place, text);
            }
        }
        return kept(set, new String(letters, from, length));
    }

    /**
     * Returns the text of bytes.
     *
     * @param bytes UTF-8
     * @param from the first byte
     * @param to behind the last one
     * @return equal text, shared where possible
     */
    public String of(byte[] bytes, int from, int to) {
        int hash = 0;
        int letters = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
            letters |= bytes[i];
        }
        if (letters < 0) {
            return of(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        if (to - from > LONGEST) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        int set = set(hash);
        for (int place = set; place < set + 2; place++) {
            String text = held[place];
            if (text != null && isSame(text, bytes, from, to)) {
                return promoted(set, place, text);
            }
        }
        return kept(set, new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    /**
     * Returns a text.
     *
     * @param text any
     * @return an equal text, shared where possible
     */
    public String of(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int set = set(text.hashCode());
        for (int place = set; place < set + 2; place++) {
            String known = held[place];
            if (known != null && known.equals(text)) {
                return promoted(set, place, known);
            }
        }
        return kept(set, text);
    }

    private static int set(int hash) {
        return ((hash ^ (hash >>> 15)) & (SETS - 1)) * 2;
    }

    private String promoted(int set, int place, String text) {
        if (place != set) {
            held[place] = held[set];
            held[set] = text;
        }
        return text;
    }

    private String kept(int set, String text) {
        held[set + 1] = held[set];
        held[set] = text;
        return text;
    }

    private static boolean isSame(String text, char[] letters, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != letters[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(String text, byte[] bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
