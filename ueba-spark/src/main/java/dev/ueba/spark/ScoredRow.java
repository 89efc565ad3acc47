package dev.ueba.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One enriched row on its way back from the core.
 *
 * <p>A carrier for Spark's encoders, which need public properties; not for use by others. Mutable and reused from row to row.
 */
public final class ScoredRow implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Who. */
    private String actor = "";
    /** Days since 1970-01-01. */
    private int day;
    /** The place in the row order. */
    private long rank;
    /** The features, base then derived. */
    private double[] values = new double[0];
    /** The anomaly score; 0 if not scored. */
    private double score;

    /** Why it is strange; null if not explained. */
    private @Nullable String reasons;

    /** Creates an empty carrier. */
    public ScoredRow() {}

    /**
     * Returns who.
     *
     * @return who
     */
    public String getActor() {
        return actor;
    }

    /**
     * Sets who.
     *
     * @param value who
     */
    public void setActor(String value) {
        actor = value;
    }

    /**
     * Returns days since 1970-01-01.
     *
     * @return days since 1970-01-01
     */
    public int getDay() {
        return day;
    }

    /**
     * Sets days since 1970-01-01.
     *
     * @param value days since 1970-01-01
     */
    public void setDay(int value) {
        day = value;
    }

    /**
     * Returns the place in the row order.
     *
     * @return the place in the row order
     */
    public long getRank() {
        return rank;
    }

    /**
     * Sets the place in the row order.
     *
     * @param value the place in the row order
     */
    public void setRank(long value) {
        rank = value;
    }

    /**
     * Returns the features, base then derived.
     *
     * @return the features, base then derived
     */
    public double[] getValues() {
        return values;
    }

    /**
     * Sets the features, base then derived.
     *
     * @param value the features, base then derived
     */
    public void setValues(double[] value) {
        values = value;
    }

    /**
     * Returns the anomaly score; 0 if not scored.
     *
     * @return the anomaly score; 0 if not scored
     */
    public double getScore() {
        return score;
    }

    /**
     * Sets the anomaly score; 0 if not scored.
     *
     * @param value the anomaly score; 0 if not scored
     */
    public void setScore(double value) {
        score = value;
    }

    /**
     * Returns why it is strange; null if not explained.
     *
     * @return why it is strange; null if not explained
     */
    public @Nullable String getReasons() {
        return reasons;
    }

    /**
     * Sets why it is strange; null if not explained.
     *
     * @param value why it is strange; null if not explained
     */
    public void setReasons(@Nullable String value) {
        reasons = value;
    }
}
