package dev.ueba.cli;

import java.util.Locale;

/** Numbers of things, in English. */
final class Counted {

    private Counted() {}

    /** Returns such as {@code 1 row}, {@code 2,292 rows}. */
    static String of(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
