package dev.ueba.loganalytics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Values as literals of KQL, so that no text of a log or of a person ever becomes part of a query's syntax.
 *
 * <p>Source: Kusto Query Language, scalar data types (learn.microsoft.com/kusto/query/scalar-data-types).
 */
public final class KqlLiterals {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private KqlLiterals() {}

    /**
     * Returns a text in double quotes. Quotes, backslashes, control characters, and what is not ASCII, are escaped.
     *
     * @param value any text; half a surrogate pair is written as it is, as an escape
     * @return a string literal
     */
    public static String string(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                literal.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append('"').toString();
    }

    /**
     * Returns texts as a list in parentheses, for the operator {@code in}.
     *
     * @param values at least one text
     * @return such as {@code ("a", "b")}
     * @throws IllegalArgumentException if there is no text
     */
    public static String strings(Collection<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a list of literals needs at least one text");
        }
        return values.stream().map(KqlLiterals::string).collect(Collectors.joining(", ", "(", ")"));
    }

    /**
     * Returns an instant as a literal; fractions below 100 ns, which KQL does not know, are cut off.
     *
     * @param value in the years 1 to 9999
     * @return such as {@code datetime(2026-01-04T00:00:00.0000000Z)}
     * @throws IllegalArgumentException if the year is out of range
     */
    public static String datetime(Instant value) {
        if (value.isBefore(FIRST) || !value.isBefore(END)) {
            throw new IllegalArgumentException("a datetime of KQL lies in the years 1 to 9999, but was " + value);
        }
        OffsetDateTime time = value.atOffset(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "datetime(%04d-%02d-%02dT%02d:%02d:%02d.%07dZ)",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 100);
    }

    /**
     * Returns the beginning of a UTC day as a literal.
     *
     * @param day in the years 1 to 9999
     * @return such as {@code datetime(2026-01-04T00:00:00.0000000Z)}
     * @throws IllegalArgumentException if the year is out of range
     */
    public static String datetime(LocalDate day) {
        return datetime(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /**
     * Returns a length of time as a literal.
     *
     * @param value whole seconds, not negative
     * @return in whole days if it is, such as {@code 800d}, otherwise in seconds, such as {@code 90s}
     * @throws IllegalArgumentException if it is negative or has a fraction of a second
     */
    public static String timespan(Duration value) {
        if (value.isNegative() || !value.equals(Duration.ofSeconds(value.toSeconds()))) {
            throw new IllegalArgumentException("expected whole seconds, not negative, but was " + value);
        }
        return value.toSeconds() % 86_400 == 0 ? value.toDays() + "d" : value.toSeconds() + "s";
    }
}
