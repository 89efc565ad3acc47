package dev.ueba.cli;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureCsvReading;
import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say which base features to read, and how. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TableInput {

    @Option(
            names = "--base",
            required = true,
            paramLabel = "CSV",
            description = "Base features, one row per actor and day; plain or gzip.")
    private Path base;

    @Option(
            names = "--pandas-missing",
            description =
                    "Read NA, null, nan and the like, and empty cells, as missing, as the original does: such an actor is"
                            + " nobody, such a number cannot be scored.")
    private boolean pandasMissing;

    @Option(names = "--lenient", description = "Leave bad rows out and report them instead of refusing the file.")
    private boolean lenient;

    /** Reads the table and says what was read. */
    FeatureTable read(Console console) throws IOException {
        FeatureCsvOptions options = FeatureCsvOptions.forGitHubAudit()
                .withPandasMissing(pandasMissing)
                .withLenient(lenient);
        FeatureCsvReading reading = FeatureCsv.readReported(
                base, options, (rows, bytes) -> console.tick("reading %s: %,d rows so far", name(), rows));
        FeatureTable table = reading.table();
        console.say(
                "read %s: %s, %s, %s",
                name(),
                Counted.of(table.rowCount(), "row"),
                Counted.of(table.actorCount(), "actor"),
                table.dayRange().map(TableInput::days).orElse("no days"));
        RefusedRows.report(console, reading.rowsRead(), reading.rowsRefused(), reading.firstRefused());
        table.schema().features().stream()
                .filter(feature -> feature.startsWith("zscore_") || feature.startsWith("modzscore_"))
                .findFirst()
                .ifPresent(feature -> console.say(
                        "warning: column '%s' looks like a derived one; base features should not contain deviations",
                        SafeText.of(feature)));
        return table;
    }

    private String name() {
        return SafeText.of(base.toString());
    }

    private static String days(DayRange range) {
        return range.from() + " to " + range.last() + " (" + Counted.of(range.dayCount(), "day") + ")";
    }
}
