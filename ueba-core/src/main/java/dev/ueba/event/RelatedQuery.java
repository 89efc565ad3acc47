package dev.ueba.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to see the events behind the anomalies of a table.
 *
 * @param events which events
 * @param query the same as text in the language of the source; null if it has none
 */
public record RelatedQuery(RelatedEvents events, @Nullable String query) {

    public RelatedQuery {
        Objects.requireNonNull(events, "events");
    }
}
