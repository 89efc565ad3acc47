package dev.ueba.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What can be chosen about a synthetic security log. Hours are inclusive: 8 to 18 means from 8:00:00 to 18:59:59.
 *
 * @param normalEvents {@code >= 0}
 * @param anomalousEvents {@code >= 0}
 * @param start first day
 * @param days number of days, {@code >= 1}
 * @param firstHour first hour of normal events, 0 to 23
 * @param lastHour last hour of normal events, {@code firstHour} to 23
 * @param morningHours anomalous events happen in the first this many hours of the day, 0 to 23
 * @param eveningHours and in the last this many, 0 to 23; at least one hour in all
 * @param loginShare share of logins among normal events, in [0, 1]
 * @param logoutShare share of logouts; the rest is file access; the two shares are at most 1 together
 * @param users names of the normal users, at least one, not empty
 * @param intruders names that only anomalous events have, besides the users'; possibly none
 * @param resources what files are accessed, at least one
 * @param seed the same seed makes the same log
 */
public record SyntheticSecurityLogOptions(
        int normalEvents,
        int anomalousEvents,
        LocalDate start,
        int days,
        int firstHour,
        int lastHour,
        int morningHours,
        int eveningHours,
        double loginShare,
        double logoutShare,
        List<String> users,
        List<String> intruders,
        List<String> resources,
        long seed) {

    private static final int HOURS = 24;

    public SyntheticSecurityLogOptions {
        Objects.requireNonNull(start, "start");
        users = List.copyOf(users);
        intruders = List.copyOf(intruders);
        resources = List.copyOf(resources);
        require(normalEvents >= 0 && anomalousEvents >= 0, "the numbers of events must be >= 0");
        require(days >= 1, "days must be >= 1");
        require(
                firstHour >= 0 && firstHour <= lastHour && lastHour < HOURS,
                "normal hours must be from 0 to 23, the first not after the last");
        require(
                morningHours >= 0
                        && morningHours < HOURS
                        && eveningHours >= 0
                        && eveningHours < HOURS
                        && morningHours + eveningHours >= 1,
                "hours of anomalous events must be from 0 to 23, and at least one");
        require(
                loginShare >= 0 && logoutShare >= 0 && loginShare + logoutShare <= 1,
                "the shares of logins and logouts must be >= 0 and at most 1 together");
        require(!users.isEmpty() && !resources.isEmpty(), "there must be a user and a resource");
        require(
                users.stream().noneMatch(String::isEmpty) && intruders.stream().noneMatch(String::isEmpty),
                "names must not be empty");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /**
     * Returns the published numbers: 500 normal events at 8 to 18 o'clock, 10 anomalous ones at 0 to 5 or 22 to 23, on three
     * days from 2026-01-01; logins 50 %, logouts 20 %; five users, two intruders, three resources; seed 0.
     *
     * @return the defaults
     */
    public static SyntheticSecurityLogOptions defaults() {
        return new SyntheticSecurityLogOptions(
                500,
                10,
                LocalDate.of(2026, 1, 1),
                3,
                8,
                18,
                6,
                2,
                0.5,
                0.2,
                List.of("alice", "bob", "carol", "dave", "erin"),
                List.of("mallory", "trudy"),
                List.of("/data/plan.pdf", "/data/report.xlsx", "/data/salaries.db"),
                0L);
    }

    /**
     * Returns these options with other numbers of events.
     *
     * @param normal {@code >= 0}
     * @param anomalous {@code >= 0}
     * @return a changed copy
     */
    public SyntheticSecurityLogOptions withEvents(int normal, int anomalous) {
        return new SyntheticSecurityLogOptions(
                normal,
                anomalous,
                start,
                days,
                firstHour,
                lastHour,
                morningHours,
                eveningHours,
                loginShare,
                logoutShare,
                users,
                intruders,
                resources,
                seed);
    }

    /**
     * Returns these options with other days.
     *
     * @param first first day
     * @param count number of days, {@code >= 1}
     * @return a changed copy
     */
    public SyntheticSecurityLogOptions withDays(LocalDate first, int count) {
        return new SyntheticSecurityLogOptions(
                normalEvents,
                anomalousEvents,
                first,
                count,
                firstHour,
                lastHour,
                morningHours,
                eveningHours,
                loginShare,
                logoutShare,
                users,
                intruders,
                resources,
                seed);
    }

    /**
     * Returns these options with other users.
     *
     * @param names at least one, not empty
     * @return a changed copy
     */
    public SyntheticSecurityLogOptions withUsers(List<String> names) {
        return new SyntheticSecurityLogOptions(
                normalEvents,
                anomalousEvents,
                start,
                days,
                firstHour,
                lastHour,
                morningHours,
                eveningHours,
                loginShare,
                logoutShare,
                names,
                intruders,
                resources,
                seed);
    }

    /**
     * Returns these options with another seed.
     *
     * @param value any
     * @return a changed copy
     */
    public SyntheticSecurityLogOptions withSeed(long value) {
        return new SyntheticSecurityLogOptions(
                normalEvents,
                anomalousEvents,
                start,
                days,
                firstHour,
                lastHour,
                morningHours,
                eveningHours,
                loginShare,
                logoutShare,
                users,
                intruders,
                resources,
                value);
    }
}
