package dev.ueba;

import java.util.Locale;

/** What an analyst found a held day of an actor to be. */
public enum Decision {

    /** Ordinary after all: becomes part of what is usual. */
    CLEARED,

    /** An attack: never becomes part of what is usual. */
    CONFIRMED;

    /** Returns the word that stands in files: {@code cleared} or {@code confirmed}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
