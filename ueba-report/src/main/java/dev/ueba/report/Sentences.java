package dev.ueba.report;

import dev.ueba.feature.NumberText;
import java.util.Locale;
import java.util.stream.IntStream;

/** What all formats for people say in the same words. */
final class Sentences {

    private Sentences() {}

    /** Returns days and counts. */
    static String counts(Report report) {
        if (report.rowCount() == 0) {
            return "No rows were scored.";
        }
        long actors = actors(report);
        String days = report.days()
                .map(range -> range.dayCount() == 1
                        ? "on " + range.from()
                        : "from " + range.from() + " to " + range.last() + " (" + range.dayCount() + " days)")
                .orElse("");
        return counted(report.rowCount(), "row") + " of " + counted(actors, "actor") + " " + days + "; "
                + number(report.anomalyCount()) + " below the cutoff " + NumberText.repr(report.cutoff())
                + "; lower scores are stranger.";
    }

    /** Returns which rows are told about. */
    static String told(Report report) {
        if (report.rowCount() == 0) {
            return "There is nothing to tell.";
        }
        return report.anomalyCount() > 0
                ? "Listed: every row below the cutoff."
                : "No row is below the cutoff. Listed: the strangest "
                        + (report.toldCount() == 1 ? "row." : report.toldCount() + " rows.");
    }

    static long actors(Report report) {
        return IntStream.range(0, report.rowCount())
                .map(report.table()::actorIndex)
                .distinct()
                .count();
    }

    static String counted(long count, String noun) {
        return number(count) + " " + (count == 1 ? noun : noun + "s");
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
