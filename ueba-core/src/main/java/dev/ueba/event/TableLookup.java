package dev.ueba.event;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup did with a table that holds the entity.
 *
 * @param table name of the table
 * @param entityColumns columns that hold the entity
 * @param outcome how far it got
 * @param sightings when the entity occurs; null if not before the end of the last step
 * @param range first to last step; null if there are no sightings
 * @param step length of a step: a day, or an hour if the entity was first seen within three days of the alert
 * @param stepCount number of steps
 * @param categories columns that were looked at
 * @param seriesCount values whose series were judged
 * @param anomalyCount values that were kept
 */
public record TableLookup(
        String table,
        List<String> entityColumns,
        Outcome outcome,
        @Nullable EntitySightings sightings,
        @Nullable TimeRange range,
        Duration step,
        int stepCount,
        List<String> categories,
        int seriesCount,
        int anomalyCount) {

    /** How far a lookup got with a table. */
    public enum Outcome {
        /** Series were judged; there may be anomalies or not. */
        SEARCHED,
        /** The entity is known for fewer than {@link EntityAnomalyLookup#LEAST_STEPS} steps: nothing says what is usual. */
        NOT_ENOUGH_HISTORY,
        /** No column of the table is a category. */
        NO_CATEGORIES
    }

    public TableLookup {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(step, "step");
        entityColumns = List.copyOf(entityColumns);
        categories = List.copyOf(categories);
    }

    /**
     * Returns the range as an option.
     *
     * @return empty if the entity does not occur before the end of the last step
     */
    public Optional<TimeRange> searchedRange() {
        return Optional.ofNullable(range);
    }

    /**
     * Returns what a person needs to know, in one line without names of people.
     *
     * @return a sentence without a point
     */
    public String told() {
        String steps = stepCount + (step.equals(Duration.ofHours(1)) ? " hours" : " days");
        return switch (outcome) {
            case SEARCHED ->
                anomalyCount + " of " + seriesCount + " values in " + categories.size() + " columns rose, over "
                        + steps;
            case NOT_ENOUGH_HISTORY ->
                "not enough history: the entity is known for " + steps + ", but " + EntityAnomalyLookup.LEAST_STEPS
                        + " are needed";
            case NO_CATEGORIES -> "no column is a category: all have too few or too many different values";
        };
    }
}
