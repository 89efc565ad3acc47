package dev.ueba.logs;

import java.util.Objects;

/**
 * Something in a file that could not be read as an event.
 *
 * @param place file and line
 * @param reason what is wrong, without content of the file
 */
public record UnreadableRecord(LogPlace place, String reason) {

    public UnreadableRecord {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(reason, "reason");
    }

    /** Returns {@code file:line: reason}. */
    @Override
    public String toString() {
        return place + ": " + reason;
    }
}
