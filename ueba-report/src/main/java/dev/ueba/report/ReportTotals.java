package dev.ueba.report;

import dev.ueba.feature.DayRange;
import java.util.Optional;

/** What the rows of a report are the strangest of. */
record ReportTotals(long rows, long anomalies, long actors, Optional<DayRange> days) {}
