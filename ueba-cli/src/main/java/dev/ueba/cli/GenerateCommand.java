package dev.ueba.cli;

import dev.ueba.evaluation.LabelCsv;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.logs.synthetic.AuditLogCounts;
import dev.ueba.logs.synthetic.SyntheticAuditLog;
import dev.ueba.logs.synthetic.SyntheticAuditLogOptions;
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
        BASE_FEATURES("base-features"),
        GITHUB_AUDIT("github-audit");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Parameters(
            paramLabel = "KIND",
            description = "What to make: base-features (base.csv) or github-audit (logs/YYYY/MM/DD/HH/*.json.gz and"
                    + " label-events.csv).",
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
        switch (kind) {
            case BASE_FEATURES -> baseFeatures(options, console);
            case GITHUB_AUDIT -> githubAudit(options, console);
        }
    }

    private void baseFeatures(SyntheticOrganisationOptions options, Console console) throws IOException {
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(options);
        Files.createDirectories(out);
        FeatureCsv.write(organisation.baseFeatures(), out.resolve("base.csv"));
        LabelCsv.write(organisation.labels(), out.resolve("labels.csv"));
        console.say(
                "%s: %,d rows of %,d actors on %,d days, %,d injected attacks, written to %s",
                kind,
                organisation.baseFeatures().rowCount(),
                organisation.baseFeatures().actorCount(),
                days,
                organisation.labels().size(),
                SafeText.of(out.toString()));
    }

    private void githubAudit(SyntheticOrganisationOptions organisation, Console console) throws IOException {
        SyntheticAuditLogOptions options =
                fromOptions(() -> SyntheticAuditLogOptions.defaults().withOrganisation(organisation));
        Files.createDirectories(out);
        SyntheticAuditLog log = SyntheticAuditLog.generate(options, out);
        AuditLogCounts counts = log.counts();
        console.say(
                "%s: %,d events of %,d actors on %,d days in %,d files, %,d injected attacks with %,d events, written to %s",
                kind,
                counts.events(),
                actors,
                days,
                counts.files(),
                log.labels().size(),
                counts.attackEvents(),
                SafeText.of(out.toString()));
        console.say(
                "of these %,d of bots and deploy keys, %,d without an actor, %,d without a time; %,d delivered twice, %,d late",
                counts.botEvents(),
                counts.eventsWithoutActor(),
                counts.eventsWithoutTime(),
                counts.duplicates(),
                counts.late());
    }
}
