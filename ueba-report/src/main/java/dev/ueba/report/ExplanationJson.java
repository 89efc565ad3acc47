package dev.ueba.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ueba.explain.AttackTechnique;
import dev.ueba.explain.Explanation;
import dev.ueba.explain.FeaturePast;
import dev.ueba.explain.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** An explanation as a field of an object. */
final class ExplanationJson {

    private ExplanationJson() {}

    static void write(Explanation explanation, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("explanation");
        json.writeStringField("summary", SafeText.encodable(explanation.summary()));
        json.writeNumberField("path_length", explanation.attribution().pathLength());
        json.writeNumberField("expected_path_length", explanation.attribution().expectedPathLength());
        json.writeArrayFieldStart("features");
        for (Reason reason : explanation.reasons()) {
            write(reason, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Reason reason, JsonGenerator json) throws IOException {
        FeaturePast past = reason.past();
        json.writeStartObject();
        json.writeStringField("feature", SafeText.encodable(reason.feature()));
        json.writeNumberField("value", reason.value());
        json.writeNumberField("attribution", reason.attribution());
        json.writeNumberField("share", reason.share());
        json.writeNumberField("earlier_days", past.rowCount());
        if (!Double.isNaN(past.mean())) {
            json.writeNumberField("mean", past.mean());
            json.writeNumberField("max", past.max());
        }
        if (past.lastSeen().isPresent()) {
            json.writeStringField("last_seen", past.lastSeen().get().toString());
        }
        json.writeBooleanField("first_seen", reason.isFirstSeen());
        if (!Double.isNaN(reason.percentileRank())) {
            json.writeNumberField("percentile_rank", reason.percentileRank());
        }
        if (reason.counterfactual().isPresent()) {
            json.writeNumberField("not_flagged_at", reason.counterfactual().getAsDouble());
        }
        writeTechniques(reason.techniques(), json);
        json.writeEndObject();
    }

    static void writeTechniques(List<AttackTechnique> techniques, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("techniques");
        for (AttackTechnique technique : techniques) {
            json.writeStartObject();
            json.writeStringField("id", technique.id());
            json.writeStringField("name", technique.name());
            json.writeStringField("attack_version", technique.attackVersion());
            json.writeBooleanField("alternate", technique.isAlternate());
            json.writeStringField("confidence", technique.confidence().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
