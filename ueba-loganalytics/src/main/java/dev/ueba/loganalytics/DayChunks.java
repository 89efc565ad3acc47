package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Cuts ranges of days into pieces: every day is in one of them, none in two. */
final class DayChunks {

    private DayChunks() {}

    /** Returns pieces of {@code days} days, the oldest first; the last may be shorter. */
    static List<DayRange> of(DayRange range, int days) {
        List<DayRange> chunks = new ArrayList<>();
        LocalDate from = range.from();
        while (from.isBefore(range.to())) {
            LocalDate end = from.plusDays(days);
            LocalDate to = end.isBefore(range.to()) ? end : range.to();
            chunks.add(new DayRange(from, to));
            from = to;
        }
        return chunks;
    }

    /** Returns the older and the newer half of at least two days. */
    static List<DayRange> halves(DayRange range) {
        LocalDate middle = range.from().plusDays(range.dayCount() / 2);
        return List.of(new DayRange(range.from(), middle), new DayRange(middle, range.to()));
    }
}
