package dev.ueba.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.ueba.evaluation.BacktestMode;
import dev.ueba.evaluation.BacktestOptions;
import dev.ueba.evaluation.BacktestResult;
import dev.ueba.evaluation.BudgetRecall;
import dev.ueba.evaluation.ModeResult;
import dev.ueba.evaluation.OwnAlerts;
import dev.ueba.evaluation.ScenarioRecall;
import dev.ueba.evaluation.SeedStability;
import dev.ueba.evaluation.TimeToDetect;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The numbers of a backtest as JSON, in the form that docs/backtest.md promises. All numbers are finite. */
final class BacktestJson {

    private static final int VERSION = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final JsonGenerator json;

    private BacktestJson(JsonGenerator json) {
        this.json = json;
    }

    static void write(BacktestReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            new BacktestJson(json).write(report);
            json.writeRaw('\n');
        }
    }

    private void write(BacktestReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "ueba-backtest");
        json.writeNumberField("version", VERSION);
        settings(report.options(), report.runs().get(0).result());
        labels(report.injection());
        json.writeArrayFieldStart("runs");
        for (BacktestRun run : report.runs()) {
            run(run);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void settings(BacktestOptions options, BacktestResult result) throws IOException {
        json.writeObjectFieldStart("settings");
        texts("modes", options.modes().stream().map(BacktestMode::id).toList());
        json.writeStringField("from", result.scored().from().toString());
        json.writeStringField("to", result.scored().last().toString());
        json.writeNumberField("refit_days", options.refitDays());
        json.writeNumberField("history_share", options.historyShare());
        json.writeNumberField("budget", options.budget());
        json.writeNumberField("forest_seed", options.detector().forest().seed());
        json.writeNumberField("forest_seeds", options.forestSeeds());
        json.writeNumberField("resamples", options.resamples());
        json.writeNumberField("seed", options.seed());
        json.writeEndObject();
    }

    private void labels(Optional<BacktestReport.Injection> injection) throws IOException {
        json.writeObjectFieldStart("labels");
        json.writeStringField("source", injection.isPresent() ? "injection" : "given");
        if (injection.isPresent()) {
            json.writeNumberField("attacks", injection.get().options().attacks());
            json.writeNumberField("attack_days", injection.get().options().days());
            json.writeNumberField("seed", injection.get().options().seed());
            texts("scenarios", injection.get().options().scenarios());
            texts("scenarios_left_out", injection.get().scenariosLeftOut());
            texts("features_left_out", injection.get().featuresLeftOut());
        }
        json.writeEndObject();
    }

    private void run(BacktestRun run) throws IOException {
        BacktestResult result = run.result();
        json.writeStartObject();
        json.writeFieldName("strength");
        if (run.strength().isPresent()) {
            json.writeNumber(run.strength().getAsDouble());
        } else {
            json.writeNull();
        }
        json.writeNumberField("days", result.dayCount());
        json.writeNumberField("rows", result.rowCount());
        json.writeNumberField("actors", result.actorCount());
        json.writeNumberField("fits", result.fits());
        json.writeNumberField("attacks", result.attacks());
        json.writeNumberField("incidents", result.incidents());
        json.writeNumberField("labels_matched", result.labelsMatched());
        json.writeNumberField("labels_earlier", result.labelsEarlier());
        json.writeNumberField("labels_unmatched", result.labelsUnmatched().size());
        byBudget("chance_recall", result.chanceRecall());
        byBudget("possible_recall", result.possibleRecall());
        json.writeObjectFieldStart("modes");
        for (ModeResult mode : result.modes()) {
            json.writeObjectFieldStart(mode.mode().id());
            mode(mode, result.budget());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void byBudget(String name, SortedMap<Integer, Double> shares) throws IOException {
        json.writeObjectFieldStart(name);
        for (var entry : shares.entrySet()) {
            json.writeNumberField(Integer.toString(entry.getKey()), entry.getValue());
        }
        json.writeEndObject();
    }

    private void mode(ModeResult mode, int budget) throws IOException {
        json.writeObjectFieldStart("recall");
        for (BudgetRecall each : mode.budgets()) {
            json.writeNumberField(Integer.toString(each.alertsPerDay()), each.recall());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("precision");
        for (BudgetRecall each : mode.budgets()) {
            json.writeNumberField(Integer.toString(each.alertsPerDay()), each.precision());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("incident_recall");
        for (BudgetRecall each : mode.budgets()) {
            json.writeObjectFieldStart(Integer.toString(each.alertsPerDay()));
            json.writeNumberField("value", each.incidentRecall().value());
            json.writeNumberField("low", each.incidentRecall().low());
            json.writeNumberField("high", each.incidentRecall().high());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("scenarios");
        for (ScenarioRecall scenario : mode.scenarios()) {
            json.writeObjectFieldStart(SafeText.encodable(scenario.scenario()));
            json.writeNumberField("attacks", scenario.attacks());
            json.writeNumberField("incidents", scenario.incidents());
            byBudget("recall", scenario.recall());
            json.writeEndObject();
        }
        json.writeEndObject();
        alerts(mode.ownAlerts());
        timeToDetect(mode.timeToDetect(), budget);
        stability(mode.stability());
        json.writeArrayFieldStart("recall_curve");
        for (double recall : mode.recallCurve()) {
            json.writeNumber(recall);
        }
        json.writeEndArray();
    }

    private void alerts(Optional<OwnAlerts> alerts) throws IOException {
        if (alerts.isEmpty()) {
            json.writeNullField("alerts");
            return;
        }
        json.writeObjectFieldStart("alerts");
        json.writeNumberField("total", alerts.get().total());
        json.writeNumberField("mean_per_day", alerts.get().meanPerDay());
        json.writeNumberField("p95_per_day", alerts.get().p95PerDay());
        json.writeNumberField("worst_per_day", alerts.get().worstPerDay());
        json.writeNumberField("found", alerts.get().found());
        json.writeNumberField("recall", alerts.get().recall());
        json.writeNumberField("precision", alerts.get().precision());
        json.writeEndObject();
    }

    private void timeToDetect(Optional<TimeToDetect> time, int budget) throws IOException {
        if (time.isEmpty()) {
            json.writeNullField("time_to_detect");
            return;
        }
        json.writeObjectFieldStart("time_to_detect");
        json.writeNumberField("budget", budget);
        json.writeNumberField("incidents_found", time.get().incidentsFound());
        json.writeNumberField("mean_days", time.get().meanDays());
        json.writeNumberField("median_days", time.get().medianDays());
        json.writeNumberField("worst_days", time.get().worstDays());
        json.writeEndObject();
    }

    private void stability(Optional<SeedStability> stability) throws IOException {
        if (stability.isEmpty()) {
            json.writeNullField("stability");
            return;
        }
        json.writeObjectFieldStart("stability");
        json.writeNumberField("seeds", stability.get().seeds());
        json.writeNumberField("mean_correlation", stability.get().meanCorrelation());
        json.writeNumberField("least_correlation", stability.get().leastCorrelation());
        json.writeNumberField("mean_overlap", stability.get().meanOverlap());
        json.writeEndObject();
    }

    private void texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
