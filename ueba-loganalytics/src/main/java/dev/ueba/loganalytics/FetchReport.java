package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What became of a fetch.
 *
 * @param range the days asked for
 * @param rows rows that were kept
 * @param machineRows rows of machines, left out
 * @param machineActors how many machines these were
 * @param rowsWithoutActor rows that name nobody, left out
 * @param queries how many queries were asked, repeated ones included
 * @param retries how many of them were asked again after a failure
 * @param halvings how often the days of a query were halved
 * @param quietDays days without a kept row, ascending
 */
public record FetchReport(
        DayRange range,
        int rows,
        int machineRows,
        int machineActors,
        int rowsWithoutActor,
        int queries,
        int retries,
        int halvings,
        List<LocalDate> quietDays) {

    private static final int NAMED_DAYS = 10;

    public FetchReport {
        quietDays = List.copyOf(quietDays);
    }

    /**
     * Returns the report as lines for people.
     *
     * @return at least one line
     */
    public List<String> toLines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d rows in %,d queries, %,d of them repeated, %,d halved",
                rows,
                queries,
                retries,
                halvings));
        if (machineRows > 0) {
            lines.add(String.format(
                    Locale.ROOT, "%,d rows of %,d machine accounts, left out", machineRows, machineActors));
        }
        if (rowsWithoutActor > 0) {
            lines.add(String.format(Locale.ROOT, "%,d rows without an actor, left out", rowsWithoutActor));
        }
        if (!quietDays.isEmpty()) {
            lines.add("warning: " + quietDaysText());
        }
        return List.copyOf(lines);
    }

    /** Says how many of the days are quiet, and names the first of them. */
    String quietDaysText() {
        String named =
                quietDays.stream().limit(NAMED_DAYS).map(LocalDate::toString).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d of the %,d days have no rows: %s%s",
                quietDays.size(),
                range.dayCount(),
                named,
                quietDays.size() > NAMED_DAYS ? ", …" : "");
    }
}
