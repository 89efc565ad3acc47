package dev.ueba.cli;

import dev.ueba.event.EntityAnomalyLookup;
import dev.ueba.event.EntityLookupOptions;
import dev.ueba.event.EntityLookupResult;
import dev.ueba.event.EntityMatch;
import dev.ueba.event.EventQueries;
import dev.ueba.event.LocalEventQueries;
import dev.ueba.event.TimeRange;
import dev.ueba.loganalytics.LogAnalyticsEventQueries;
import dev.ueba.loganalytics.WorkspaceId;
import dev.ueba.logs.LogKind;
import dev.ueba.report.InvestigationReport;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ueba investigate}: what else was odd about an entity around an alert. */
@Command(
        name = "investigate",
        description = "Finds what else was odd about a user, an address or a host around the time of an alert.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class InvestigateCommand extends UebaCommand {

    private LogAnalyticsAccess access = LogAnalyticsAccess.system();

    @Option(names = "--entity", required = true, paramLabel = "NAME", description = "Who is looked for.")
    private String entity;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "When the alert was: 2026-01-04T14:20:00Z, a local time 2026-01-04T14:20, or a whole day"
                    + " 2026-01-04.")
    private String at;

    /** Where the events are: one of the two. */
    static final class Source {

        @Option(
                names = "--events",
                required = true,
                arity = "1..*",
                paramLabel = "PATH",
                description = "Log files, folders or globs, plain or gzip; one table for each kind of log.")
        private @Nullable List<String> events;

        @Option(
                names = "--workspace",
                required = true,
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "GUID",
                description = "A Log Analytics workspace; without a value, the one that AZ_WORKSPACE_ID names in the"
                        + " environment or in the file .env. Log in with 'az login'.")
        private @Nullable String workspace;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    @Option(
            names = "--tables",
            split = ",",
            paramLabel = "A,B",
            description = "Tables to look into; default: all of the source. Files: named after the kind of log.")
    private List<String> tables = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Kind of all files: ${COMPLETION-CANDIDATES}; default: told by the content of each.")
    private @Nullable LogKind kind;

    @Option(
            names = "--match",
            defaultValue = "equals-ignore-case",
            converter = MatchConverter.class,
            paramLabel = "MODE",
            description = "How texts are compared with the name: ${COMPLETION-CANDIDATES}.")
    private EntityMatch.Mode match;

    @Option(
            names = "--days",
            defaultValue = "30",
            paramLabel = "N",
            description = "How many days before that of the alert are its history.")
    private int days;

    @Option(
            names = "--zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "Where days begin, and of times without a zone, in --at and in logs.")
    private ZoneId zone;

    @Option(
            names = "--year",
            paramLabel = "Y",
            description = "Year of the first line of each syslog file whose lines have none; default: told from today.")
    private @Nullable Integer year;

    @Option(
            names = "--spreadsheet-safe",
            description = "Put an apostrophe before text that a spreadsheet would run as a formula.")
    private boolean spreadsheetSafe;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder for anomalies.csv, investigation.html, pictures, and related-events.csv or related-queries.txt;"
                            + " made if it is not there.")
    private Path out;

    @Override
    void run(Console console) throws IOException {
        AlertTime alert = fromOptions(() -> AlertTime.of(at, zone));
        EntityMatch wanted = fromOptions(() -> new EntityMatch(entity, match));
        EntityLookupOptions options = fromOptions(() -> EntityLookupOptions.defaults()
                .withAround(alert.around())
                .withZone(zone)
                .withTables(tables)
                .withDays(days));
        if (source.workspace == null) {
            findInFiles(Objects.requireNonNull(source.events), options, wanted, alert, console);
        } else {
            findInWorkspace(source.workspace, options, wanted, alert, console);
        }
    }

    private void findInFiles(
            List<String> files, EntityLookupOptions options, EntityMatch wanted, AlertTime alert, Console console)
            throws IOException {
        TimeRange needed = EntityAnomalyLookup.neededRange(alert.at(), options);
        LocalEventQueries local = new EventTables(zone, year, console).read(files, kind, needed);
        EntityLookupResult result = find(local, options, wanted, alert, console);
        Files.createDirectories(out);
        RelatedOutput.writeEvents(local, result.related(), out.resolve("related-events.csv"), spreadsheetSafe);
        write(result, console);
    }

    private void findInWorkspace(
            String given, EntityLookupOptions options, EntityMatch wanted, AlertTime alert, Console console)
            throws IOException {
        if (kind != null || year != null) {
            throw wrongUsage("--kind and --year are for --events");
        }
        WorkspaceId workspace = WorkspaceId.find(given.isEmpty() ? null : given, access.environment(), access.dotEnv());
        EventQueries queries = LogAnalyticsEventQueries.of(access.connect().apply(workspace));
        EntityLookupResult result = find(queries, options, wanted, alert, console);
        Files.createDirectories(out);
        write(result, console);
    }

    void useAccess(LogAnalyticsAccess given) {
        this.access = given;
    }

    /** Everything from here on is the same for any source of events. */
    private static EntityLookupResult find(
            EventQueries queries, EntityLookupOptions options, EntityMatch wanted, AlertTime alert, Console console)
            throws IOException {
        return EntityAnomalyLookup.of(queries, options)
                .withProgress((done, total, table) -> {
                    if (total > 1) {
                        console.tick("%d of %d tables", done, total);
                    }
                })
                .find(wanted, alert.at());
    }

    private void write(EntityLookupResult result, Console console) throws IOException {
        result.writeCsv(out.resolve("anomalies.csv"), spreadsheetSafe);
        RelatedOutput.writeQueries(result, out.resolve("related-queries.txt"));
        InvestigationReport report = InvestigationReport.of(result);
        int pictures = report.writePictures(out).size();
        report.writeHtml(out.resolve("investigation.html"));
        InvestigationSummary.print(console, result);
        console.say(
                "%s and %s written to %s",
                Counted.of(result.anomalies().size(), "value"),
                Counted.of(pictures, "picture"),
                SafeText.of(out.toString()));
    }
}
