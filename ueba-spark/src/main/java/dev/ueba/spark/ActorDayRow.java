package dev.ueba.spark;

import java.io.Serializable;

/**
 * One row of base features on its way to the core, or the saved state of an actor.
 *
 * <p>A carrier for Spark's encoders, which need public properties; not for use by others. Mutable and reused from row to row.
 */
public final class ActorDayRow implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Who; empty if missing. */
    private String actor = "";
    /** Days since 1970-01-01. */
    private int day;
    /** The place in the row order. */
    private long rank;
    /** The features; NaN if missing. */
    private double[] values = new double[0];
    /** The state; empty on rows of features. */
    private byte[] state = new byte[0];

    /** Creates an empty carrier. */
    public ActorDayRow() {}

    /**
     * Returns who; empty if missing.
     *
     * @return who; empty if missing
     */
    public String getActor() {
        return actor;
    }

    /**
     * Sets who; empty if missing.
     *
     * @param value who; empty if missing
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
     * Returns the features; NaN if missing.
     *
     * @return the features; NaN if missing
     */
    public double[] getValues() {
        return values;
    }

    /**
     * Sets the features; NaN if missing.
     *
     * @param value the features; NaN if missing
     */
    public void setValues(double[] value) {
        values = value;
    }

    /**
     * Returns the state; empty on rows of features.
     *
     * @return the state; empty on rows of features
     */
    public byte[] getState() {
        return state;
    }

    /**
     * Sets the state; empty on rows of features.
     *
     * @param value the state; empty on rows of features
     */
    public void setState(byte[] value) {
        state = value;
    }
}
