package dev.ueba.storage;

import java.io.IOException;

/**
 * Thrown when a model or baseline file is not one of ours, is damaged, or was written by a newer version of the library.
 *
 * <p>The message names the file, what was expected, what was found, and what to do.
 */
public final class ModelFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message file, rule and value seen
     */
    public ModelFormatException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message file, rule and value seen
     * @param cause what was thrown underneath
     */
    public ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
