package dev.ueba.cli;

import dev.ueba.feature.FeatureFormatException;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the e-mail addresses of actors: a CSV with the columns {@code actor,email}. */
final class EmailCsv {

    private EmailCsv() {}

    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> emails = new HashMap<>();
        for (TextCsv.Row row : TextCsv.read(file, List.of("actor", "email"), List.of())) {
            String known = emails.putIfAbsent(row.cells().get(0), row.cells().get(1));
            if (known != null && !known.equals(row.cells().get(1))) {
                throw new FeatureFormatException(file + ", line " + row.line() + ": the actor '"
                        + row.cells().get(0) + "' has two different addresses; keep one");
            }
        }
        return emails;
    }
}
