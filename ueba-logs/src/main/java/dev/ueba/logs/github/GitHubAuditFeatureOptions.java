package dev.ueba.logs.github;

import dev.ueba.hours.HourHabitOptions;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * Which features are made of the events, and how.
 *
 * @param extended whether the nine columns of {@link GitHubAuditFeatureAggregator#EXTENDED} follow the base columns; needs
 *     18 bytes of memory per event
 * @param pastOnly whether an actor's usual time of day is taken from the days before the scored one (all that are known)
 *     instead of from the whole range asked for, which sees the future
 * @param zone whose days and hours are meant; UTC in the published pipeline
 * @param refuseQuietDays whether a day of the range without any row is an error instead of a line in the health report
 * @param hourHabits how the hours of the week that an actor keeps to are learned, if the column
 *     {@link GitHubAuditFeatureAggregator#UNUSUAL_HOUR_COUNT} follows all others; empty for none. Always from the days before the
 *     scored one
 */
public record GitHubAuditFeatureOptions(
        boolean extended,
        boolean pastOnly,
        ZoneId zone,
        boolean refuseQuietDays,
        Optional<HourHabitOptions> hourHabits) {

    public GitHubAuditFeatureOptions {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(hourHabits, "hourHabits");
    }

    /**
     * Returns the options of the published pipeline: base columns only, times of day over the whole range, UTC, quiet days
     * allowed.
     *
     * @return the defaults
     */
    public static GitHubAuditFeatureOptions defaults() {
        return new GitHubAuditFeatureOptions(false, false, ZoneOffset.UTC, false, Optional.empty());
    }

    /**
     * Returns a copy with or without the extended columns.
     *
     * @param value whether to make them
     * @return the copy
     */
    public GitHubAuditFeatureOptions withExtended(boolean value) {
        return new GitHubAuditFeatureOptions(value, pastOnly, zone, refuseQuietDays, hourHabits);
    }

    /**
     * Returns a copy that takes times of day from the past only, or from the whole range.
     *
     * @param value whether from the past only
     * @return the copy
     */
    public GitHubAuditFeatureOptions withPastOnly(boolean value) {
        return new GitHubAuditFeatureOptions(extended, value, zone, refuseQuietDays, hourHabits);
    }

    /**
     * Returns a copy with another zone.
     *
     * @param value whose days and hours are meant
     * @return the copy
     */
    public GitHubAuditFeatureOptions withZone(ZoneId value) {
        return new GitHubAuditFeatureOptions(extended, pastOnly, value, refuseQuietDays, hourHabits);
    }

    /**
     * Returns a copy that refuses or allows days without rows.
     *
     * @param value whether to refuse them
     * @return the copy
     */
    public GitHubAuditFeatureOptions withRefuseQuietDays(boolean value) {
        return new GitHubAuditFeatureOptions(extended, pastOnly, zone, value, hourHabits);
    }

    /**
     * Returns a copy with or without the column of unusual hours, learned in the usual way.
     *
     * @param value whether to make it
     * @return the copy
     */
    public GitHubAuditFeatureOptions withHourHabits(boolean value) {
        return withHourHabits(value ? Optional.of(HourHabitOptions.defaults()) : Optional.empty());
    }

    /**
     * Returns a copy with the column of unusual hours, or without it.
     *
     * @param value how habits are learned; empty for no such column
     * @return the copy
     */
    public GitHubAuditFeatureOptions withHourHabits(Optional<HourHabitOptions> value) {
        return new GitHubAuditFeatureOptions(extended, pastOnly, zone, refuseQuietDays, value);
    }
}
