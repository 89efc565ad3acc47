package dev.ueba.cli;

import dev.ueba.event.EntityAnomaly;
import dev.ueba.event.EntityLookupResult;
import dev.ueba.report.SafeText;
import java.util.Locale;

/** What is printed of a lookup. */
final class InvestigationSummary {

    private static final int SHOWN = 20;
    private static final int WIDTH = 40;

    private InvestigationSummary() {}

    static void print(Console console, EntityLookupResult result) {
        if (!result.isEntitySeen()) {
            console.say(
                    "the entity does not occur around the alert in any table; check its spelling, the time with its zone, and"
                            + " --match");
            return;
        }
        result.tables()
                .forEach(table -> console.say(
                        "table %s, %s: %s",
                        SafeText.of(table.table()),
                        SafeText.of(String.join(", ", table.entityColumns())),
                        table.told()));
        if (result.anomalies().isEmpty()) {
            return;
        }
        console.say("");
        console.say("%11s  %7s  %9s  %-16s  %s", "seriesScore", "events", "expected", "column", "value");
        for (EntityAnomaly anomaly :
                result.anomalies().subList(0, Math.min(SHOWN, result.anomalies().size()))) {
            console.say(
                    "%11s  %7.0f  %9.2f  %-16s  %s",
                    Double.isInfinite(anomaly.seriesScore())
                            ? "infinite"
                            : String.format(Locale.ROOT, "%.2f", anomaly.seriesScore()),
                    anomaly.actualCount(),
                    anomaly.expectedCount(),
                    SafeText.of(anomaly.series().column(), WIDTH),
                    SafeText.of(anomaly.series().value(), WIDTH));
        }
        console.say("");
    }
}
