package dev.ueba.logs;

import java.io.IOException;

/** Thrown when raw logs as a whole are not fit for what was asked; the message says what, where and what to do. */
public final class LogFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the rule, what was seen, and what to do
     */
    public LogFormatException(String message) {
        super(message);
    }
}
