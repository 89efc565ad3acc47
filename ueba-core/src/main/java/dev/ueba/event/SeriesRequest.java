package dev.ueba.event;

import dev.ueba.series.SeriesDecomposition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Asks for the counts of an entity's events per value and step.
 *
 * <p>Step {@code i} is {@code [from + i step, from + (i + 1) step)}; the range is a whole number of steps.
 *
 * @param entity whose events
 * @param table name of the table
 * @param entityColumns columns that hold the entity; each makes series of its own, of the events whose text in that column matches
 * @param columns columns whose values are counted
 * @param range first to last step
 * @param step length of a step, positive
 * @param decomposition how each series is taken apart
 */
public record SeriesRequest(
        EntityMatch entity,
        String table,
        List<String> entityColumns,
        List<TableColumns.Column> columns,
        TimeRange range,
        Duration step,
        SeriesDecomposition decomposition) {

    public SeriesRequest {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(decomposition, "decomposition");
        entityColumns = List.copyOf(entityColumns);
        columns = List.copyOf(columns);
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive, but was " + step);
        }
        Duration length = range.duration();
        if (length.isZero() || !step.multipliedBy(length.dividedBy(step)).equals(length)) {
            throw new IllegalArgumentException("the range " + range + " is not a whole number of steps of " + step);
        }
    }

    /**
     * Returns the number of steps.
     *
     * @return {@code >= 1}; each series has that many points
     */
    public int stepCount() {
        return Math.toIntExact(range.duration().dividedBy(step));
    }
}
