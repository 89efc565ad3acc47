package dev.ueba.logs.generic;

import org.jspecify.annotations.Nullable;

/** The texts of one record while it is read: those of the time first, then those of the fields. */
final class GenericRecord {

    final @Nullable String[] texts;
    private final int[] ranks;

    GenericRecord(int slots) {
        this.texts = new @Nullable String[slots];
        this.ranks = new int[slots];
    }

    /** Takes a text unless there is one of a better name. An empty text is none. */
    void take(PathNode.Use use, @Nullable String text) {
        int slot = use.slot();
        if (text != null && !text.isEmpty() && (texts[slot] == null || use.rank() <= ranks[slot])) {
            texts[slot] = text;
            ranks[slot] = use.rank();
        }
    }
}
