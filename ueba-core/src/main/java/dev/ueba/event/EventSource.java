package dev.ueba.event;

import java.util.Comparator;
import java.util.Objects;

/**
 * Where an event was read: the evidence that a report points to. Immutable.
 *
 * <p>Ordered by file name (UTF-16 code units, so not by locale), then position, then unit.
 *
 * @param file name as it is to be printed; may be empty if there is no file
 * @param unit what the position counts
 * @param position lines from 1, indexes from 0
 */
public record EventSource(String file, Unit unit, long position) implements Comparable<EventSource> {

    private static final Comparator<EventSource> ORDER = Comparator.comparing(EventSource::file)
            .thenComparingLong(EventSource::position)
            .thenComparing(EventSource::unit);

    /** What a position counts. */
    public enum Unit {
        /** Lines of text, from 1. */
        LINE,
        /** Entries of an array or records of a file, from 0. */
        INDEX
    }

    public EventSource {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(unit, "unit");
        long first = unit == Unit.LINE ? 1 : 0;
        if (position < first) {
            throw new IllegalArgumentException(
                    "a position that counts " + unit + " must be >= " + first + ", but was " + position);
        }
    }

    /**
     * Returns a line of a file.
     *
     * @param file name as it is to be printed
     * @param line from 1
     * @return prints as {@code file:line}
     */
    public static EventSource line(String file, long line) {
        return new EventSource(file, Unit.LINE, line);
    }

    /**
     * Returns an entry of a file.
     *
     * @param file name as it is to be printed
     * @param index from 0
     * @return prints as {@code file#index}
     */
    public static EventSource index(String file, long index) {
        return new EventSource(file, Unit.INDEX, index);
    }

    @Override
    public int compareTo(EventSource other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code file:line} or {@code file#index}. */
    @Override
    public String toString() {
        return file + (unit == Unit.LINE ? ':' : '#') + position;
    }
}
