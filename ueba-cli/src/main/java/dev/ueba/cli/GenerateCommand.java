package dev.ueba.cli;

import dev.ueba.evaluation.LabelCsv;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ueba generate}: labelled synthetic data. */
@Command(name = "generate", description = "Makes labelled synthetic data: actors with habits, and injected attacks.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class GenerateCommand extends UebaCommand {

    /** What can be generated, by the names people type. */
    enum Kind {
        BASE_FEATURES;

        @Override
        public String toString() {
            return "base-features";
        }
    }

    @Parameters(
            paramLabel = "KIND",
            description = "What to make: ${COMPLETION-CANDIDATES} (base.csv).",
            converter = KindConverter.class)
    private Kind kind;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the data and labels.csv; made if it is not there.")
    private Path out;

    @Option(names = "--actors", defaultValue = "60", paramLabel = "N", description = "Number of actors.")
    private int actors;

    @Option(names = "--days", defaultValue = "90", paramLabel = "N", description = "Number of days.")
    private int days;

    @Option(names = "--start", defaultValue = "2026-01-01", paramLabel = "DAY", description = "First day.")
    private LocalDate start;

    @Option(names = "--attacks", defaultValue = "12", paramLabel = "N", description = "Number of injected attacks.")
    private int attacks;

    @Option(names = "--strength", defaultValue = "1.0", paramLabel = "X", description = "Scales the attacks.")
    private double strength;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "The same seed makes the same data.")
    private long seed;

    @Override
    void run(Console console) throws IOException {
        SyntheticOrganisationOptions options =
                fromOptions(() -> new SyntheticOrganisationOptions(actors, days, start, attacks, strength, seed));
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(options);
        Files.createDirectories(out);
        FeatureCsv.write(organisation.baseFeatures(), out.resolve("base.csv"));
        LabelCsv.write(organisation.labels(), out.resolve("labels.csv"));
        console.say(
                "%s: %,d rows of %,d actors over %,d days, %,d injected attacks, written to %s",
                kind,
                organisation.baseFeatures().rowCount(),
                organisation.baseFeatures().actorCount(),
                days,
                organisation.labels().size(),
                SafeText.of(out.toString()));
    }
}
