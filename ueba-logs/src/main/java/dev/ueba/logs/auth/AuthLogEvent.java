package dev.ueba.logs.auth;

import dev.ueba.event.AuthEvent;

/**
 * The values of {@link dev.ueba.event.EventField#EVENT} that {@link AuthLogReader} gives beside those of {@link AuthEvent}. None
 * of them is a login for detection; they are kept as evidence.
 */
public final class AuthLogEvent {

    /** sshd waits for a second factor or another key: {@code Postponed}, {@code Partial}. */
    public static final String POSTPONED = "postponed";

    /** {@code input_userauth_request: invalid user}; older sshd write it beside {@code Invalid user}. */
    public static final String INVALID_USER_REQUEST = "invalid_user_request";

    /** PAM or chpasswd does not know the user: {@code check pass; user unknown}, before the failure it belongs to. */
    public static final String UNKNOWN_USER = "unknown_user";

    /** {@code PAM 5 more authentication failures}: sums up, at the end of a connection, what was logged one by one before. */
    public static final String MORE_PAM_FAILURES = "more_pam_failures";

    /** The user exists, but may not log in: {@code not allowed because}. */
    public static final String NOT_ALLOWED = "not_allowed";

    /** An account was locked for a while: {@code pam_tally2}, {@code pam_faillock}. */
    public static final String ACCOUNT_LOCKED = "account_locked";

    /** {@code maximum authentication attempts exceeded}, {@code Too many authentication failures}. */
    public static final String TOO_MANY_FAILURES = "too_many_failures";

    /** {@code PAM service(sshd) ignoring max retries}. */
    public static final String MAX_RETRIES = "max_retries";

    /** Name and address do not agree: {@code POSSIBLE BREAK-IN ATTEMPT}, {@code reverse mapping checking}. */
    public static final String BREAK_IN_WARNING = "break_in_warning";

    /** Somebody connected. */
    public static final String CONNECTION = "connection";

    /** {@code Connection closed by}. */
    public static final String CONNECTION_CLOSED = "connection_closed";

    /** {@code Connection reset by}. */
    public static final String CONNECTION_RESET = "connection_reset";

    /** {@code refused connect from}: TCP wrappers. */
    public static final String CONNECTION_REFUSED = "connection_refused";

    /** {@code Received disconnect from}, {@code Disconnected from}. */
    public static final String DISCONNECTED = "disconnected";

    /** The daemon ends a connection: {@code Disconnecting}. */
    public static final String DISCONNECTING = "disconnecting";

    /** {@code Timeout before authentication}. */
    public static final String TIMEOUT = "timeout";

    /** {@code Unable to negotiate}: no cipher, key exchange or host key in common. */
    public static final String NEGOTIATION_FAILURE = "negotiation_failure";

    /** {@code Did not receive identification string}: somebody connected and said nothing. */
    public static final String NO_IDENTIFICATION = "no_identification";

    /** What came was no SSH, or broken: banner, key exchange, protocol version, message code. */
    public static final String PROTOCOL_ERROR = "protocol_error";

    /** PAM opened a session, of sshd, cron, sudo, su or systemd as the process says; the user is whose session it is. */
    public static final String SESSION_OPENED = "session_opened";

    /** PAM closed a session. */
    public static final String SESSION_CLOSED = "session_closed";

    /** sshd starts a shell, a command or a subsystem: {@code Starting session}. */
    public static final String SESSION_STARTED = "session_started";

    /** {@code Close session}. */
    public static final String SESSION_ENDED = "session_ended";

    /** systemd-logind: {@code New session}. */
    public static final String NEW_SESSION = "new_session";

    /** systemd-logind: {@code Removed session}. */
    public static final String REMOVED_SESSION = "removed_session";

    /** sudo ran a command; the user is who called it. */
    public static final String SUDO = "sudo";

    /** sudo did not: wrong password, not in sudoers, not allowed. */
    public static final String SUDO_FAILURE = "sudo_failure";

    /** su worked; the user is who called it. Some versions write two lines. */
    public static final String SU = "su";

    /** su did not work. */
    public static final String SU_FAILURE = "su_failure";

    /** cron runs a command of the user. */
    public static final String CRON_COMMAND = "cron_command";

    /** A user was added. */
    public static final String USER_ADDED = "user_added";

    /** A user was removed. */
    public static final String USER_REMOVED = "user_removed";

    /** A user was changed, for instance added to a group. */
    public static final String USER_CHANGED = "user_changed";

    /** A group was added. */
    public static final String GROUP_ADDED = "group_added";

    /** A password was changed. */
    public static final String PASSWORD_CHANGED = "password_changed";

    private AuthLogEvent() {}
}
