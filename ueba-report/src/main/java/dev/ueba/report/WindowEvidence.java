package dev.ueba.report;

import dev.ueba.event.EventField;
import dev.ueba.event.EventSource;
import dev.ueba.event.ScoredWindow;
import dev.ueba.event.ScoredWindows;
import dev.ueba.event.SecurityEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the window of each event, and the first and last event of each window. Not thread-safe. */
final class WindowEvidence {

    private final ScoredWindows scored;
    private final Map<String, TreeMap<Instant, ScoredWindow>> windowsOf = new HashMap<>();
    private final @Nullable SecurityEvent[] firsts;
    private final @Nullable SecurityEvent[] lasts;
    private final boolean[] labelled;

    WindowEvidence(ScoredWindows scored) {
        this.scored = scored;
        int rows = scored.all().size();
        this.firsts = new SecurityEvent[rows];
        this.lasts = new SecurityEvent[rows];
        this.labelled = new boolean[rows];
        for (ScoredWindow window : scored.all()) {
            windowsOf
                    .computeIfAbsent(window.entity(), unused -> new TreeMap<>())
                    .put(window.windowStart(), window);
        }
    }

    /** Takes an event and returns the row of its window, or -1 if it belongs to none. */
    int add(SecurityEvent event) {
        if (!scored.detection().filter().test(event)) {
            return -1;
        }
        String entity = scored.detection().windows().entity().of(event);
        TreeMap<Instant, ScoredWindow> windows = entity == null ? null : windowsOf.get(entity);
        Map.Entry<Instant, ScoredWindow> entry = windows == null ? null : windows.floorEntry(event.time());
        if (entry == null || !event.time().isBefore(entry.getValue().windowEnd())) {
            return -1;
        }
        int row = entry.getValue().row();
        SecurityEvent first = firsts[row];
        SecurityEvent last = lasts[row];
        if (first == null || SecurityEvent.BY_TIME_AND_SOURCE.compare(event, first) < 0) {
            firsts[row] = event;
        }
        if (last == null || SecurityEvent.BY_TIME_AND_SOURCE.compare(event, last) > 0) {
            lasts[row] = event;
        }
        labelled[row] |= event.has(EventField.ANOMALY, "1");
        return row;
    }

    /** Returns such as {@code auth.log:17 to 310}: where the first and the last event of a window are written. */
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
