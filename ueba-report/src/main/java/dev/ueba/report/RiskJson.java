package dev.ueba.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ueba.RiskExplanation;
import dev.ueba.RiskPart;
import dev.ueba.RiskReason;
import dev.ueba.explain.AttackTechnique;
import dev.ueba.explain.PatternCell;
import dev.ueba.explain.PatternMatch;
import dev.ueba.novelty.Surprise;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The explanation of a risk as a field of an object. */
final class RiskJson {

    private RiskJson() {}

    static void write(RiskExplanation explanation, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("risk_explanation");
        text(json, "summary", explanation.summary());
        json.writeNumberField("strangeness", explanation.strangeness());
        json.writeArrayFieldStart("parts");
        for (RiskPart part : explanation.parts()) {
            json.writeStartObject();
            text(json, "part", part.name());
            json.writeNumberField("bits", part.bits());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("discount", explanation.assessment().discountBits());
        json.writeNumberField("entity_risk", explanation.assessment().entityRisk());
        text(json, "actor_class", explanation.assessment().actorClass().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("reasons");
        for (RiskReason reason : explanation.reasons()) {
            write(reason, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("patterns");
        for (PatternMatch match : explanation.patterns()) {
            write(match, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(RiskReason reason, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, "feature", reason.feature());
        json.writeNumberField("value", reason.value());
        if (reason.surprise().isPresent()) {
            Surprise surprise = reason.surprise().get();
            json.writeNumberField("expected", surprise.expected());
            json.writeNumberField("bits", surprise.bits());
            json.writeNumberField("group_bits", surprise.peerBits());
            json.writeNumberField("organisation_bits", surprise.organisationBits());
            json.writeNumberField("evidence", reason.evidenceBits());
            days(json, "actor_days_since", surprise.actorDaysSince());
            days(json, "group_days_since", surprise.peerDaysSince());
            days(json, "organisation_days_since", surprise.organisationDaysSince());
            json.writeBooleanField("first_seen", surprise.isFirstForActor());
        }
        json.writeNumberField("known_days", reason.knownDays());
        if (!Double.isNaN(reason.percentileRank())) {
            json.writeNumberField("percentile_rank", reason.percentileRank());
        }
        if (reason.sensitive().isPresent()) {
            text(json, "severity", reason.sensitive().get().action().severity().toString());
            text(json, "why", reason.sensitive().get().action().why());
        }
        if (reason.counterfactual().isPresent()) {
            json.writeNumberField("no_alert_at", reason.counterfactual().getAsDouble());
        }
        ExplanationJson.writeTechniques(reason.techniques(), json);
        json.writeEndObject();
    }

    private static void write(PatternMatch match, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, "pattern", match.pattern().name());
        json.writeNumberField("window_days", match.pattern().windowDays());
        json.writeBooleanField("order_known", match.isOrderKnown());
        cells(json, "steps", match.steps());
        cells(json, "shown", match.shown());
        text(json, "why", match.pattern().why());
        List<AttackTechnique> techniques = match.pattern().techniques();
        ExplanationJson.writeTechniques(techniques, json);
        json.writeEndObject();
    }

    private static void cells(JsonGenerator json, String name, List<PatternCell> cells) throws IOException {
        json.writeArrayFieldStart(name);
        for (PatternCell cell : cells) {
            json.writeStartObject();
            text(json, "day", cell.day().toString());
            text(json, "feature", cell.feature());
            json.writeNumberField("value", cell.value());
            if (!Double.isNaN(cell.usual())) {
                json.writeNumberField("usual", cell.usual());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What never was is null. */
    private static void days(JsonGenerator json, String name, int days) throws IOException {
        if (days == Surprise.NEVER) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, days);
        }
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        json.writeStringField(name, SafeText.encodable(value));
    }
}
