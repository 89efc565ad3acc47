package dev.ueba.spark;

import java.io.Serializable;

/**
 * What is known of one actor.
 *
 * <p>A carrier for Spark's encoders, which need public properties; not for use by others. Mutable and reused from row to row.
 */
public final class ActorState implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Who. */
    private String actor = "";
    /** The newest day, in days since 1970-01-01. */
    private int lastDay;
    /** The bytes of the core. */
    private byte[] state = new byte[0];

    /** Creates an empty carrier. */
    public ActorState() {}

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
     * Returns the newest day, in days since 1970-01-01.
     *
     * @return the newest day, in days since 1970-01-01
     */
    public int getLastDay() {
        return lastDay;
    }

    /**
     * Sets the newest day, in days since 1970-01-01.
     *
     * @param value the newest day, in days since 1970-01-01
     */
    public void setLastDay(int value) {
        lastDay = value;
    }

    /**
     * Returns the bytes of the core.
     *
     * @return the bytes of the core
     */
    public byte[] getState() {
        return state;
    }

    /**
     * Sets the bytes of the core.
     *
     * @param value the bytes of the core
     */
    public void setState(byte[] value) {
        state = value;
    }
}
