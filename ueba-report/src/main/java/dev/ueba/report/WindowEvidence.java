package dev.ueba.report;

import dev.ueba.event.EventField;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the first and the last event of each window are written, and whether one of its events is labelled. */
final class WindowEvidence {

    private final @Nullable SecurityEvent[] firsts;
    private final @Nullable SecurityEvent[] lasts;
    private final boolean[] labelled;

    /** Takes the events and for each the row of its window, or -1. */
    WindowEvidence(int windows, List<SecurityEvent> events, int[] rows) {
        this.firsts = new SecurityEvent[windows];
        this.lasts = new SecurityEvent[windows];
        this.labelled = new boolean[windows];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= 0) {
                add(rows[i], events.get(i));
            }
        }
    }

    private void add(int row, SecurityEvent event) {
        SecurityEvent first = firsts[row];
        SecurityEvent last = lasts[row];
        if (first == null || SecurityEvent.BY_TIME_AND_SOURCE.compare(event, first) < 0) {
            firsts[row] = event;
        }
        if (last == null || SecurityEvent.BY_TIME_AND_SOURCE.compare(event, last) > 0) {
            lasts[row] = event;
        }
        labelled[row] |= event.has(EventField.ANOMALY, "1");
    }

    /** Returns such as {@code auth.log:17 to 310}. */
    String place(int row) {
        SecurityEvent first = firsts[row];
        SecurityEvent last = lasts[row];
        if (first == null || last == null) {
            return "";
        }
        EventSource from = first.source();
        EventSource to = last.source();
        if (from.equals(to)) {
            return from.toString();
        }
        boolean sameFile = from.file().equals(to.file()) && from.unit() == to.unit();
        return from + " to " + (sameFile ? Long.toString(to.position()) : to.toString());
    }

    boolean isLabelled(int row) {
        return labelled[row];
    }
}
