package dev.ueba.loganalytics;

import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns whatever the client library throws into one exception of ours, without token, query or rows in it. */
final class AzureFailures {

    private static final int LONGEST_DETAIL = 1000;
    private static final int DEEPEST_CAUSE = 20;
    private static final String PAGE = "a page for people, probably from a proxy or a login portal";

    /** Kusto's names for a result or a computation that was too large; learn.microsoft.com/kusto/concepts/query-limits. */
    private static final String[] TOO_LARGE = {
        "E_QUERY_RESULT_SET_TOO_LARGE", "E_RUNAWAY_QUERY", "E_LOW_MEMORY_CONDITION"
    };

    private final String host;
    private final CheckedCredential credential;

    AzureFailures(String host, CheckedCredential credential) {
        this.host = host;
        this.credential = credential;
    }

    /** Returns the exception for an answer with a part of the rows. */
    LogAnalyticsException partial(KeptAnswer answer) {
        String error = answer.serviceError();
        return new LogAnalyticsException(
                Reason.PARTIAL_RESULT,
                "Log Analytics gave a part of the rows only: " + (error == null ? "it does not say why" : safe(error)),
                answer.status(),
                null,
                null);
    }

    /** Returns the exception for a good status with a page for people. */
    LogAnalyticsException markup(KeptAnswer answer) {
        return new LogAnalyticsException(
                Reason.UNREADABLE_ANSWER,
                "the answer of " + host + " is not what Log Analytics sends, but " + PAGE,
                answer.status(),
                null,
                null);
    }

    /** Returns the exception for a failure of the client library. */
    LogAnalyticsException of(Throwable failure, KeptAnswer answer) {
        CheckedCredential.Failure noToken = cause(failure, CheckedCredential.Failure.class);
        if (noToken != null) {
            return new LogAnalyticsException(
                    Reason.NOT_LOGGED_IN,
                    "there is no login for Azure: run 'az login', or set AZURE_CLIENT_ID, AZURE_TENANT_ID and"
                            + " AZURE_CLIENT_SECRET, or use a managed identity; "
                            + safe(String.valueOf(noToken.getMessage())));
        }
        if (answer.status() != 0) {
            return status(answer);
        }
        return connection(failure);
    }

    private LogAnalyticsException status(KeptAnswer answer) {
        int status = answer.status();
        String error = answer.serviceError();
        String detail = error != null
                ? safe(error)
                : answer.isMarkup()
                        ? "the answer is a page for people, probably from a proxy"
                        : "without an explanation";
        Reason reason = reason(status, error == null ? "" : error);
        String what =
                switch (reason) {
                    case QUERY_REFUSED -> "Log Analytics refuses the query";
                    case NOT_LOGGED_IN ->
                        "Log Analytics does not accept the login, which may have expired; run 'az login' again";
                    case NO_PERMISSION ->
                        "no permission to read this workspace; the role 'Log Analytics Reader' on it gives it";
                    case NO_WORKSPACE -> "there is no such workspace; the portal shows its id on the overview";
                    case THROTTLED -> "Log Analytics asks for fewer questions";
                    case TIMED_OUT -> "Log Analytics ran out of time";
                    case TOO_MANY_ROWS -> "the result is too large";
                    default -> "Log Analytics failed";
                };
        return new LogAnalyticsException(
                reason, what + " (status " + status + "): " + detail, status, answer.retryAfter(), null);
    }

    private static Reason reason(int status, String error) {
        for (String name : TOO_LARGE) {
            if (error.contains(name)) {
                return Reason.TOO_MANY_ROWS;
            }
        }
        return switch (status) {
            case 401 -> Reason.NOT_LOGGED_IN;
            case 403 -> Reason.NO_PERMISSION;
            case 404 -> Reason.NO_WORKSPACE;
            case 408, 504 -> Reason.TIMED_OUT;
            case 413 -> Reason.TOO_MANY_ROWS;
            case 429 -> Reason.THROTTLED;
            default ->
                status >= 500 ? Reason.SERVICE_FAILED : status >= 400 ? Reason.QUERY_REFUSED : Reason.UNREADABLE_ANSWER;
        };
    }

    private LogAnalyticsException connection(Throwable failure) {
        if (cause(failure, HttpTimeoutException.class) != null || cause(failure, TimeoutException.class) != null) {
            return new LogAnalyticsException(Reason.TIMED_OUT, host + " did not answer in time");
        }
        SSLHandshakeException handshake = cause(failure, SSLHandshakeException.class);
        if (handshake != null && cause(failure, EOFException.class) == null) {
            return new LogAnalyticsException(
                    Reason.UNREACHABLE,
                    "no trusted connection to " + host + ": " + safe(String.valueOf(handshake.getMessage()))
                            + "; behind a proxy that opens TLS, its certificate must be in Java's trust store");
        }
        if (cause(failure, UnknownHostException.class) != null
                || cause(failure, UnresolvedAddressException.class) != null
                || cause(failure, ConnectException.class) != null) {
            return new LogAnalyticsException(
                    Reason.UNREACHABLE, "no connection to " + host + "; check name, network and proxy (HTTPS_PROXY)");
        }
        IOException broken = cause(failure, IOException.class);
        if (broken != null) {
            return new LogAnalyticsException(
                    Reason.CONNECTION_LOST,
                    "the connection to " + host + " broke: " + safe(String.valueOf(broken.getMessage())));
        }
        return new LogAnalyticsException(
                Reason.UNREADABLE_ANSWER,
                "asking " + host + " failed: " + failure.getClass().getSimpleName() + ": "
                        + safe(String.valueOf(failure.getMessage())));
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int i = 0; at != null && i < DEEPEST_CAUSE; i++) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }

    /** Returns a text of the service on one line, shortened, without the token. */
    private String safe(String text) {
        String line = credential.withoutToken(text).strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }
}
