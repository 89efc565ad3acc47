package dev.ueba.event;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a strange login or a strange window of logins may be. Limits are fixed numbers, said in the text. */
final class AuthLogReasons {

    /** As many failures of an address within the window are called guessing. */
    static final int MANY_FAILURES = 5;

    /** As many names tried from one address are called spraying. */
    static final int MANY_USERS = 3;

    /** Addresses with no more events than this are called rare. */
    private static final int RARE_EVENTS = 2;

    private static final int DAY_BEGINS = 6;
    private static final int DAY_ENDS = 22;
    private static final Set<String> PRIVILEGED = Set.of("root", "admin", "administrator", "toor");
    private static final Set<String> SYSTEM = Set.of(
            "bin",
            "daemon",
            "games",
            "lp",
            "mail",
            "man",
            "news",
            "nobody",
            "proxy",
            "sshd",
            "sync",
            "sys",
            "uucp",
            "www-data");

    private AuthLogReasons() {}

    static boolean isSystemAccount(SecurityEvent event) {
        String user = event.textOrNull(EventField.USER);
        return user != null && SYSTEM.contains(user);
    }

    static boolean isOffHours(SecurityEvent event, ZoneId zone) {
        int hour = event.time().atZone(zone).getHour();
        return hour < DAY_BEGINS || hour >= DAY_ENDS;
    }

    static boolean isPrivileged(SecurityEvent event) {
        return isPrivileged(event.textOrNull(EventField.USER));
    }

    private static boolean isPrivileged(@Nullable String user) {
        return user != null && PRIVILEGED.contains(user);
    }

    /** Returns the reasons of one event of the published detector. */
    static List<EventReason> published(ScoredEvent scored, TechniqueTable table, Duration window, ZoneId zone) {
        SecurityEvent event = scored.event();
        List<EventReason> reasons = new ArrayList<>();
        int failures = (int) scored.feature("rolling_failures");
        boolean accepted = event.has(EventField.EVENT, AuthEvent.ACCEPTED);
        if (!accepted && failures >= MANY_FAILURES) {
            add(reasons, table, "guessing", "%d failures of the address within %s", failures, text(window));
        }
        if (accepted && failures >= MANY_FAILURES) {
            add(
                    reasons,
                    table,
                    "success_after_failures",
                    "accepted after %d failures within %s",
                    failures,
                    text(window));
        }
        if (accepted && scored.feature("ip_frequency") <= RARE_EVENTS) {
            add(reasons, table, "rare_address", "accepted from an address with %d events in all", (int)
                    scored.feature("ip_frequency"));
        }
        if (accepted && isOffHours(event, zone)) {
            boolean privileged = isPrivileged(event);
            add(
                    reasons,
                    table,
                    privileged ? "privileged_off_hours" : "unusual_hour",
                    privileged ? "privileged account accepted at hour %d" : "accepted at hour %d",
                    (int) scored.feature("hour"));
        }
        if (AuthLogDetection.isInvalidUser(event)) {
            reasons.add(
                    new EventReason("invalid_users", "tried a user that does not exist", table.of("invalid_users")));
        }
        return reasons;
    }

    private static String text(Duration window) {
        return window.toSeconds() % 60 == 0 ? window.toMinutes() + " minutes" : window.toSeconds() + " seconds";
    }

    /** Returns the reasons of one window of an address. */
    static List<EventReason> window(ScoredWindow window, TechniqueTable table) {
        List<EventReason> reasons = new ArrayList<>();
        int failures = (int) window.feature("failures");
        int users = (int) window.feature("distinct_users");
        if (failures >= MANY_FAILURES && users >= MANY_USERS) {
            add(reasons, table, "spraying", "%d failures with %d users", failures, users);
        } else if (failures >= MANY_FAILURES) {
            add(reasons, table, "guessing", "%d failures", failures);
        } else if (window.feature("failures_day") >= MANY_FAILURES && failures > 0) {
            add(reasons, table, "guessing", "%d failures within a day", (int) window.feature("failures_day"));
        }
        addIfAny(reasons, table, window, "success_after_failures", "accepted after failures, times: %d");
        addIfAny(reasons, table, window, "invalid_users", "tried users that do not exist: %d");
        if (window.feature("accepted") > 0) {
            addIfAny(reasons, table, window, "first_seen_user", "users accepted for the first time: %d");
            if (window.feature("first_seen_address") > 0) {
                add(reasons, table, "rare_address", "accepted from an address seen for the first time");
            }
            addIfAny(reasons, table, window, "system_account", "a system account was accepted, times: %d");
            addIfAny(
                    reasons,
                    table,
                    window,
                    "privileged_off_hours",
                    "a privileged account was accepted at night, times: %d");
        }
        return reasons;
    }

    private static void addIfAny(
            List<EventReason> reasons, TechniqueTable table, ScoredWindow window, String feature, String text) {
        int count = (int) window.feature(feature);
        if (count > 0) {
            add(reasons, table, feature, text, count);
        }
    }

    private static void add(
            List<EventReason> reasons, TechniqueTable table, String signal, String text, Object... numbers) {
        reasons.add(new EventReason(signal, String.format(Locale.ROOT, text, numbers), table.of(signal)));
    }
}
