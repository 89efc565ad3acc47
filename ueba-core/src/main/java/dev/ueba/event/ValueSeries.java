package dev.ueba.event;

import dev.ueba.series.SeriesAnomalies;
import java.util.Objects;

/**
 * How often an entity had a value, step by step, and what its decomposition says. Immutable and safe to share between threads.
 */
public final class ValueSeries {

    private final String entityColumn;
    private final String column;
    private final String value;
    private final double[] counts;
    private final SeriesAnomalies anomalies;

    private ValueSeries(String entityColumn, String column, String value, double[] counts, SeriesAnomalies anomalies) {
        this.entityColumn = entityColumn;
        this.column = column;
        this.value = value;
        this.counts = counts;
        this.anomalies = anomalies;
    }

    /**
     * Returns the series of a value.
     *
     * @param entityColumn column that holds the entity
     * @param column column of the value
     * @param value as text; not empty, missing values have no series
     * @param counts events per step, finite; copied
     * @param anomalies what the decomposition of the counts says
     * @return a series
     * @throws IllegalArgumentException if the lengths differ
     */
    public static ValueSeries of(
            String entityColumn, String column, String value, double[] counts, SeriesAnomalies anomalies) {
        if (counts.length != anomalies.length()) {
            throw new IllegalArgumentException("there are " + counts.length + " counts, but the decomposition has "
                    + anomalies.length() + " points");
        }
        return new ValueSeries(
                Objects.requireNonNull(entityColumn, "entityColumn"),
                Objects.requireNonNull(column, "column"),
                Objects.requireNonNull(value, "value"),
                counts.clone(),
                anomalies);
    }

    /**
     * Returns the column that holds the entity.
     *
     * @return one of {@link SeriesRequest#entityColumns}
     */
    public String entityColumn() {
        return entityColumn;
    }

    /**
     * Returns the column of the value.
     *
     * @return one of {@link SeriesRequest#columns}
     */
    public String column() {
        return column;
    }

    /**
     * Returns the value.
     *
     * @return as text
     */
    public String value() {
        return value;
    }

    /**
     * Returns the number of steps.
     *
     * @return that of the request
     */
    public int length() {
        return counts.length;
    }

    /**
     * Returns the events of a step.
     *
     * @param step from 0
     * @return a count
     */
    public double count(int step) {
        return counts[step];
    }

    /**
     * Returns the events of all steps.
     *
     * @return a copy
     */
    public double[] counts() {
        return counts.clone();
    }

    /**
     * Returns what the decomposition says.
     *
     * @return as long as the series
     */
    public SeriesAnomalies anomalies() {
        return anomalies;
    }
}
