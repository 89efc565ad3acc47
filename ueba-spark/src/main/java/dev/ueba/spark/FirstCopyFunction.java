package dev.ueba.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.jspecify.annotations.Nullable;

/** Keeps the first of all events with the same document id, which are sorted by it; those without an id are all kept. */
final class FirstCopyFunction implements MapPartitionsFunction<EventRow, EventRow> {

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<EventRow> call(Iterator<EventRow> events) {
        return new Iterator<>() {
            private String documentId = "";
            private @Nullable EventRow next;

            @Override
            public boolean hasNext() {
                while (next == null && events.hasNext()) {
                    EventRow event = events.next();
                    if (event.getDocumentId().isEmpty()
                            || !event.getDocumentId().equals(documentId)) {
                        documentId = event.getDocumentId();
                        next = event;
                    }
                }
                return next != null;
            }

            @Override
            public EventRow next() {
                EventRow event = hasNext() ? next : null;
                if (event == null) {
                    throw new NoSuchElementException();
                }
                next = null;
                return event;
            }
        };
    }
}
