package dev.ueba.cli;

import dev.ueba.AnomalyResults;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where scored rows go. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ResultsOutput {

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "CSV",
            description = "The results, lowest score first; '-' writes to standard output.")
    private String out;

    @Option(
            names = "--spreadsheet-safe",
            description = "Put an apostrophe before text that a spreadsheet would run as a formula.")
    private boolean spreadsheetSafe;

    void write(Console console, AnomalyResults results) throws IOException {
        if (out.equals(STANDARD_OUTPUT)) {
            results.writeCsv(console.data(), spreadsheetSafe);
            console.requireDataWritten();
        } else {
            results.writeCsv(Path.of(out), spreadsheetSafe);
        }
        Summaries.results(console, results, out.equals(STANDARD_OUTPUT) ? "standard output" : out);
    }
}
