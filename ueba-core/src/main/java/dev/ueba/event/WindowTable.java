package dev.ueba.event;

import dev.ueba.feature.FeatureTable;
import java.time.Instant;
import java.util.List;

/**
 * Rows of entities and windows: a feature table, and beside it when each row's window begins and ends. In the feature table the
 * actor is the entity and the day is the day, in the zone of the windows, on which the window begins; with windows shorter than
 * a day an entity has several rows on a day.
 *
 * <p>Sorted by window, then entity (UTF-16 code units). Immutable and safe to share between threads.
 */
public final class WindowTable {

    private final String entityType;
    private final FeatureTable features;
    private final List<Instant> starts;
    private final List<Instant> ends;
    private final long eventsWithoutEntity;
    private final long lateEvents;

    WindowTable(
            String entityType,
            FeatureTable features,
            List<Instant> starts,
            List<Instant> ends,
            long eventsWithoutEntity,
            long lateEvents) {
        this.entityType = entityType;
        this.features = features;
        this.starts = List.copyOf(starts);
        this.ends = List.copyOf(ends);
        this.eventsWithoutEntity = eventsWithoutEntity;
        this.lateEvents = lateEvents;
    }

    /**
     * Returns the features.
     *
     * @return actor is the entity, day is the day of the window; the rows in the order of this table
     */
    public FeatureTable features() {
        return features;
    }

    /**
     * Returns the number of rows.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return features.rowCount();
    }

    /**
     * Returns what the entities are.
     *
     * @return such as {@code ip}
     */
    public String entityType() {
        return entityType;
    }

    /**
     * Returns whose row it is.
     *
     * @param row from 0
     * @return not empty
     */
    public String entity(int row) {
        return features.actor(row);
    }

    /**
     * Returns when the row's window begins.
     *
     * @param row from 0
     * @return belongs to the window
     */
    public Instant windowStart(int row) {
        return starts.get(row);
    }

    /**
     * Returns when the row's window ends.
     *
     * @param row from 0
     * @return the first instant after the window
     */
    public Instant windowEnd(int row) {
        return ends.get(row);
    }

    /**
     * Returns how many events belonged to no entity and were left out.
     *
     * @return {@code >= 0}
     */
    public long eventsWithoutEntity() {
        return eventsWithoutEntity;
    }

    /**
     * Returns how many events came too late and were left out.
     *
     * @return {@code >= 0}; always 0 if all events were sorted first
     */
    public long lateEvents() {
        return lateEvents;
    }
}
