package dev.ueba.cli;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.baseline.ActorBaselines;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba daily}: scores what is new and remembers it. */
@Command(
        name = "daily",
        description = "Scores the days that the baselines have not seen, without any history file, and adds them.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DailyCommand extends UebaCommand {

    @Mixin
    private TableInput input;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file.")
    private Path model;

    @Option(
            names = "--state",
            required = true,
            paramLabel = "FILE",
            description = "The baselines of 'ueba train --state'; replaced when the results are written.")
    private Path state;

    @Mixin
    private ResultsOutput output;

    @Override
    void run(Console console) throws IOException {
        DetectorModel loaded = DetectorModel.load(model);
        ActorBaselines baselines = ActorBaselines.load(state);
        FeatureTable base = input.read(console);
        LocalDate known = baselines.lastDay().orElse(LocalDate.MIN);
        int[] newRows = IntStream.range(0, base.rowCount())
                .filter(row -> base.day(row).isAfter(known))
                .toArray();
        LocalDate[] lateDays = IntStream.range(0, base.rowCount())
                .mapToObj(base::day)
                .filter(day -> !day.isAfter(known) && !baselines.hasSeen(day))
                .distinct()
                .toArray(LocalDate[]::new);
        int seen = base.rowCount() - newRows.length;
        if (seen > 0) {
            console.say(
                    "left out %s of days up to %s, the newest day of the baselines", Counted.of(seen, "row"), known);
        }
        if (lateDays.length > 0) {
            console.say(
                    "warning: the baselines know nothing of %s, which came too late: train again to include them",
                    Arrays.toString(lateDays));
        }
        if (newRows.length == 0) {
            // Not even an empty file of results: a job that ran twice must not wipe what the first run found.
            console.say("no new day: nothing scored, results and baselines left as they are");
            return;
        }
        AnomalyResults results = loaded.predictNext(baselines, base.selectRows(newRows));
        output.write(console, results);
        baselines.save(state);
        console.say("baselines now reach to %s, %,d actors", baselines.lastDay().orElseThrow(), baselines.actorCount());
    }
}
