package dev.ueba.logs.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of bytes, the same object for the same bytes where it can: hosts, users and addresses come again and again. Holds
 * a bounded number of short texts, at most about 8 MB. Not thread-safe.
 */
final class TextCache {

    /*
     * One slot per hash; a newer text takes the place of an older one. A miss costs a new object and nothing else.
     */
    private static final int SLOTS = 1 << 15;
    private static final int LONGEST_KEPT = 64;

    private final int longest;
    private final byte[] @Nullable [] keys = new byte[SLOTS][];
    private final @Nullable String[] texts = new String[SLOTS];

    /**
     * @param longest bytes of a text at most; longer ones are cut before the character that does not fit
     */
    TextCache(int longest) {
        this.longest = longest;
    }

    /** Returns the text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. */
    String text(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_KEPT || to - from > longest) {
            return new String(bytes, from, cut(bytes, from, to) - from, StandardCharsets.UTF_8);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        hash *= 0x9e3779b9;
        int slot = hash >>> 17;
        byte[] key = keys[slot];
        String known = texts[slot];
        if (key != null && known != null && Arrays.equals(key, 0, key.length, bytes, from, to)) {
            return known;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        keys[slot] = Arrays.copyOfRange(bytes, from, to);
        texts[slot] = text;
        return text;
    }

    private int cut(byte[] bytes, int from, int to) {
        if (to - from <= longest) {
            return to;
        }
        int end = from + longest;
        while (end > from && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }
}
