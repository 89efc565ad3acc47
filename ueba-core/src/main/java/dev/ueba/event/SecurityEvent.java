package dev.ueba.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as a log tells it: when, where it is written, and named texts. A field is either some text, which
 * may be empty, or missing.
 *
 * <p>Immutable and safe to share between threads.
 *
 * <pre>{@code
 * SecurityEvent event = SecurityEvent.builder(Instant.parse("2026-01-04T10:15:00Z"), EventSource.line("auth.log", 7))
 *         .field(EventField.USER, "alice")
 *         .field(EventField.IP, "192.0.2.7")
 *         .build();
 * }</pre>
 */
public final class SecurityEvent {

    /**
     * By time, then file name, then position: the order in which values get their codes. Events that agree in all three keep
     * the order they were given in.
     */
    public static final Comparator<SecurityEvent> BY_TIME_AND_SOURCE =
            Comparator.comparing(SecurityEvent::time).thenComparing(SecurityEvent::source);

    private final Instant time;
    private final EventSource source;
    private final EventFields fields;
    private final @Nullable String[] values;

    /** Takes the values over. */
    SecurityEvent(Instant time, EventSource source, EventFields fields, @Nullable String[] values) {
        this.time = Objects.requireNonNull(time, "time");
        this.source = Objects.requireNonNull(source, "source");
        this.fields = fields;
        this.values = values;
    }

    /**
     * Starts an event. Readers of many events make one {@link EventFields} and use {@link EventFields#event} instead.
     *
     * @param time when it happened
     * @param source where it was read
     * @return a builder without fields
     */
    public static Builder builder(Instant time, EventSource source) {
        return new Builder(time, source);
    }

    /**
     * Returns events in the order of {@link #BY_TIME_AND_SOURCE}.
     *
     * @param events in any order; left as they are
     * @return a new, unmodifiable list
     */
    public static List<SecurityEvent> sorted(List<SecurityEvent> events) {
        List<SecurityEvent> sorted = new ArrayList<>(events);
        sorted.sort(BY_TIME_AND_SOURCE);
        return List.copyOf(sorted);
    }

    /**
     * Returns when it happened.
     *
     * @return the time
     */
    public Instant time() {
        return time;
    }

    /**
     * Returns where it was read.
     *
     * @return the place
     */
    public EventSource source() {
        return source;
    }

    /**
     * Returns the names of the fields.
     *
     * @return the schema
     */
    public EventFields fields() {
        return fields;
    }

    /**
     * Returns the text of a field.
     *
     * @param name any
     * @return empty if this event lacks the field
     */
    public Optional<String> field(String name) {
        return Optional.ofNullable(textOrNull(name));
    }

    /**
     * Returns the text of a field, without an object around it: for loops over many events.
     *
     * @param name any
     * @return null if this event lacks the field
     */
    public @Nullable String textOrNull(String name) {
        int position = fields.indexOf(name);
        return position < 0 ? null : values[position];
    }

    /**
     * Tells whether a field has exactly this text.
     *
     * @param name any
     * @param text compared as it is, case and blanks included
     * @return false if the field is missing
     */
    public boolean has(String name, String text) {
        return text.equals(textOrNull(name));
    }

    /** Two events are equal if time, place, names and texts are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecurityEvent event
                && time.equals(event.time)
                && source.equals(event.source)
                && fields.equals(event.fields)
                && Arrays.equals(values, event.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(time, source, fields, Arrays.hashCode(values));
    }

    /** Returns time and place, no user data. */
    @Override
    public String toString() {
        return "SecurityEvent[" + time + ", " + source + "]";
    }

    /** Gathers the fields of one event. Not thread-safe. */
    public static final class Builder {

        private final Instant time;
        private final EventSource source;
        private final Map<String, String> texts = new LinkedHashMap<>();

        private Builder(Instant time, EventSource source) {
            this.time = Objects.requireNonNull(time, "time");
            this.source = Objects.requireNonNull(source, "source");
        }

        /**
         * Sets a field; the last text counts.
         *
         * @param name not empty
         * @param text null leaves the field missing
         * @return this
         */
        public Builder field(String name, @Nullable String text) {
            Objects.requireNonNull(name, "name");
            if (text == null) {
                texts.remove(name);
            } else {
                texts.put(name, text);
            }
            return this;
        }

        /**
         * Returns the event.
         *
         * @return a new event
         * @throws IllegalArgumentException if a name is empty
         */
        public SecurityEvent build() {
            return EventFields.of(List.copyOf(texts.keySet()))
                    .event(time, source, texts.values().toArray(new String[0]));
        }
    }
}
