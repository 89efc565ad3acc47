package dev.ueba.logs.github;

import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads files one after the other, with the same buffers. Not thread-safe. */
final class FileEvents {

    private final RecordStream records;

    FileEvents(LogLimits limits) {
        this.records = new RecordStream(limits);
    }

    /** Reads a file; broken gzip is told to the handler. */
    void read(Path file, EventHandler handler) throws IOException {
        InputStream in;
        try {
            in = LogFiles.open(file);
        } catch (EOFException | ZipException e) {
            handler.unreadable(1, "the gzip data is cut off or damaged at its beginning");
            return;
        }
        try (in) {
            records.read(in, handler);
        }
    }
}
