package dev.ueba.cli;

import dev.ueba.SensitiveFinding;
import dev.ueba.feature.CsvOutput;
import dev.ueba.novelty.Surprise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the sensitive actions of the scored days. */
final class FindingsCsv {

    private FindingsCsv() {}

    /** Writes one line for each finding, in order; replaces the file as a whole. */
    static void write(List<SensitiveFinding> findings, Path file) throws IOException {
        // For people with spreadsheets: cells that begin like a formula are neutralised.
        CsvOutput.writeFile(file, true, csv -> {
            for (String column : List.of(
                    "actor",
                    "day",
                    "feature",
                    "count",
                    "severity",
                    "days_since",
                    "risk",
                    "alert",
                    "technique",
                    "why")) {
                csv.text(column);
            }
            csv.endRow();
            for (SensitiveFinding finding : findings) {
                boolean never = finding.daysSince() == Surprise.NEVER;
                csv.text(finding.actor())
                        .day(Math.toIntExact(finding.day().toEpochDay()))
                        .text(finding.action().feature())
                        .real(finding.count())
                        .text(finding.action().severity().toString())
                        .text(never ? "" : Integer.toString(finding.daysSince()))
                        .real(finding.risk())
                        .truth(finding.alert())
                        .text(finding.action().technique())
                        .text(finding.action().why());
                csv.endRow();
            }
        });
    }
}
