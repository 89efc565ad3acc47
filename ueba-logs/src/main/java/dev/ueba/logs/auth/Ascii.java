package dev.ueba.logs.auth;

import java.nio.charset.StandardCharsets;

/** Looks for ASCII text in ranges of bytes. All ranges are half-open; every search takes one pass. */
final class Ascii {

    private Ascii() {}

    /** Returns the bytes of a text to look for. */
    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        if (to - from < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean endsWith(byte[] bytes, int from, int to, byte[] text) {
        return to - from >= text.length && startsWith(bytes, to - text.length, to, text);
    }

    static boolean equals(byte[] bytes, int from, int to, byte[] text) {
        return to - from == text.length && startsWith(bytes, from, to, text);
    }

    /** Returns where a text first occurs as a whole, or -1. */
    static int indexOf(byte[] bytes, int from, int to, byte[] text) {
        int last = to - text.length;
        byte first = text[0];
        for (int i = from; i <= last; i++) {
            if (bytes[i] == first && startsWith(bytes, i, to, text)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns where a text last occurs as a whole, or -1. */
    static int lastIndexOf(byte[] bytes, int from, int to, byte[] text) {
        byte first = text[0];
        for (int i = to - text.length; i >= from; i--) {
            if (bytes[i] == first && startsWith(bytes, i, to, text)) {
                return i;
            }
        }
        return -1;
    }

    static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int lastIndexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = to - 1; i >= from; i--) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Returns the end of the word that begins here. */
    static int wordEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && !isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    static int digitsEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isDigit(bytes[i])) {
            i++;
        }
        return i;
    }

    /** Returns a number of exactly so many digits, or -1 if there are not as many. */
    static int digits(byte[] bytes, int from, int to, int count) {
        if (to - from < count) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            number = number * 10 + (bytes[i] - '0');
        }
        return number;
    }
}
