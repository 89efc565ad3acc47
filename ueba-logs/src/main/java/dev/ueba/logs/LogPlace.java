package dev.ueba.logs;

import java.util.Comparator;
import java.util.Objects;

/**
 * Where in the raw files something stands.
 *
 * @param file path as it was expanded, with forward slashes
 * @param line line where the record begins, from 1
 * @param record position of the record in its file, from 1; 0 where no record was found. Tells records apart that share a
 *     line, as in a list written on one line.
 */
public record LogPlace(String file, long line, long record) implements Comparable<LogPlace> {

    private static final Comparator<LogPlace> ORDER = Comparator.comparing(LogPlace::file, LogFiles.TEXT_ORDER)
            .thenComparingLong(LogPlace::line)
            .thenComparingLong(LogPlace::record);

    public LogPlace {
        Objects.requireNonNull(file, "file");
    }

    /** Orders by file (code points), line and record. */
    @Override
    public int compareTo(LogPlace other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code file:line}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
