package dev.ueba.loganalytics;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A query had no whole result. The message says why, with the service's own words if it gave any; it holds neither token nor
 * query, and is shortened. The {@link #reason} decides whether trying again, or asking for less, can help.
 */
public final class LogAnalyticsException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why there is no result. */
    public enum Reason {
        /** The query is wrong: syntax, an unknown function, table or column. */
        QUERY_REFUSED,
        /** No credential, or the service does not accept it. */
        NOT_LOGGED_IN,
        /** Logged in, but without the right to read this workspace. */
        NO_PERMISSION,
        /** There is no such workspace. */
        NO_WORKSPACE,
        /** The service gave a part of the rows only. */
        PARTIAL_RESULT,
        /** The result has as many rows as the service ever gives, so that there may be more. */
        TOO_MANY_ROWS,
        /** Neither the service nor we had the patience. */
        TIMED_OUT,
        /** Too many questions in a short time. */
        THROTTLED,
        /** The service failed (5xx). */
        SERVICE_FAILED,
        /** No connection: name, network, certificate. */
        UNREACHABLE,
        /** The connection broke before the whole answer was there. */
        CONNECTION_LOST,
        /** An answer that is not what the service sends: cut off, a proxy's page, a value that does not fit its type. */
        UNREADABLE_ANSWER,
        /** A whole answer that is not what was asked for: a column missing, a day outside the range, rows twice. */
        UNEXPECTED_RESULT,
        /** Somebody cancelled. */
        CANCELLED
    }

    /** Why there is no result. */
    private final Reason reason;

    /** The status of HTTP, or 0. */
    private final int status;

    /** How long the service asks to wait, or null. */
    @SuppressWarnings("serial") // Duration is serializable
    private final @Nullable Duration retryAfter;

    /**
     * Creates an exception without a status.
     *
     * @param reason why there is no result
     * @param message what was expected, what came, what to do
     */
    public LogAnalyticsException(Reason reason, String message) {
        this(reason, message, 0, null, null);
    }

    /**
     * Creates an exception.
     *
     * @param reason why there is no result
     * @param message what was expected, what came, what to do
     * @param status the status of HTTP, or 0 if there was no answer
     * @param retryAfter how long the service asks to wait, or null if it does not
     * @param cause what is behind it, or null; only a cause that holds no secret may be given
     */
    public LogAnalyticsException(
            Reason reason, String message, int status, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /**
     * Returns why there is no result.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns the status of HTTP.
     *
     * @return empty if there was no answer
     */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /**
     * Returns how long the service asks to wait before the next try.
     *
     * @return empty if it did not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
