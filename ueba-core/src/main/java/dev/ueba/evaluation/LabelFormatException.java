package dev.ueba.evaluation;

import java.io.IOException;

/**
 * Thrown when a file of labels cannot be understood.
 *
 * <p>The message names the file, the line, the rule and the value seen.
 */
public final class LabelFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message file, line, rule and value seen
     */
    public LabelFormatException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message file, line, rule and value seen
     * @param cause what was thrown underneath
     */
    public LabelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
