package dev.ueba.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ueba.RiskExplanation;
import dev.ueba.RiskPart;
import java.io.IOException;

/** Risks and alerts as data of a page; the generator escapes what would be markup. */
final class RiskData {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LINE = 2_000;

    private RiskData() {}

    /** Writes the object {@code risks}: risk and alert of the first rows, and a card for each alert among them. */
    static void write(ReportRisks risks, int rows, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("risks");
        json.writeNumberField("alerts", risks.alertCount());
        json.writeStringField("told", risks.sentence());
        json.writeArrayFieldStart("risk");
        for (int row = 0; row < rows; row++) {
            json.writeNumber(Decimals.rounded(risks.assessment(row).risk(), 3));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("alert");
        for (int row = 0; row < rows; row++) {
            json.writeNumber(risks.assessment(row).alert() ? 1 : 0);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("cards");
        for (int row : risks.told()) {
            if (row < rows) {
                writeCard(row, risks.explanation(row).orElseThrow(), json);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeCard(int row, RiskExplanation explanation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("row", row);
        json.writeArrayFieldStart("parts");
        for (RiskPart part : explanation.parts()) {
            json.writeStartArray();
            json.writeString(SafeText.of(part.name(), LONGEST_NAME));
            json.writeNumber(Decimals.rounded(part.bits(), 2));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("patterns");
        for (var match : explanation.patterns()) {
            json.writeString(SafeText.of(match.pattern().name(), LONGEST_NAME));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("reasons");
        for (String sentence : explanation.sentences()) {
            // The parts are a table of their own.
            if (!sentence.equals(explanation.strangenessText())) {
                json.writeString(SafeText.of(sentence, LONGEST_LINE));
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
