package dev.ueba.spark;

import java.io.Serializable;

/**
 * The raw scores of some training rows, and what a fingerprint is made of.
 *
 * <p>A carrier for Spark's encoders, which need public properties; not for use by others. Mutable and reused from row to row.
 */
public final class ScoreChunk implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Raw scores. */
    private double[] scores = new double[0];
    /** The sum of the hashes of the rows. */
    private long hashSum;
    /** The exclusive or of the hashes of the rows. */
    private long hashXor;
    /** The first day. */
    private int firstDay;
    /** The last day. */
    private int lastDay;

    /** Creates an empty carrier. */
    public ScoreChunk() {}

    /**
     * Returns raw scores.
     *
     * @return raw scores
     */
    public double[] getScores() {
        return scores;
    }

    /**
     * Sets raw scores.
     *
     * @param value raw scores
     */
    public void setScores(double[] value) {
        scores = value;
    }

    /**
     * Returns the sum of the hashes of the rows.
     *
     * @return the sum of the hashes of the rows
     */
    public long getHashSum() {
        return hashSum;
    }

    /**
     * Sets the sum of the hashes of the rows.
     *
     * @param value the sum of the hashes of the rows
     */
    public void setHashSum(long value) {
        hashSum = value;
    }

    /**
     * Returns the exclusive or of the hashes of the rows.
     *
     * @return the exclusive or of the hashes of the rows
     */
    public long getHashXor() {
        return hashXor;
    }

    /**
     * Sets the exclusive or of the hashes of the rows.
     *
     * @param value the exclusive or of the hashes of the rows
     */
    public void setHashXor(long value) {
        hashXor = value;
    }

    /**
     * Returns the first day.
     *
     * @return the first day
     */
    public int getFirstDay() {
        return firstDay;
    }

    /**
     * Sets the first day.
     *
     * @param value the first day
     */
    public void setFirstDay(int value) {
        firstDay = value;
    }

    /**
     * Returns the last day.
     *
     * @return the last day
     */
    public int getLastDay() {
        return lastDay;
    }

    /**
     * Sets the last day.
     *
     * @param value the last day
     */
    public void setLastDay(int value) {
        lastDay = value;
    }
}
