package dev.ueba.loganalytics;

import dev.ueba.event.EntityMatch;
import dev.ueba.event.TimeRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Names and conditions of KQL, made of literals only; what {@link KqlLiterals} is for values. */
final class KqlText {

    /** The time of every table of a workspace. */
    static final String TIME = "TimeGenerated";

    private KqlText() {}

    /**
     * Returns the name of a table or column, quoted, so that it is a name whatever it contains.
     *
     * @throws IllegalArgumentException if it is blank or has control characters, which no name has
     */
    static String name(String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a table or column must not be blank nor have control"
                    + " characters, but one of " + name.length() + " characters is or has");
        }
        return "[" + KqlLiterals.string(name) + "]";
    }

    /** Returns the value of a column as text. */
    static String text(String name, String type) {
        return type.equals("string") ? name(name) : "tostring(" + name(name) + ")";
    }

    /** Returns the condition that a text means an entity. */
    static String matches(String text, EntityMatch entity) {
        return text + " " + operator(entity) + " " + KqlLiterals.string(entity.entity());
    }

    private static String operator(EntityMatch entity) {
        return switch (entity.mode()) {
            case EQUALS -> "==";
            case EQUALS_IGNORE_CASE -> "=~";
            case HAS -> hasTerm(entity) ? "has" : "contains";
            case CONTAINS -> "contains";
        };
    }

    /** Returns a condition on all columns at once that holds wherever one of them matches, and can use the index of terms. */
    static String somewhere(EntityMatch entity) {
        boolean whole = entity.mode() != EntityMatch.Mode.CONTAINS && hasTerm(entity);
        return "* " + (whole ? "has " : "contains ") + KqlLiterals.string(entity.entity());
    }

    /** Without a letter or digit there is no term to look for. */
    private static boolean hasTerm(EntityMatch entity) {
        return entity.entity().codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** Returns the condition that one of several columns means an entity. */
    static String anyMatches(List<TableSchema.Column> columns, EntityMatch entity) {
        return columns.stream()
                .map(column -> matches(text(column.name(), column.type()), entity))
                .collect(Collectors.joining(" or "));
    }

    /** Returns the condition that a record lies in a range of time. */
    static String within(TimeRange range) {
        return TIME + " >= " + KqlLiterals.datetime(range.from()) + " and " + TIME + " < "
                + KqlLiterals.datetime(range.to());
    }

    static String whole(long value) {
        // A minus sign would be an operator before the literal.
        return "long(" + value + ")";
    }

    static String real(double value) {
        return "real(" + new BigDecimal(Double.toString(value)).toPlainString() + ")";
    }
}
