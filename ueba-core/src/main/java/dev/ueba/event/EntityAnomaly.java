package dev.ueba.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * A value that an entity had suspiciously often in the step of the alert. In CSV the columns have the names of the published
 * notebook, given in brackets.
 *
 * @param entity whose value ({@code qEntity})
 * @param at time of the alert ({@code qTimestamp})
 * @param range first to last step ({@code minTimestamp}, {@code maxTimestamp})
 * @param step length of a step, a day or an hour ({@code delta})
 * @param table name of the table ({@code Table})
 * @param type type of the column of the value ({@code colType})
 * @param series the column that holds the entity ({@code entCol}), the column ({@code colName}) and the value ({@code colVal}) with
 *     its counts and their decomposition
 */
public record EntityAnomaly(
        EntityMatch entity, Instant at, TimeRange range, Duration step, String table, String type, ValueSeries series) {

    /**
     * Highest {@link #seriesScore} first. Infinite scores are equal, so those that lie further above what was expected come first;
     * then by table, column of the entity, column and value.
     */
    public static final Comparator<EntityAnomaly> STRANGEST_FIRST = Comparator.comparingDouble(
                    EntityAnomaly::seriesScore)
            .thenComparingDouble(anomaly -> anomaly.actualCount() - anomaly.expectedCount())
            .reversed()
            .thenComparing(EntityAnomaly::table)
            .thenComparing(anomaly -> anomaly.series().entityColumn())
            .thenComparing(anomaly -> anomaly.series().column())
            .thenComparing(anomaly -> anomaly.series().value());

    public EntityAnomaly {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(series, "series");
    }

    /**
     * Returns what was to be expected in the last step.
     *
     * @return the baseline; may be a fraction ({@code expectedCount})
     */
    public double expectedCount() {
        return series.anomalies().baseline(series.length() - 1);
    }

    /**
     * Returns the events of the last step, which is that of the alert.
     *
     * @return a count ({@code actualCount})
     */
    public double actualCount() {
        return series.count(series.length() - 1);
    }

    /**
     * Returns the outlier score of the last step; higher is stranger.
     *
     * @return above the threshold; infinite if the counts before were all the same, or all as expected ({@code seriesScore})
     */
    public double seriesScore() {
        return series.anomalies().score(series.length() - 1);
    }

    /** Returns table, columns and score; neither the entity nor the value. */
    @Override
    public String toString() {
        return "EntityAnomaly[" + table + "." + series.column() + ", " + series.entityColumn() + ", seriesScore "
                + seriesScore() + "]";
    }
}
