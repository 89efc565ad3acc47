package dev.ueba.loganalytics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A small subset of {@code .env} files, see {@link WorkspaceId#find}. Messages never hold a value. */
final class DotEnvFile {

    static final int MAX_BYTES = 1 << 16;

    private DotEnvFile() {}

    /** Returns the values by name; none if there is no such file. */
    static Map<String, String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(file + ": expected a file of at most " + MAX_BYTES + " bytes, but it is longer");
        }
        Map<String, String> values = new HashMap<>();
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> readLine(line, values));
        return values;
    }

    private static void readLine(String line, Map<String, String> values) {
        String text = line.strip();
        if (text.startsWith("\ufeff")) {
            text = text.substring(1).strip();
        }
        if (text.startsWith("export ")) {
            text = text.substring("export ".length()).strip();
        }
        int equals = text.indexOf('=');
        if (equals < 1 || text.startsWith("#")) {
            return;
        }
        values.put(
                text.substring(0, equals).strip(),
                value(text.substring(equals + 1).strip()));
    }

    private static String value(String text) {
        if (!text.isEmpty() && (text.charAt(0) == '"' || text.charAt(0) == '\'')) {
            int end = text.indexOf(text.charAt(0), 1);
            // A quote that does not end makes a value that is no GUID, which is then refused.
            return end < 0 ? text : text.substring(1, end);
        }
        int comment = text.indexOf(" #");
        return comment < 0 ? text : text.substring(0, comment).strip();
    }
}
