package dev.ueba.cli;

import dev.ueba.feature.CsvOutput;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureTable;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ueba features}: raw logs to base features. */
@Command(name = "features", description = "Counts base features per actor and day in raw GitHub audit logs.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class FeaturesCommand extends UebaCommand {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--github-audit",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Raw GitHub audit logs: files, folders or globs; JSON lines, arrays or envelopes, plain or gzip.")
    private List<String> githubAudit;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "CSV",
            description = "The base features; '-' writes to standard output.")
    private String out;

    @Option(
            names = "--extended",
            description = "Add pushes, repositories new to the actor, and use of busy repositories.")
    private boolean extended;

    @Option(names = "--from", paramLabel = "DAY", description = "First day; default: the first day with an event.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day; default: the last day with an event.")
    private @Nullable LocalDate to;

    @Mixin
    private GitHubAuditInput input;

    @Option(
            names = "--lenient",
            description = "Has no effect here: records that cannot be read are always counted and reported.")
    @SuppressWarnings("UnusedVariable") // accepted wherever something is read, so that scripts may always give it
    private boolean lenient;

    @Override
    void run(Console console) throws IOException {
        if (from != null && to != null && to.isBefore(from)) {
            throw wrongUsage("--to must not lie before --from");
        }
        FeatureTable table = GitHubAuditInput.read(input.open(githubAudit, extended), from, to, console);
        if (out.equals(STANDARD_OUTPUT)) {
            try (CsvOutput csv = new CsvOutput(console.data(), false)) {
                FeatureCsv.write(table, csv);
            }
            console.requireDataWritten();
        } else {
            FeatureCsv.write(table, Path.of(out));
        }
        console.say("written to %s", out.equals(STANDARD_OUTPUT) ? "standard output" : SafeText.of(out));
    }
}
