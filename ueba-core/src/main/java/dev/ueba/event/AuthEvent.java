package dev.ueba.event;

import java.util.Set;

/**
 * The values of {@link EventField#EVENT} that login detection knows. Readers may give other lines other words; those are
 * kept as evidence, but are no logins.
 */
public final class AuthEvent {

    /** A login succeeded: {@code Accepted password}, {@code Accepted publickey}. */
    public static final String ACCEPTED = "accepted";

    /** A login failed: {@code Failed password}, also for users that do not exist ({@link EventField#INVALID_USER} is set then). */
    public static final String FAILED = "failed";

    /** The daemon noted a name that does not exist: {@code Invalid user}. */
    public static final String INVALID_USER = "invalid_user";

    /** PAM noted a failure: {@code authentication failure}. */
    public static final String PAM_FAILURE = "pam_failure";

    /** Everything else. */
    public static final String OTHER = "other";

    /** The events that login detection scores. */
    public static final Set<String> LOGINS = Set.of(ACCEPTED, FAILED, INVALID_USER, PAM_FAILURE);

    private AuthEvent() {}
}
