package dev.ueba.event;

import java.util.Locale;
import java.util.Objects;

/**
 * Which texts mean an entity: its name, and how a text is compared with it. The name is data, never part of a query's syntax.
 *
 * @param entity a user, an address, a host …: not blank, compared as it is, blanks at its ends included
 * @param mode how it is compared
 */
public record EntityMatch(String entity, Mode mode) {

    /** How a text is compared with the name of an entity. The words are those of Kusto. */
    public enum Mode {
        /** The same text; {@code ==}. */
        EQUALS,
        /** The same text but for the case of letters; {@code =~}, which Kusto promises for ASCII letters only. The default. */
        EQUALS_IGNORE_CASE,
        /**
         * The text has the name as a whole term, whatever the case; {@code has}. Before and after it there is no letter or digit:
         * {@code alice} is in {@code CORP\alice}, but not in {@code malice}.
         */
        HAS,
        /** The text has the name anywhere, whatever the case; {@code contains}. */
        CONTAINS;

        /** Returns the name as it is typed: {@code equals-ignore-case}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public EntityMatch {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(mode, "mode");
        if (entity.isBlank()) {
            throw new IllegalArgumentException("the name of an entity must not be blank");
        }
    }

    /**
     * Returns the usual comparison: the same text but for the case of letters.
     *
     * @param entity not blank
     * @return with {@link Mode#EQUALS_IGNORE_CASE}
     */
    public static EntityMatch of(String entity) {
        return new EntityMatch(entity, Mode.EQUALS_IGNORE_CASE);
    }

    /**
     * Tells whether a text means the entity. Case is ignored letter by letter and without any locale, also beyond ASCII.
     *
     * @param text of a column
     * @return true if it does
     */
    public boolean matches(String text) {
        return switch (mode) {
            case EQUALS -> text.equals(entity);
            case EQUALS_IGNORE_CASE -> text.equalsIgnoreCase(entity);
            case HAS -> find(text, true);
            case CONTAINS -> find(text, false);
        };
    }

    private boolean find(String text, boolean wholeTerm) {
        int last = text.length() - entity.length();
        for (int at = 0; at <= last; at++) {
            if (text.regionMatches(true, at, entity, 0, entity.length())
                    && (!wholeTerm || (isBorder(text, at) && isBorder(text, at + entity.length())))) {
                return true;
            }
        }
        return false;
    }

    /** Between two characters there is a border unless both belong to a term. */
    private static boolean isBorder(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLetterOrDigit(text.codePointBefore(at))
                || !Character.isLetterOrDigit(text.codePointAt(at));
    }

    /** Returns the mode only: the name may be a person's. */
    @Override
    public String toString() {
        return "EntityMatch[" + mode + "]";
    }
}
