package dev.ueba.logs.generic;

import dev.ueba.logs.record.LogTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the timestamps of a log in the form of its options. Not thread-safe. */
final class Timestamps {

    private static final int LONGEST = 128;

    private final ZoneId zone;
    private final @Nullable DateTimeFormatter formatter;

    Timestamps(GenericLogOptions options) {
        this.zone = options.zone();
        this.formatter =
                options.timestampPattern().isEmpty() ? null : formatter(options.timestampPattern(), options.year());
    }

    /** Throws if a pattern, or its year, is not as the options say. */
    static void check(String pattern, int year) {
        if (!pattern.isEmpty()) {
            formatter(pattern, year);
        } else if (year != 0) {
            throw new IllegalArgumentException("a year needs a pattern of timestamps that has none");
        }
    }

    private static DateTimeFormatter formatter(String pattern, int year) {
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        boolean hasYear = hasYear(pattern);
        if (hasYear == (year != 0)) {
            throw new IllegalArgumentException("the pattern of timestamps "
                    + (hasYear ? "has a year; give no other" : "has no year; give one") + ": '" + pattern + "'");
        }
        if (year != 0) {
            builder.parseDefaulting(ChronoField.YEAR, year);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static boolean hasYear(String pattern) {
        boolean isQuoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            isQuoted ^= c == '\'';
            if (!isQuoted && (c == 'y' || c == 'u' || c == 'Y')) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Instant of(String text) {
        if (formatter == null) {
            return LogTimes.of(text, zone);
        }
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            TemporalAccessor time = formatter.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from);
            Instant instant = time instanceof ZonedDateTime zoned
                    ? zoned.toInstant()
                    : LocalDateTime.from(time).atZone(zone).toInstant();
            return LogTimes.isKnown(instant) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
