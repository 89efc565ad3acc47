package dev.ueba.cli;

import dev.ueba.AnomalyResults;
import dev.ueba.DetectorModel;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba predict}: scores days of a base file with a saved model. */
@Command(name = "predict", description = "Scores one day or a range of days with a saved model.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class PredictCommand extends UebaCommand {

    /** How rows are scored. */
    enum Mode {
        FAITHFUL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private TableInput input;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "The model file.")
    private Path model;

    @Option(names = "--day", paramLabel = "DAY", description = "The day to score, such as 2026-01-04.")
    private @Nullable LocalDate day;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day to score.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day to score.")
    private @Nullable LocalDate to;

    @Option(
            names = "--earlier-day",
            description = "If --day has no data, score the newest earlier day, as the original does.")
    private boolean earlierDay;

    @Option(
            names = "--emails",
            paramLabel = "CSV",
            description = "Columns actor,email: adds the column user_email to the results.")
    private @Nullable Path emails;

    // There is one mode so far; naming it is allowed, so that scripts need not change when there are more.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = "--mode",
            defaultValue = "faithful",
            paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}: the scores of the published pipeline.")
    private Mode mode;

    @Mixin
    private ExplainOption explain;

    @Mixin
    private ResultsOutput output;

    @Override
    void run(Console console) throws IOException {
        if ((day == null) == (from == null && to == null)) {
            throw wrongUsage("give either --day, or --from and --to");
        }
        if ((from == null) != (to == null)) {
            throw wrongUsage("--from and --to go together");
        }
        if (earlierDay && day == null) {
            throw wrongUsage("--earlier-day goes with --day");
        }
        explain.check(this);
        DetectorModel loaded = DetectorModel.load(model);
        FeatureTable base = input.read(console);
        AnomalyResults results;
        if (from != null && to != null) {
            LocalDate first = from;
            LocalDate last = to;
            results = loaded.predict(base, fromOptions(() -> DayRange.ofInclusive(first, last)));
        } else if (day != null) {
            results = earlierDay ? loaded.predictNewestUpTo(base, day) : loaded.predict(base, day);
        } else {
            throw wrongUsage("give either --day, or --from and --to");
        }
        results = explain.addTo(results, loaded, base);
        output.write(console, emails == null ? results : results.withEmails(EmailCsv.read(emails)));
    }
}
