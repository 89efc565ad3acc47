package dev.ueba.cli;

import java.util.Locale;

/** Which detector scores events. */
enum EventMode {
    FAITHFUL,
    IMPROVED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
