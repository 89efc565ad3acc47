package dev.ueba.cli;

import dev.ueba.feature.FeatureTable;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private TableReading reading;

    /** Reads the table and says what was read. */
    FeatureTable read(Console console) throws IOException {
        return reading.read(base, console);
    }
}
