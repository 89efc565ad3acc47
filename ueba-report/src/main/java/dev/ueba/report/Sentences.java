package dev.ueba.report;

import dev.ueba.feature.NumberText;
import java.util.Locale;

/** What all formats for people say in the same words. */
final class Sentences {

    private Sentences() {}

    /** Returns days and counts. */
    static String counts(Report report) {
        ReportWords words = report.words();
        if (report.rowCount() == 0) {
            return "No " + words.rows() + " were scored.";
        }
        ReportTotals totals = report.totals();
        String days = totals.days()
                .map(range -> range.dayCount() == 1
                        ? "on " + range.from()
                        : "from " + range.from() + " to " + range.last() + " (" + range.dayCount() + " days)")
                .orElse("");
        return words.countedRows(totals.rows()) + " of " + words.countedActors(totals.actors()) + " " + days + "; "
                + number(totals.anomalies()) + " below the cutoff " + NumberText.repr(report.cutoff())
                + "; lower scores are stranger.";
    }

    /** Returns which rows are told about. */
    static String told(Report report) {
        ReportWords words = report.words();
        if (report.rowCount() == 0) {
            return "There is nothing to tell.";
        }
        if (report.anomalyCount() > 0) {
            return report.anomalyCount() == report.totals().anomalies()
                    ? "Listed: every " + words.row() + " below the cutoff."
                    : "Listed: the strangest " + words.countedRows(report.anomalyCount()) + ".";
        }
        return "No " + words.row() + " is below the cutoff. Listed: the strangest "
                + (report.toldCount() == 1 ? words.row() + "." : words.countedRows(report.toldCount()) + ".");
    }

    /** Returns what the first cell of a table over days or times is called. */
    static String whenName(Report report) {
        return report.hasTimes() ? "Time" : "Day";
    }

    static String counted(long count, String noun) {
        return number(count) + " " + (count == 1 ? noun : noun + "s");
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
