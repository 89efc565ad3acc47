package dev.ueba.cli;

import dev.ueba.DetectorModel;
import dev.ueba.evaluation.BlindSpot;
import dev.ueba.evaluation.BlindSpotAudit;
import dev.ueba.evaluation.ScoreReach;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba audit}: what a model cannot see. */
@Command(name = "audit", description = "Shows what a model cannot see: features that change no score, or hardly one.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class AuditCommand extends UebaCommand {

    private static final int NAME_WIDTH = 48;

    @Mixin
    private TableInput input;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file.")
    private Path model;

    @Option(
            names = "--out",
            paramLabel = "CSV",
            description = "Also write one line per feature; '-' writes to standard output.")
    private @Nullable Path out;

    @Override
    void run(Console console) throws IOException {
        DetectorModel loaded = DetectorModel.load(model);
        BlindSpotAudit audit = BlindSpotAudit.of(loaded, input.read(console));
        show(console, audit);
        if (out != null && out.toString().equals("-")) {
            audit.writeCsv(console.data());
            console.requireDataWritten();
        } else if (out != null) {
            audit.writeCsv(out);
            console.say("written to %s", SafeText.of(out.toString()));
        }
    }

    private static void show(Console console, BlindSpotAudit audit) {
        console.say(
                "%d typical rows with 1, 10 and 100 more of each feature, ranked among %,d rows:",
                audit.typicalRows(), audit.scoredRows());
        console.say("");
        console.say(
                "%-48s %6s %6s  %-8s %8s %8s %8s  %7s",
                "feature", "splits", "of z", "seen", "rank +1", "+10", "+100", "score");
        for (BlindSpot spot : audit.features()) {
            String ranks = spot.injections().stream()
                    .map(injection -> String.format(Locale.ROOT, "%,8.0f", injection.rank()))
                    .collect(Collectors.joining(" "));
            String change = spot.injections().isEmpty()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            "%7.3f",
                            spot.injections().get(spot.injections().size() - 1).scoreChange());
            console.say(
                    "%-48s %,6d %,6d  %-8s %26s  %7s%s",
                    SafeText.of(spot.feature(), NAME_WIDTH),
                    spot.splits(),
                    spot.deviationSplits(),
                    word(spot.sight()),
                    ranks,
                    change,
                    spot.isZeroEverywhere() ? "  0 everywhere" : "");
        }
        console.say("");
        console.say(
                "%d of %d features are never seen, %d hardly, %d are 0 everywhere",
                audit.neverSeen().size(),
                audit.features().size(),
                audit.hardlySeen().size(),
                audit.zeroEverywhere().size());
        sayReach(console, audit.reach());
    }

    private static void sayReach(Console console, ScoreReach reach) {
        console.say(
                "the strangest row scores %.6f, with more and more added to its features %.6f",
                reach.lowestScored(), reach.lowestFound());
        console.say(
                "no row can score below %.6f (%s)",
                reach.lowerBound(), reach.isExact() ? "exact" : "a bound: the shortest path of every tree at once");
        console.say(
                "%s",
                switch (reach.reachesCutoff()) {
                    case YES -> "the cutoff " + reach.cutoff() + " can be reached";
                    case NO -> "the cutoff " + reach.cutoff() + " can never be reached: this model flags nothing";
                    case NOT_FOUND ->
                        "no row was found below the cutoff " + reach.cutoff()
                                + ", though the bound does not rule it out";
                });
    }

    private static String word(BlindSpot.Sight sight) {
        return switch (sight) {
            case NONE -> "never";
            case HARDLY -> "hardly";
            case SEEN -> "yes";
            case UNTRIED -> "untried";
        };
    }
}
