package dev.ueba.examples;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.DetectorOptions;
import dev.ueba.baseline.ActorBaselines;
import dev.ueba.baseline.TrainingSets;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** The nightly job: a small state file stands for all history, and each night needs only the rows of the new day. */
public final class DailyScoring {

    private DailyScoring() {}

    /**
     * Runs the example: once the preparation, then two nights.
     *
     * @param arguments not used
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Sample sample = Sample.unpack();
        Path modelFile = sample.file("model.ueba");
        Path stateFile = sample.file("state.ueba");
        FeatureTable all = FeatureCsv.read(sample.base(), FeatureCsvOptions.forGitHubAudit());

        // Once: a model, and what is known of every actor so far.
        DetectorOptions options = DetectorOptions.defaults();
        LocalDate firstNight = LocalDate.parse("2026-03-23");
        FeatureTable past =
                all.selectDays(new DayRange(all.dayRange().orElseThrow().from(), firstNight));
        DetectorModel.fit(TrainingSets.split(past, 0.5, options.deviations()).training(), options)
                .save(modelFile);
        ActorBaselines.of(past, options.deviations()).save(stateFile);

        // Every night: only the new rows are needed.
        for (LocalDate night : new LocalDate[] {firstNight, firstNight.plusDays(1)}) {
            FeatureTable today = all.selectDays(DayRange.of(night));
            AnomalyResults results = scoreNight(modelFile, stateFile, today);
            System.out.println(night + ": " + results.rowCount() + " actors, the strangest is "
                    + results.top(1).get(0).actor());

            AnomalyResults fromHistory = DetectorModel.load(modelFile).predict(all, night);
            System.out.println(
                    "same scores as from the full history: " + results.all().equals(fromHistory.all()));
        }
    }

    private static AnomalyResults scoreNight(Path modelFile, Path stateFile, FeatureTable today) throws IOException {
        DetectorModel model = DetectorModel.load(modelFile);
        ActorBaselines state = ActorBaselines.load(stateFile);
        AnomalyResults results = model.predictNext(state, today); // scores today, then adds it to the state
        state.save(stateFile); // replaces the file as a whole; write the results before you do this
        return results;
    }
}
