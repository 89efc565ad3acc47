package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scored windows, by window, then entity. Immutable and safe to share between threads. */
public final class ScoredWindows extends EventResults<ScoredWindow> {

    private final WindowDetection detection;
    private final WindowTable table;

    ScoredWindows(WindowDetection detection, WindowTable table, double[] scores) {
        super(scored(table, scores), detection.forest(), detection.explanation());
        this.detection = detection;
        this.table = table;
    }

    private static List<ScoredWindow> scored(WindowTable table, double[] scores) {
        List<ScoredWindow> scored = new ArrayList<>(scores.length);
        for (int row = 0; row < scores.length; row++) {
            scored.add(new ScoredWindow(table, row, scores[row]));
        }
        return scored;
    }

    @Override
    public List<String> featureNames() {
        return table.features().schema().features();
    }

    /**
     * Returns the configuration.
     *
     * @return what scored these windows
     */
    public WindowDetection detection() {
        return detection;
    }

    /**
     * Returns the rows that were scored.
     *
     * @return in the order of {@link #all()}
     */
    public WindowTable table() {
        return table;
    }

    /**
     * Finds the window of each event: the way back from a window to its evidence.
     *
     * @param events from which the windows were made, in any order
     * @return per event the row of its window, or -1 if it belongs to none of them
     */
    public int[] rowsOf(List<SecurityEvent> events) {
        Map<String, TreeMap<Instant, ScoredWindow>> windowsOf = new HashMap<>();
        for (ScoredWindow window : all()) {
            windowsOf
                    .computeIfAbsent(window.entity(), unused -> new TreeMap<>())
                    .put(window.windowStart(), window);
        }
        int[] rows = new int[events.size()];
        for (int i = 0; i < rows.length; i++) {
            SecurityEvent event = events.get(i);
            String entity = detection.filter().test(event)
                    ? detection.windows().entity().of(event)
                    : null;
            TreeMap<Instant, ScoredWindow> windows = entity == null ? null : windowsOf.get(entity);
            Map.Entry<Instant, ScoredWindow> entry = windows == null ? null : windows.floorEntry(event.time());
            ScoredWindow window = entry == null ? null : entry.getValue();
            rows[i] = window == null || !event.time().isBefore(window.windowEnd()) ? -1 : window.row();
        }
        return rows;
    }

    @Override
    void writeIdentityHeader(CsvOutput csv) throws IOException {
        csv.text("window_start").text("window_end").text("entity_type").text("entity");
    }

    @Override
    void writeIdentity(CsvOutput csv, ScoredWindow window) throws IOException {
        csv.text(window.windowStart().toString()).text(window.windowEnd().toString());
        EventCells.write(csv, table.entityType());
        EventCells.write(csv, window.entity());
    }

    @Override
    void writeFeatures(CsvOutput csv, ScoredWindow window) throws IOException {
        FeatureTable features = table.features();
        for (int feature = 0; feature < features.featureCount(); feature++) {
            csv.number(features.value(window.row(), feature), features.kind(feature));
        }
    }
}
