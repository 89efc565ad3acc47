package dev.ueba.event;

import dev.ueba.feature.CsvOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Scored events, in the order of {@link SecurityEvent#BY_TIME_AND_SOURCE}. Immutable and safe to share between threads.
 */
public final class ScoredEvents extends EventResults<ScoredEvent> {

    private final EventDetection detection;
    private final FeatureColumns columns;

    ScoredEvents(EventDetection detection, List<SecurityEvent> sorted, FeatureColumns columns, double[] scores) {
        super(scored(sorted, columns, scores), detection.forest(), detection.explanation());
        this.detection = detection;
        this.columns = columns;
    }

    private static List<ScoredEvent> scored(List<SecurityEvent> sorted, FeatureColumns columns, double[] scores) {
        List<ScoredEvent> scored = new ArrayList<>(scores.length);
        for (int row = 0; row < scores.length; row++) {
            scored.add(new ScoredEvent(sorted.get(row), columns, row, scores[row]));
        }
        return scored;
    }

    @Override
    public List<String> featureNames() {
        return columns.names();
    }

    /**
     * Returns the configuration.
     *
     * @return what scored these events
     */
    public EventDetection detection() {
        return detection;
    }

    @Override
    void writeIdentityHeader(CsvOutput csv) throws IOException {
        csv.text("time").text("source");
        for (String name : detection.identityFields()) {
            csv.text(name);
        }
    }

    @Override
    void writeIdentity(CsvOutput csv, ScoredEvent scored) throws IOException {
        SecurityEvent event = scored.event();
        csv.text(event.time().toString());
        EventCells.write(csv, event.source().toString());
        for (String name : detection.identityFields()) {
            EventCells.write(csv, event.textOrNull(name));
        }
    }

    @Override
    void writeFeatures(CsvOutput csv, ScoredEvent scored) throws IOException {
        columns.writeRow(csv, scored.row());
    }
}
