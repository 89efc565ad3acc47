package dev.ueba.cli;

import java.util.Locale;

/** The logs that {@code ueba events} reads, by the names people type. */
enum EventKind {
    AUTH,
    CLOUDTRAIL,
    GENERIC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
