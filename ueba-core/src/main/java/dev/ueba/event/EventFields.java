package dev.ueba.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of the fields that the events of one source have, in order. All events of a reader share one of these, so that an
 * event is no more than its time, its place and an array of text.
 *
 * <p>Immutable. Two are equal if their names are equal in order.
 */
public final class EventFields {

    private final List<String> names;
    private final Map<String, Integer> positions = new HashMap<>();

    private EventFields(List<String> names) {
        this.names = List.copyOf(names);
        for (String name : this.names) {
            if (name.isEmpty() || positions.put(name, positions.size()) != null) {
                throw new IllegalArgumentException(
                        "names of fields must be unique and not empty, but were " + this.names);
            }
        }
    }

    /**
     * Returns these names.
     *
     * @param names unique and not empty
     * @return a schema
     * @throws IllegalArgumentException if a name is empty or repeated
     */
    public static EventFields of(List<String> names) {
        return new EventFields(names);
    }

    /**
     * Returns these names.
     *
     * @param names unique and not empty
     * @return a schema
     * @throws IllegalArgumentException if a name is empty or repeated
     */
    public static EventFields of(String... names) {
        return new EventFields(List.of(names));
    }

    /**
     * Returns an event with these fields.
     *
     * @param time when it happened
     * @param source where it was read
     * @param values one per name, in order; null for missing; copied
     * @return a new event
     * @throws IllegalArgumentException if there are more or fewer values than names
     */
    public SecurityEvent event(Instant time, EventSource source, @Nullable String... values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException(
                    "there are " + values.length + " values, but " + names.size() + " fields: " + names);
        }
        return new SecurityEvent(time, source, this, values.clone());
    }

    /**
     * Returns the names.
     *
     * @return unmodifiable
     */
    public List<String> names() {
        return names;
    }

    /**
     * Returns the place of a field.
     *
     * @param name any
     * @return from 0, or -1 if there is no such field
     */
    public int indexOf(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventFields fields && names.equals(fields.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
