package dev.ueba.logs.generic;

import dev.ueba.logs.LogLimits;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * How any security log is read.
 *
 * @param limits what a file may cost
 * @param mapping what the columns or members mean
 * @param delimiter between the cells of CSV: ASCII, neither a quote nor a control character other than tab
 * @param zone whose local time a timestamp without offset is
 * @param timestampPattern form of the timestamps as {@link java.time.format.DateTimeFormatter} has it, English names, upper or lower
 *     case; empty for ISO 8601 and numbers since 1970, see {@link GenericLogReader}
 * @param year of timestamps whose pattern has none, 1970 to 2199; 0 if there are none such
 */
public record GenericLogOptions(
        LogLimits limits, FieldMapping mapping, char delimiter, ZoneId zone, String timestampPattern, int year) {

    public GenericLogOptions {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(mapping, "mapping");
        Objects.requireNonNull(zone, "zone");
        boolean isPrintable = delimiter == '\t' || (delimiter >= ' ' && delimiter < 0x7f);
        if (!isPrintable || delimiter == '"') {
            throw new IllegalArgumentException(
                    "the delimiter must be a tab or printable ASCII other than a quote, but was U+"
                            + Integer.toHexString(delimiter));
        }
        if (year != 0 && (year < 1970 || year > 2199)) {
            throw new IllegalArgumentException("year must be 0 or between 1970 and 2199, but was " + year);
        }
        Timestamps.check(timestampPattern, year);
    }

    /**
     * Returns the usual options: usual limits and names, commas, UTC, ISO 8601 or numbers.
     *
     * @return the defaults
     */
    public static GenericLogOptions defaults() {
        return new GenericLogOptions(LogLimits.defaults(), FieldMapping.defaults(), ',', ZoneOffset.UTC, "", 0);
    }

    /**
     * Returns a copy with other limits.
     *
     * @param value what a file may cost
     * @return the copy
     */
    public GenericLogOptions withLimits(LogLimits value) {
        return new GenericLogOptions(value, mapping, delimiter, zone, timestampPattern, year);
    }

    /**
     * Returns a copy with another mapping.
     *
     * @param value what the columns or members mean
     * @return the copy
     */
    public GenericLogOptions withMapping(FieldMapping value) {
        return new GenericLogOptions(limits, value, delimiter, zone, timestampPattern, year);
    }

    /**
     * Returns a copy with another delimiter.
     *
     * @param value between the cells of CSV
     * @return the copy
     */
    public GenericLogOptions withDelimiter(char value) {
        return new GenericLogOptions(limits, mapping, value, zone, timestampPattern, year);
    }

    /**
     * Returns a copy with another zone.
     *
     * @param value whose local time a timestamp without offset is
     * @return the copy
     */
    public GenericLogOptions withZone(ZoneId value) {
        return new GenericLogOptions(limits, mapping, delimiter, value, timestampPattern, year);
    }

    /**
     * Returns a copy with a form of timestamps.
     *
     * @param value as {@link java.time.format.DateTimeFormatter} has it; must have a year
     * @return the copy
     * @throws IllegalArgumentException if it is no such pattern
     */
    public GenericLogOptions withTimestampPattern(String value) {
        return new GenericLogOptions(limits, mapping, delimiter, zone, value, 0);
    }

    /**
     * Returns a copy with a form of timestamps that have no year.
     *
     * @param value as {@link java.time.format.DateTimeFormatter} has it
     * @param yearOfAll 1970 to 2199
     * @return the copy
     * @throws IllegalArgumentException if it is no such pattern
     */
    public GenericLogOptions withTimestampPattern(String value, int yearOfAll) {
        return new GenericLogOptions(limits, mapping, delimiter, zone, value, yearOfAll);
    }
}
