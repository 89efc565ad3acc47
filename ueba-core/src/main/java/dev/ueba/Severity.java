package dev.ueba;

import java.util.Locale;

/** How much a sensitive action matters by itself, whatever the scores say. */
public enum Severity {
    /** Worth a line in a list. */
    INFORMATIONAL,
    /** Usual in some jobs. */
    LOW,
    /** Weakens a protection. */
    MEDIUM,
    /** Takes a protection away, or opens a way in. */
    HIGH;

    /** Returns the name in lower case, as in tables. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
