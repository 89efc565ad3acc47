package dev.ueba.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.ueba.explain.Attribution;
import dev.ueba.explain.Reason;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers and names of a page as JSON that cannot end the element it stands in: {@code <}, {@code >} and {@code &} are
 * escapes. Names are already fit for eyes; the page shows them as text, never as markup.
 */
final class PageData {

    /*
     * Rows lie column by column, and actors, labels and features are numbers into lists: 50,000 rows are some 2 MB and are
     * parsed in a fraction of a second. Each row carries the three features that stand out most; all of them, with ranks,
     * only the first rows.
     */
    private static final int MOST_ROWS = 100_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LINE = 2_000;
    private static final int SHOWN_NAMES = 50;
    private static final int FEATURES_OF_ROW = 3;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final Report report;
    private final FeatureTable table;
    private final JsonGenerator json;
    private final Map<String, Integer> features = new HashMap<>();

    private PageData(Report report, JsonGenerator json) {
        this.report = report;
        this.table = report.table();
        this.json = json;
    }

    static void write(Report report, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setCharacterEscapes(new MarkupEscapes());
            new PageData(report, json).write();
        }
    }

    private void write() throws IOException {
        json.writeStartObject();
        text("title", report.title(), LONGEST_NAME);
        json.writeStringField("counts", Sentences.counts(report));
        json.writeStringField("told", told());
        writeWords();
        json.writeNumberField("rowCount", report.totals().rows());
        json.writeNumberField("cutoff", report.cutoff());
        json.writeNumberField("anomalies", report.totals().anomalies());
        json.writeNumberField("actorCount", report.totals().actors());
        texts("notes", report.notes(), LONGEST_LINE);
        List<FeatureColumn> columns = FeatureColumn.of(table.schema());
        json.writeBooleanField("deviations", columns.stream().anyMatch(FeatureColumn::hasDeviation));
        json.writeArrayFieldStart("features");
        for (FeatureColumn column : columns) {
            features.put(column.name(), features.size());
            json.writeString(SafeText.of(column.name(), LONGEST_NAME));
        }
        json.writeEndArray();
        writeRows();
        writeDetails();
        writeClusters();
        writeActivity();
        if (report.risks().isPresent()) {
            RiskData.write(report.risks().get(), Math.min(MOST_ROWS, report.rowCount()), json);
        }
        json.writeEndObject();
    }

    /** A page that does not open helps nobody: it holds the strangest rows, and says so. */
    private String told() {
        ReportWords words = report.words();
        String anomalies = report.anomalyCount() == 0
                ? "No " + words.row() + " is below the cutoff; the order is what to look at."
                : capitalised(words.rows()) + " below the cutoff are marked.";
        long held = Math.min(MOST_ROWS, report.rowCount());
        return report.totals().rows() > held
                ? anomalies + " This page holds the strangest " + words.countedRows(held) + " of "
                        + Sentences.number(report.totals().rows()) + "."
                : anomalies;
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private void writeWords() throws IOException {
        json.writeObjectFieldStart("words");
        text("row", report.words().row(), LONGEST_NAME);
        text("rows", report.words().rows(), LONGEST_NAME);
        text("actor", report.words().actor(), LONGEST_NAME);
        text("actors", report.words().actors(), LONGEST_NAME);
        json.writeEndObject();
        text("zone", report.hasTimes() ? report.zone().getId() : "", LONGEST_NAME);
    }

    private void writeRows() throws IOException {
        int rows = Math.min(MOST_ROWS, report.rowCount());
        json.writeArrayFieldStart("actors");
        int[] numbers = new int[table.actorCount() + 1];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int actor = table.actorIndex(row) + 1;
            if (numbers[actor] == 0) {
                numbers[actor] = ++count;
                json.writeString(SafeText.of(table.actor(row), LONGEST_NAME));
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("actor");
        for (int row = 0; row < rows; row++) {
            json.writeNumber(numbers[table.actorIndex(row) + 1] - 1);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("day");
        for (int row = 0; row < rows; row++) {
            json.writeNumber(table.epochDay(row));
        }
        json.writeEndArray();
        if (report.hasTimes()) {
            json.writeArrayFieldStart("time");
            for (int row = 0; row < rows; row++) {
                json.writeNumber(Times.clockSeconds(report.time(row).orElseThrow(), report.zone()));
            }
            json.writeEndArray();
        }
        json.writeArrayFieldStart("score");
        for (int row = 0; row < rows; row++) {
            json.writeNumber(Decimals.rounded(report.score(row), 6));
        }
        json.writeEndArray();
        writeStandingOut(rows);
        json.writeArrayFieldStart("labels");
        for (int row = 0; row < rows && report.hasLabels(); row++) {
            json.writeString(SafeText.of(report.label(row), LONGEST_NAME));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("identities");
        for (Report.Identity identity : report.identities()) {
            json.writeStartObject();
            text("name", identity.name(), LONGEST_NAME);
            texts("values", identity.values().subList(0, rows), LONGEST_NAME);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeStandingOut(int rows) throws IOException {
        json.writeArrayFieldStart("top");
        for (int row = 0; row < rows; row++) {
            json.writeStartArray();
            List<FeatureStanding> standings = report.standingOut(row);
            for (FeatureStanding standing : standings.subList(0, Math.min(FEATURES_OF_ROW, standings.size()))) {
                feature(standing.feature());
                number(standing.value());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeDetails() throws IOException {
        json.writeArrayFieldStart("details");
        for (int row = 0; row < report.detailRows(); row++) {
            json.writeStartObject();
            texts("reasons", report.reasons(row), LONGEST_LINE);
            if (report.explanation(row).isPresent()) {
                Attribution attribution = report.explanation(row).get().attribution();
                json.writeFieldName("path");
                json.writeNumber(Decimals.rounded(attribution.pathLength(), 2));
                json.writeFieldName("expectedPath");
                json.writeNumber(Decimals.rounded(attribution.expectedPathLength(), 2));
            }
            json.writeArrayFieldStart("features");
            for (FeatureStanding standing : report.standingOut(row)) {
                json.writeStartArray();
                feature(standing.feature());
                number(standing.value());
                number(standing.percentileRank());
                number(standing.deviation());
                number(standing.deviationRank());
                number(attribution(row, standing.feature()));
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Returns by how many edges a feature shortens the path; NaN if it does not, or nobody explained the row. */
    private double attribution(int row, String feature) {
        return report.explanation(row)
                .flatMap(explanation -> explanation.reasons().stream()
                        .filter(reason -> reason.feature().equals(feature))
                        .findFirst())
                .map(Reason::attribution)
                .orElse(Double.NaN);
    }

    private void writeClusters() throws IOException {
        AnomalyClusters clusters = report.clusters();
        json.writeArrayFieldStart("clusterOf");
        for (int row = 0; row < clusters.rowCount(); row++) {
            json.writeNumber(clusters.clusterOf(row));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("clusters");
        for (AnomalyClusters.Cluster cluster : clusters.clusters()) {
            json.writeStartArray();
            for (String feature : cluster.features()) {
                feature(feature);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("map");
        for (int row = 0; row < clusters.rowCount() && clusters.hasMap(); row++) {
            json.writeStartArray();
            json.writeNumber(Decimals.rounded(clusters.x(row), 3));
            json.writeNumber(Decimals.rounded(clusters.y(row), 3));
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void writeActivity() throws IOException {
        if (report.activity().isEmpty()) {
            return;
        }
        EventActivity activity = report.activity().get();
        json.writeObjectFieldStart("activity");
        json.writeNumberField("nameCount", activity.names().size());
        json.writeArrayFieldStart("names");
        for (EventActivity.NameCount name : activity.names()
                .subList(0, Math.min(SHOWN_NAMES, activity.names().size()))) {
            json.writeStartArray();
            json.writeString(SafeText.of(name.name(), LONGEST_NAME));
            json.writeNumber(name.events());
            json.writeNumber(name.anomalies());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hours");
        for (EventActivity.HourCount hour : activity.hours()) {
            json.writeStartArray();
            json.writeNumber(hour.day().toEpochDay());
            json.writeNumber(hour.hour());
            json.writeNumber(hour.events());
            json.writeNumber(hour.anomalies());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void text(String name, String value, int limit) throws IOException {
        json.writeStringField(name, SafeText.of(value, limit));
    }

    private void texts(String name, List<String> values, int limit) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(SafeText.of(value, limit));
        }
        json.writeEndArray();
    }

    private void feature(String name) throws IOException {
        json.writeNumber(Objects.requireNonNull(features.get(name), name));
    }

    private void number(double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            json.writeNumber(Decimals.brief(value));
        }
    }

    /** What would mean something to a reader of HTML is written as an escape. */
    private static final class MarkupEscapes extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes['<'] = ESCAPE_STANDARD;
            escapes['>'] = ESCAPE_STANDARD;
            escapes['&'] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int ch) {
            return ch == 0x2028 || ch == 0x2029 ? new SerializedString("\\u" + Integer.toHexString(ch)) : null;
        }
    }
}
