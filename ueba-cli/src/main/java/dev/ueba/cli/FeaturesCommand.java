package dev.ueba.cli;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import dev.ueba.loganalytics.LogAnalyticsFeatureSource;
import dev.ueba.loganalytics.LogAnalyticsOptions;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba features}: raw logs, or a Log Analytics workspace, to base features. */
@Command(
        name = "features",
        description =
                "Counts base features per actor and day in GitHub audit logs: raw files, or an Azure Log Analytics"
                        + " workspace.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class FeaturesCommand extends UebaCommand {

    private static final String STANDARD_OUTPUT = "-";

    private LogAnalyticsAccess access = LogAnalyticsAccess.system();

    /** Where the logs are: one of the two. */
    static final class Source {

        @Option(
                names = "--github-audit",
                required = true,
                arity = "1..*",
                paramLabel = "PATH",
                description =
                        "Raw GitHub audit logs: files, folders or globs; JSON lines, arrays or envelopes, plain or gzip.")
        private @Nullable List<String> githubAudit;

        @Option(
                names = "--workspace",
                required = true,
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "GUID",
                description =
                        "A Log Analytics workspace with the functions of kql-functions; without a value, the one that"
                                + " AZ_WORKSPACE_ID names in the environment or in the file .env. Log in with 'az login'.")
        private @Nullable String workspace;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Source source;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "CSV",
            description =
                    "The base features; '-' writes to standard output, a folder takes v3-ml-features-YYYYMMDD.csv with the last"
                            + " day.")
    private String out;

    @Option(
            names = "--extended",
            description = "Add pushes, repositories new to the actor, and use of busy repositories.")
    private boolean extended;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "First day; default: the first day with an event, Log Analytics: 180 days before the last.")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "Last day; default: the last day with an event, Log Analytics: yesterday (UTC).")
    private @Nullable LocalDate to;

    @Mixin
    private GitHubAuditInput input;

    @Mixin
    private LogAnalyticsInput logAnalytics;

    @Option(
            names = "--lenient",
            description = "Has no effect here: records that cannot be read are always counted and reported.")
    @SuppressWarnings("UnusedVariable") // accepted wherever something is read, so that scripts may always give it
    private boolean lenient;

    void useAccess(LogAnalyticsAccess given) {
        this.access = given;
    }

    @Override
    void run(Console console) throws IOException {
        if (from != null && to != null && to.isBefore(from)) {
            throw wrongUsage("--to must not lie before --from");
        }
        FeatureTable table = source.workspace == null
                ? readRawLogs(Objects.requireNonNull(source.githubAudit), console)
                : readWorkspace(source.workspace, console);
        Path file = Path.of(out);
        if (out.equals(STANDARD_OUTPUT)) {
            try (CsvOutput csv = new CsvOutput(console.data(), false)) {
                FeatureCsv.write(table, csv);
            }
            console.requireDataWritten();
        } else {
            if (Files.isDirectory(file)) {
                file = file.resolve(LogAnalyticsFeatureSource.defaultFileName(table.dayRange()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there are no rows to name a file in " + out + " after; give the name of a file"))));
            }
            FeatureCsv.write(table, file);
        }
        console.say("written to %s", out.equals(STANDARD_OUTPUT) ? "standard output" : SafeText.of(file.toString()));
    }

    private FeatureTable readRawLogs(List<String> paths, Console console) throws IOException {
        if (logAnalytics.isUsed()) {
            throw wrongUsage("--chunk-days, --deadline and --refuse-quiet-days are for --workspace");
        }
        return GitHubAuditInput.read(input.open(paths, extended), from, to, console);
    }

    private FeatureTable readWorkspace(String workspace, Console console) throws IOException {
        if (extended || input.isMoreThanBots()) {
            throw wrongUsage("--extended, --past-only, --hour-habits and --zone are for --github-audit");
        }
        LogAnalyticsOptions options = fromOptions(() -> logAnalytics.options(input.keepBots()));
        DayRange range = fromOptions(
                () -> LogAnalyticsInput.range(from, to, access.today().get()));
        return LogAnalyticsInput.read(access, workspace, options, range, console);
    }
}
