package dev.ueba.logs.record;

/** Says that a record is JSON, but breaks a rule of its log. The message is a reason without content of the file. */
public final class RecordException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason what is wrong, without content of the file
     */
    public RecordException(String reason) {
        super(reason, null, false, false);
    }

    /**
     * Returns what is wrong.
     *
     * @return the reason
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
