package dev.ueba.spark;

import java.io.Serializable;

/**
 * One event of a raw log.
 *
 * <p>A carrier for Spark's encoders, which need public properties; not for use by others. Mutable and reused from row to row.
 */
public final class EventRow implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Whether the time is known. */
    private boolean dated;
    /** Milliseconds since 1970-01-01. */
    private long millis;
    /** What. */
    private String action = "";
    /** Who. */
    private String actor = "";
    /** From where. */
    private String address = "";
    /** On which repository. */
    private String repository = "";
    /** To whom. */
    private String user = "";
    /** The unique id. */
    private String documentId = "";
    /** Whether the event says that its actor is a bot. */
    private boolean bot;
    /** Which of several copies counts: the lowest. */
    private long copyRank;

    /** Creates an empty carrier. */
    public EventRow() {}

    /**
     * Returns whether the time is known.
     *
     * @return whether the time is known
     */
    public boolean getDated() {
        return dated;
    }

    /**
     * Sets whether the time is known.
     *
     * @param value whether the time is known
     */
    public void setDated(boolean value) {
        dated = value;
    }

    /**
     * Returns milliseconds since 1970-01-01.
     *
     * @return milliseconds since 1970-01-01
     */
    public long getMillis() {
        return millis;
    }

    /**
     * Sets milliseconds since 1970-01-01.
     *
     * @param value milliseconds since 1970-01-01
     */
    public void setMillis(long value) {
        millis = value;
    }

    /**
     * Returns what.
     *
     * @return what
     */
    public String getAction() {
        return action;
    }

    /**
     * Sets what.
     *
     * @param value what
     */
    public void setAction(String value) {
        action = value;
    }

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
     * Returns from where.
     *
     * @return from where
     */
    public String getAddress() {
        return address;
    }

    /**
     * Sets from where.
     *
     * @param value from where
     */
    public void setAddress(String value) {
        address = value;
    }

    /**
     * Returns on which repository.
     *
     * @return on which repository
     */
    public String getRepository() {
        return repository;
    }

    /**
     * Sets on which repository.
     *
     * @param value on which repository
     */
    public void setRepository(String value) {
        repository = value;
    }

    /**
     * Returns to whom.
     *
     * @return to whom
     */
    public String getUser() {
        return user;
    }

    /**
     * Sets to whom.
     *
     * @param value to whom
     */
    public void setUser(String value) {
        user = value;
    }

    /**
     * Returns the unique id.
     *
     * @return the unique id
     */
    public String getDocumentId() {
        return documentId;
    }

    /**
     * Sets the unique id.
     *
     * @param value the unique id
     */
    public void setDocumentId(String value) {
        documentId = value;
    }

    /**
     * Returns whether the event says that its actor is a bot.
     *
     * @return whether the event says that its actor is a bot
     */
    public boolean getBot() {
        return bot;
    }

    /**
     * Sets whether the event says that its actor is a bot.
     *
     * @param value whether the event says that its actor is a bot
     */
    public void setBot(boolean value) {
        bot = value;
    }

    /**
     * Returns which of several copies counts: the lowest.
     *
     * @return which of several copies counts: the lowest
     */
    public long getCopyRank() {
        return copyRank;
    }

    /**
     * Sets which of several copies counts: the lowest.
     *
     * @param value which of several copies counts: the lowest
     */
    public void setCopyRank(long value) {
        copyRank = value;
    }
}
