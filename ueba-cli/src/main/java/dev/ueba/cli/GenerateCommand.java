package dev.ueba.cli;

import dev.ueba.evaluation.LabelCsv;
import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.evaluation.SyntheticSecurityLog;
import dev.ueba.evaluation.SyntheticSecurityLogOptions;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.logs.synthetic.AuditLogCounts;
import dev.ueba.logs.synthetic.SyntheticAuditLog;
import dev.ueba.logs.synthetic.SyntheticAuditLogOptions;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
        GITHUB_AUDIT("github-audit"),
        SECURITY_LOG("security-log");

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
            description = "What to make: base-features (base.csv), github-audit (logs/YYYY/MM/DD/HH/*.json.gz and"
                    + " label-events.csv) or security-log (events.csv).",
            converter = KindConverter.class)
    private Kind kind;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the data and labels.csv; made if it is not there.")
    private Path out;

    @Option(names = "--actors", paramLabel = "N", description = "Number of actors (default: 60; security-log: 5).")
    private @Nullable Integer actors;

    @Option(names = "--days", paramLabel = "N", description = "Number of days (default: 90; security-log: 3).")
    private @Nullable Integer days;

    @Option(names = "--start", defaultValue = "2026-01-01", paramLabel = "DAY", description = "First day.")
    private LocalDate start;

    @Option(
            names = "--attacks",
            paramLabel = "N",
            description =
                    "Number of injected attacks (default: 12); of anomalous events in a security-log (default: 10).")
    private @Nullable Integer attacks;

    @Option(names = "--events", paramLabel = "N", description = "Normal events of a security-log (default: 500).")
    private @Nullable Integer events;

    @Option(names = "--strength", paramLabel = "X", description = "Scales the attacks (default: 1.0).")
    private @Nullable Double strength;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "The same seed makes the same data.")
    private long seed;

    @Override
    void run(Console console) throws IOException {
        switch (kind) {
            case BASE_FEATURES -> baseFeatures(organisation(), console);
            case GITHUB_AUDIT -> githubAudit(organisation(), console);
            case SECURITY_LOG -> securityLog(console);
        }
    }

    private SyntheticOrganisationOptions organisation() {
        if (events != null) {
            throw wrongUsage("--events goes with security-log");
        }
        return fromOptions(() -> new SyntheticOrganisationOptions(
                orElse(actors, 60),
                orElse(days, 90),
                start,
                orElse(attacks, 12),
                strength == null ? 1.0 : strength,
                seed));
    }

    private static int orElse(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private void securityLog(Console console) throws IOException {
        if (strength != null) {
            throw wrongUsage("--strength does not go with security-log");
        }
        SyntheticSecurityLogOptions options = fromOptions(this::securityLogOptions);
        SyntheticSecurityLog log = SyntheticSecurityLog.generate(options);
        Files.createDirectories(out);
        log.write(out.resolve("events.csv"));
        LabelCsv.write(log.labels(), out.resolve("labels.csv"));
        console.say(
                "%s: %,d events of %,d users on %,d days, %,d of them anomalous, written to %s",
                kind,
                log.events().size(),
                options.users().size(),
                options.days(),
                options.anomalousEvents(),
                SafeText.of(out.toString()));
    }

    private SyntheticSecurityLogOptions securityLogOptions() {
        SyntheticSecurityLogOptions defaults = SyntheticSecurityLogOptions.defaults();
        SyntheticSecurityLogOptions options = defaults.withSeed(seed)
                .withDays(start, orElse(days, defaults.days()))
                .withEvents(orElse(events, defaults.normalEvents()), orElse(attacks, defaults.anomalousEvents()));
        if (actors == null) {
            return options;
        }
        if (actors < 1) {
            throw new IllegalArgumentException("--actors must be >= 1, but was " + actors);
        }
        return options.withUsers(IntStream.rangeClosed(1, actors)
                .mapToObj(number -> "user" + number)
                .toList());
    }

    private void baseFeatures(SyntheticOrganisationOptions options, Console console) throws IOException {
        SyntheticOrganisation organisation = SyntheticOrganisation.generate(options);
        Files.createDirectories(out);
        FeatureCsv.write(organisation.baseFeatures(), out.resolve("base.csv"));
        LabelCsv.write(organisation.labels(), out.resolve("labels.csv"));
        console.say(
                "%s: %,d rows of %,d actors over %,d days, %,d injected attacks, written to %s",
                kind,
                organisation.baseFeatures().rowCount(),
                organisation.baseFeatures().actorCount(),
                options.days(),
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
                organisation.actors(),
                organisation.days(),
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
