package dev.ueba.logs.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The first names of the objects of a file: what an object of its list begins with. */
final class FirstNames {

    /** Bytes of an object that are looked at. */
    static final int LOOK_AHEAD = 512;

    private static final int MOST_NAMES = 64;

    private final Set<String> names = new HashSet<>();
    private byte[] last = new byte[0];
    private int from;
    private int to;

    void clear() {
        names.clear();
        last = new byte[0];
    }

    void learn(byte[] bytes, int position, int limit) {
        if (!find(bytes, position, limit) || Arrays.equals(last, 0, last.length, bytes, from, to)) {
            return;
        }
        last = Arrays.copyOfRange(bytes, from, to);
        if (names.size() < MOST_NAMES) {
            names.add(new String(last, StandardCharsets.UTF_8));
        }
    }

    /** If no name was learned, any will do. */
    boolean isKnown(byte[] bytes, int position, int limit) {
        return find(bytes, position, limit)
                && (names.isEmpty() || names.contains(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }

    private boolean find(byte[] bytes, int position, int limit) {
        int end = Math.min(limit, position + LOOK_AHEAD);
        int p = position + 1;
        while (p < end && (bytes[p] == ' ' || bytes[p] == '\n' || bytes[p] == '\r' || bytes[p] == '\t')) {
            p++;
        }
        if (p >= end || bytes[p] != '"') {
            return false;
        }
        from = p + 1;
        to = from;
        while (to < end && bytes[to] != '"' && bytes[to] != '\n') {
            to++;
        }
        return to < end && bytes[to] == '"';
    }
}
