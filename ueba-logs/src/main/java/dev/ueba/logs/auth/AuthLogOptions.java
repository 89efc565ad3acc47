package dev.ueba.logs.auth;

import dev.ueba.logs.LogLimits;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How auth.log is read. Time stamps of the traditional form have no year: either {@code year} or {@code now} has to be set, so
 * that the same files always give the same events.
 *
 * @param limits what a file may cost
 * @param zone of time stamps without an offset. A time that a clock change leaves out is moved on by the length of the gap, one
 *     that occurs twice is the first of the two, as {@link java.time.ZonedDateTime#ofLocal} has it
 * @param year of the first line without a year in each file, 1970 to 2199; null to find it by {@code now}
 * @param now what lines without a year cannot be after; not looked at if {@code year} is set
 */
public record AuthLogOptions(LogLimits limits, ZoneId zone, @Nullable Integer year, @Nullable Instant now) {

    public AuthLogOptions {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(zone, "zone");
        if (year != null && (year < TimeStamp.FIRST_YEAR || year > TimeStamp.LAST_YEAR)) {
            throw new IllegalArgumentException("year must be between " + TimeStamp.FIRST_YEAR + " and "
                    + TimeStamp.LAST_YEAR + ", but was " + year);
        }
    }

    /**
     * Returns usual limits and UTC, neither year nor now: one of them still has to be set.
     *
     * @return the defaults
     */
    public static AuthLogOptions defaults() {
        return new AuthLogOptions(LogLimits.defaults(), ZoneOffset.UTC, null, null);
    }

    /**
     * Returns a copy with other limits.
     *
     * @param value what a file may cost
     * @return the copy
     */
    public AuthLogOptions withLimits(LogLimits value) {
        return new AuthLogOptions(value, zone, year, now);
    }

    /**
     * Returns a copy with another zone.
     *
     * @param value of time stamps without an offset
     * @return the copy
     */
    public AuthLogOptions withZone(ZoneId value) {
        return new AuthLogOptions(limits, value, year, now);
    }

    /**
     * Returns a copy with a year.
     *
     * @param value of the first line without a year in each file, 1970 to 2199
     * @return the copy
     */
    public AuthLogOptions withYear(int value) {
        return new AuthLogOptions(limits, zone, value, now);
    }

    /**
     * Returns a copy that finds the year of each file by what its lines cannot be after.
     *
     * @param value usually the time of the clock
     * @return the copy, without a year
     */
    public AuthLogOptions withNow(Instant value) {
        return new AuthLogOptions(limits, zone, null, value);
    }
}
