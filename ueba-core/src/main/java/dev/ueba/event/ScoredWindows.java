package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
