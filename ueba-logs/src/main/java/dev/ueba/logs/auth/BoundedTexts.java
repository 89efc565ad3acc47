package dev.ueba.logs.auth;

import dev.ueba.logs.record.SharedTexts;

/** Makes text of bytes, of a bounded length, the same object for the same bytes where it can. Not thread-safe. */
final class BoundedTexts {

    private final SharedTexts shared = new SharedTexts();
    private final int longest;

    /**
     * @param longest bytes of a text at most; longer ones are cut before the character that does not fit
     */
    BoundedTexts(int longest) {
        this.longest = longest;
    }

    /** Returns the text of UTF-8 bytes; what is not UTF-8 becomes U+FFFD. */
    String text(byte[] bytes, int from, int to) {
        return shared.of(bytes, from, cut(bytes, from, to));
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
