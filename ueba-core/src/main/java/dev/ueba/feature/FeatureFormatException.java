package dev.ueba.feature;

import java.io.IOException;

/**
 * Thrown when a file is not a feature table or a part of it cannot be read without guessing.
 *
 * <p>The message names the file, the line where the record begins (from 1), the column, what was expected, what was
 * found (shortened, control characters escaped), and what to do.
 */
public final class FeatureFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message file, line, column, rule and value seen
     */
    public FeatureFormatException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message file, line, column, rule and value seen
     * @param cause what was thrown underneath
     */
    public FeatureFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
