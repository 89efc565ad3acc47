package dev.ueba.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Every row as one object a line. */
final class JsonLinesReport {

    private static final double EXACT_WHOLE = 0x1p53;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonLinesReport() {}

    static void write(Report report, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (int row = 0; row < report.rowCount(); row++) {
                writeRow(report, row, json);
                json.writeRaw('\n');
            }
        }
    }

    private static void writeRow(Report report, int row, JsonGenerator json) throws IOException {
        FeatureTable table = report.table();
        json.writeStartObject();
        json.writeNumberField("rank", row + 1);
        text(json, "actor", table.actor(row));
        text(json, "day", table.day(row).toString());
        if (report.time(row).isPresent()) {
            text(json, "time", report.time(row).get().toString());
        }
        if (!report.identities().isEmpty()) {
            json.writeObjectFieldStart("identity");
            for (Report.Identity identity : report.identities()) {
                text(json, identity.name(), identity.values().get(row));
            }
            json.writeEndObject();
        }
        json.writeNumberField("anomaly_score", report.score(row));
        json.writeBooleanField("is_anomaly", row < report.anomalyCount());
        if (report.risks().isPresent()) {
            json.writeNumberField("risk", report.risks().get().assessment(row).risk());
            json.writeBooleanField("alert", report.risks().get().assessment(row).alert());
        }
        if (!report.label(row).isEmpty()) {
            text(json, "label", report.label(row));
        }
        if (row < report.clusters().rowCount()) {
            json.writeNumberField("cluster", report.clusters().clusterOf(row));
        }
        json.writeArrayFieldStart("reasons");
        for (String reason : row < report.toldCount() ? report.reasons(row) : List.<String>of()) {
            json.writeString(SafeText.encodable(reason));
        }
        json.writeEndArray();
        if (report.explanation(row).isPresent()) {
            ExplanationJson.write(report.explanation(row).get(), json);
        }
        if (report.riskExplanation(row).isPresent()) {
            RiskJson.write(report.riskExplanation(row).get(), json);
        }
        writeStandingOut(report, row, json);
        json.writeObjectFieldStart("features");
        for (int feature = 0; feature < table.featureCount(); feature++) {
            json.writeFieldName(SafeText.encodable(table.schema().features().get(feature)));
            number(json, table.value(row, feature), table.kind(feature));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeStandingOut(Report report, int row, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("stands_out");
        for (FeatureStanding standing : report.standingOut(row)) {
            json.writeStartObject();
            text(json, "feature", standing.feature());
            json.writeFieldName("value");
            number(json, standing.value(), NumberKind.REAL);
            json.writeFieldName("percentile_rank");
            number(json, standing.percentileRank(), NumberKind.REAL);
            if (!Double.isNaN(standing.deviation())) {
                json.writeNumberField("deviation", standing.deviation());
                json.writeNumberField("deviation_rank", standing.deviationRank());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        json.writeStringField(SafeText.encodable(name), SafeText.encodable(value));
    }

    /** JSON has no NaN: what is missing is null. */
    private static void number(JsonGenerator json, double value, NumberKind kind) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else if (kind == NumberKind.BOOLEAN && (value == 0 || value == 1)) {
            json.writeBoolean(value == 1);
        } else if (kind == NumberKind.INTEGER && value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
