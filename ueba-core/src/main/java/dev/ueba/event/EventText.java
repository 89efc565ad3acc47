package dev.ueba.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that an event has or lacks: a field, several fields together, or something made of them. What encoders count, group by
 * and compare.
 *
 * <p>Implementations depend on nothing but the event and are safe to share between threads.
 */
@FunctionalInterface
public interface EventText {

    /**
     * Returns the text of an event.
     *
     * @param event any
     * @return null if the event has none
     */
    @Nullable
    String of(SecurityEvent event);

    /**
     * Returns the text of a field.
     *
     * @param name of the field
     * @return missing where the field is
     */
    static EventText field(String name) {
        return event -> event.textOrNull(name);
    }

    /**
     * Returns the text of a field, or something else for events that lack it.
     *
     * @param name of the field
     * @param otherwise taken where the field is missing
     * @return never missing
     */
    static EventText field(String name, String otherwise) {
        return event -> {
            String text = event.textOrNull(name);
            return text == null ? otherwise : text;
        };
    }

    /**
     * Returns several fields as one text; different fields never give the same text.
     *
     * @param names of the fields
     * @return missing where all of the fields are
     */
    static EventText fields(String... names) {
        List<String> wanted = List.of(names);
        return event -> {
            StringBuilder joined = new StringBuilder();
            boolean found = false;
            for (String name : wanted) {
                String text = event.textOrNull(name);
                if (text == null) {
                    joined.append("-;");
                } else {
                    found = true;
                    joined.append(text.length()).append(':').append(text).append(';');
                }
            }
            return found ? joined.toString() : null;
        };
    }

    /**
     * Returns the kind of address that a field holds, such as {@code private 10/8} or {@code public}.
     *
     * @param name of a field with IPv4 or IPv6 addresses
     * @return one of {@code private 10/8}, {@code private 172.16/12}, {@code private 192.168/16}, {@code shared 100.64/10},
     *     {@code loopback}, {@code link-local}, {@code unique-local}, {@code public}, or {@code name} for what is no address;
     *     missing where the field is
     */
    static EventText addressRange(String name) {
        return event -> {
            String text = event.textOrNull(name);
            return text == null ? null : AddressRange.of(text);
        };
    }
}
