package dev.ueba.cli;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureCsvReading;
import dev.ueba.feature.FeatureTable;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say how a CSV of base features is read. */
final class TableReading {

    @Option(
            names = "--pandas-missing",
            description =
                    "Read NA, null, nan and the like, and empty cells, as missing, as the original does: such an actor is"
                            + " nobody, such a number cannot be scored.")
    private boolean pandasMissing;

    @Option(names = "--lenient", description = "Leave bad rows out and report them instead of refusing the file.")
    private boolean lenient;

    /** Reads the table and says what was read. */
    FeatureTable read(Path base, Console console) throws IOException {
        String name = SafeText.of(base.toString());
        FeatureCsvOptions options = FeatureCsvOptions.forGitHubAudit()
                .withPandasMissing(pandasMissing)
                .withLenient(lenient);
        FeatureCsvReading reading = FeatureCsv.readReported(
                base, options, (rows, bytes) -> console.tick("reading %s: %,d rows so far", name, rows));
        FeatureTable table = reading.table();
        console.say(
                "read %s: %s, %s, %s",
                name,
                Counted.of(table.rowCount(), "row"),
                Counted.of(Summaries.actorCount(table), "actor"),
                table.dayRange().map(TableReading::days).orElse("no days"));
        RefusedRows.report(console, reading.rowsRead(), reading.rowsRefused(), reading.firstRefused());
        table.schema().features().stream()
                .filter(feature -> feature.startsWith("zscore_") || feature.startsWith("modzscore_"))
                .findFirst()
                .ifPresent(feature -> console.say(
                        "warning: column '%s' looks like a derived one; base features should not contain deviations",
                        SafeText.of(feature)));
        return table;
    }

    private static String days(DayRange range) {
        return range.from() + " to " + range.last() + " (" + Counted.of(range.dayCount(), "day") + ")";
    }
}
