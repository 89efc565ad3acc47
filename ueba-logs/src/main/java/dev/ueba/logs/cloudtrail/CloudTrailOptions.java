package dev.ueba.logs.cloudtrail;

import dev.ueba.event.EventField;
import dev.ueba.logs.LogLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How CloudTrail is read and which events are handed over.
 *
 * @param limits what a file may cost
 * @param filters texts that a field may have, by the name of the field; an event is left out if one of these fields is missing
 *     or has another text. None: all events
 * @param maxEventIds how many of the latest events are remembered to leave out copies, {@code 0} (none are left out) to
 *     {@code 2^27}; each takes up to 64 bytes
 */
public record CloudTrailOptions(LogLimits limits, Map<String, Set<String>> filters, int maxEventIds) {

    private static final int DEFAULT_EVENT_IDS = 2_000_000;
    private static final int MOST_EVENT_IDS = 1 << 27;

    public CloudTrailOptions {
        Objects.requireNonNull(limits, "limits");
        Map<String, Set<String>> copy = new HashMap<>();
        filters.forEach((field, texts) -> copy.put(field, Set.copyOf(texts)));
        filters = Map.copyOf(copy);
        for (String field : filters.keySet()) {
            if (CloudTrailReader.FIELDS.indexOf(field) < 0) {
                throw new IllegalArgumentException(
                        "a filter must be on one of " + CloudTrailReader.FIELDS + ", but was on '" + field + "'");
            }
        }
        if (maxEventIds < 0 || maxEventIds > MOST_EVENT_IDS) {
            throw new IllegalArgumentException("maxEventIds must be between 0 and 2^27, but was " + maxEventIds);
        }
    }

    /**
     * Returns the usual options: usual limits, all events, copies left out by the latest 2 million ids (at most 128 MB).
     *
     * @return the defaults
     */
    public static CloudTrailOptions defaults() {
        return new CloudTrailOptions(LogLimits.defaults(), Map.of(), DEFAULT_EVENT_IDS);
    }

    /**
     * Returns a copy with other limits.
     *
     * @param value what a file may cost
     * @return the copy
     */
    public CloudTrailOptions withLimits(LogLimits value) {
        return new CloudTrailOptions(value, filters, maxEventIds);
    }

    /**
     * Returns a copy with one more filter, in place of one on the same field.
     *
     * @param field one of {@link CloudTrailReader#FIELDS}
     * @param texts what the field may be, exactly
     * @return the copy
     * @throws IllegalArgumentException if there is no such field
     */
    public CloudTrailOptions withFilter(String field, String... texts) {
        Map<String, Set<String>> more = new HashMap<>(filters);
        more.put(field, Set.of(texts));
        return new CloudTrailOptions(limits, more, maxEventIds);
    }

    /**
     * Returns a copy that hands over the events of one type of identity only.
     *
     * @param type text of {@code userIdentity.type}, such as {@code IAMUser}
     * @return the copy
     */
    public CloudTrailOptions withUserType(String type) {
        return withFilter(EventField.USER_TYPE, type);
    }

    /**
     * Returns a copy that remembers another number of events.
     *
     * @param value 0 to 2^27; 0 keeps copies
     * @return the copy
     */
    public CloudTrailOptions withMaxEventIds(int value) {
        return new CloudTrailOptions(limits, filters, value);
    }
}
