package dev.ueba.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The time of an alert as a person types it.
 *
 * @param at the instant; of a whole day its middle
 * @param around how far from it the entity may occur: an hour, or half a day if a whole day was typed
 */
record AlertTime(Instant at, Duration around) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HALF_DAY = Duration.ofHours(12);

    /** Returns what {@code 2026-01-04T14:20:00Z}, {@code 2026-01-04T14:20} or {@code 2026-01-04} means in a zone. */
    static AlertTime of(String text, ZoneId zone) {
        Instant exact = offset(text);
        if (exact != null) {
            return new AlertTime(exact, HOUR);
        }
        try {
            if (text.indexOf('T') > 0) {
                return new AlertTime(LocalDateTime.parse(text).atZone(zone).toInstant(), HOUR);
            }
            LocalDate day = LocalDate.parse(text);
            return new AlertTime(day.atTime(12, 0).atZone(zone).toInstant(), HALF_DAY);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--at must be an instant (2026-01-04T14:20:00Z), a local time (2026-01-04T14:20) or a day"
                            + " (2026-01-04), but was '" + text + "'");
        }
    }

    private static @Nullable Instant offset(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
