package dev.ueba.event;

import dev.ueba.explain.AttackTechniques;
import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForestOptions;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Linux auth.log: logins that failed and logins that did not. Scored are the events of {@link AuthEvent#LOGINS}; others are
 * left out. A failure is any of them that is not {@link AuthEvent#ACCEPTED}.
 *
 * <p>Stateless and thread-safe.
 */
public final class AuthLogDetection {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final double CONTAMINATION = 0.02;
    private static final long SEED = 42;

    private AuthLogDetection() {}

    /**
     * Returns the published detector, hours in UTC; see {@link #faithful(ZoneId)}.
     *
     * @return the configuration
     */
    public static EventDetection faithful() {
        return faithful(ZoneOffset.UTC);
    }

    /**
     * Returns the published detector: {@code hour}, the flags {@code failed}, {@code accepted} and {@code invalid_user}, how
     * often user and address occur (missing ones count as the empty text), and the failures of the address within 10 minutes;
     * not scaled, contamination 0.02, seed 42. Anomalies are explained by the published techniques T1110, T1078 and T1033.
     *
     * @param zone whose clock the hour is read from
     * @return the configuration
     */
    public static EventDetection faithful(ZoneId zone) {
        return faithful(WINDOW, zone);
    }

    /**
     * Returns the published detector with another while over which the failures of an address are counted; see
     * {@link #faithful(ZoneId)}.
     *
     * @param window positive
     * @param zone whose clock the hour is read from
     * @return the configuration
     * @throws IllegalArgumentException if the window is not positive
     */
    public static EventDetection faithful(Duration window, ZoneId zone) {
        EventText ip = EventText.field(EventField.IP);
        List<EventEncoder> encoders = List.of(
                EventEncoders.hourOfDay("hour", zone),
                EventEncoders.flag("failed", AuthLogDetection::isFailure),
                EventEncoders.flag("accepted", AuthLogDetection::isAccepted),
                EventEncoders.flag("invalid_user", AuthLogDetection::isInvalidUser),
                EventEncoders.frequency("user_frequency", EventText.field(EventField.USER, "")),
                EventEncoders.frequency("ip_frequency", EventText.field(EventField.IP, "")),
                EventEncoders.rollingCount("rolling_failures", ip, window, AuthLogDetection::isFailure));
        AttackTechniques techniques = AttackTechniques.published();
        return EventDetection.of(
                        List.of(EventField.HOST, EventField.PROCESS, EventField.EVENT, EventField.USER, EventField.IP),
                        encoders,
                        false,
                        forest())
                .withFilter(AuthLogDetection::isLogin)
                .withExplanation(scored -> AuthLogReasons.published(scored, techniques, window, zone));
    }

    /**
     * Returns the better detector with windows of 10 minutes, in UTC and with the ids of ATT&amp;CK 19; see
     * {@link #improved(Duration, ZoneId, String)}.
     *
     * @return the configuration
     */
    public static WindowDetection improved() {
        return improved(WINDOW, ZoneOffset.UTC, AttackTechniques.DEFAULT_VERSION);
    }

    /**
     * Returns the better detector: one row per address and window. The forest sees the failures, the different users that
     * failed, logins accepted after at least 3 failures, and the failures of the address within a day. Further columns explain:
     * users that do not exist, accepted logins, users and addresses accepted for the first time, system accounts, privileged
     * accounts at night (22 to 6 o'clock). Not scaled, contamination 0.02, seed 42.
     *
     * @param window length of a window, positive, at most one day
     * @param zone whose days begin the windows and whose clock says when night is
     * @param attackVersion of the techniques: {@code 18} or {@code 19}
     * @return the configuration
     * @throws IllegalArgumentException if window or version is none of these
     */
    public static WindowDetection improved(Duration window, ZoneId zone, String attackVersion) {
        EventText ip = EventText.field(EventField.IP);
        EventText user = EventText.field(EventField.USER);
        EventText acceptedUser = event -> isAccepted(event) ? user.of(event) : null;
        EntityWindows windows = EntityWindows.per(EventField.IP, ip, window, zone)
                .count("failures", AuthLogDetection::isFailure)
                .distinct("distinct_users", user, AuthLogDetection::isFailure)
                .after("success_after_failures", AuthLogDetection::isFailure, 3, AuthLogDetection::isAccepted)
                .recent("failures_day", AuthLogDetection::isFailure, Duration.ofDays(1))
                .distinct("invalid_users", user, AuthLogDetection::isInvalidUser)
                .count("accepted", AuthLogDetection::isAccepted)
                .firstSeen("first_seen_user", acceptedUser)
                .firstSeen("first_seen_address", ip)
                .count("system_account", event -> isAccepted(event) && AuthLogReasons.isSystemAccount(event))
                .count(
                        "privileged_off_hours",
                        event -> isAccepted(event)
                                && AuthLogReasons.isPrivileged(event)
                                && AuthLogReasons.isOffHours(event, zone))
                .build();
        AttackTechniques techniques = AttackTechniques.of("auth", attackVersion);
        return new WindowDetection(
                windows,
                List.of("failures", "distinct_users", "success_after_failures", "failures_day"),
                false,
                forest(),
                AuthLogDetection::isLogin,
                scored -> AuthLogReasons.window(scored, techniques));
    }

    private static IsolationForestOptions forest() {
        return IsolationForestOptions.defaults()
                .withContamination(Amount.share(CONTAMINATION))
                .withSeed(SEED);
    }

    static boolean isLogin(SecurityEvent event) {
        String kind = event.textOrNull(EventField.EVENT);
        return kind != null && AuthEvent.LOGINS.contains(kind);
    }

    static boolean isAccepted(SecurityEvent event) {
        return event.has(EventField.EVENT, AuthEvent.ACCEPTED);
    }

    static boolean isFailure(SecurityEvent event) {
        return isLogin(event) && !isAccepted(event);
    }

    static boolean isInvalidUser(SecurityEvent event) {
        return event.has(EventField.EVENT, AuthEvent.INVALID_USER) || event.has(EventField.INVALID_USER, "true");
    }
}
