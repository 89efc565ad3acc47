package dev.ueba.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Techniques by signal, from the resource {@code attack-techniques.tsv}, for one version of ATT&amp;CK. Immutable. */
final class TechniqueTable {

    /** The versions that the resource knows. */
    static final List<String> VERSIONS = List.of("18", "19");

    static final String DEFAULT_VERSION = "19";

    private static final String RESOURCE = "attack-techniques.tsv";
    private static final String NONE = "-";
    private static final int SIGNAL = 1;
    private static final int PUBLISHED = 2;
    private static final int CELLS = 7;

    private final Map<String, List<TechniqueTag>> bySignal;

    private TechniqueTable(Map<String, List<TechniqueTag>> bySignal) {
        this.bySignal = Map.copyOf(bySignal);
    }

    /** Returns the ids that the published auth.log detector prints; they mean the same in both versions. */
    static TechniqueTable published() {
        return read("auth", DEFAULT_VERSION, PUBLISHED, -1);
    }

    /** Returns the table of a source, {@code auth} or {@code cloudtrail}, in a version of {@link #VERSIONS}. */
    static TechniqueTable of(String source, String attackVersion) {
        int version = VERSIONS.indexOf(attackVersion);
        if (version < 0) {
            throw new IllegalArgumentException(
                    "the version of ATT&CK must be one of " + VERSIONS + ", but was '" + attackVersion + "'");
        }
        int primary = PUBLISHED + 1 + 2 * version;
        return read(source, attackVersion, primary, primary + 1);
    }

    /** Returns the techniques of a signal, the primary ones first; none if the table does not know it. */
    List<TechniqueTag> of(String signal) {
        return bySignal.getOrDefault(signal, List.of());
    }

    private static TechniqueTable read(String source, String attackVersion, int primary, int alternate) {
        List<String[]> lines = lines();
        Map<String, String> names = new HashMap<>();
        for (String[] cells : lines) {
            if (cells[0].equals("name")) {
                names.put(cells[1], cells[2]);
            }
        }
        Map<String, List<TechniqueTag>> bySignal = new HashMap<>();
        for (String[] cells : lines) {
            if (cells[0].equals(source) && cells.length == CELLS) {
                List<TechniqueTag> tags = new ArrayList<>();
                addTo(tags, cells[primary], names, attackVersion, false);
                if (alternate >= 0) {
                    addTo(tags, cells[alternate], names, attackVersion, true);
                }
                bySignal.put(cells[SIGNAL], List.copyOf(tags));
            }
        }
        return new TechniqueTable(bySignal);
    }

    private static void addTo(
            List<TechniqueTag> tags, String ids, Map<String, String> names, String attackVersion, boolean alternate) {
        if (!ids.equals(NONE)) {
            for (String id : ids.split(" ", -1)) {
                String name = Objects.requireNonNull(names.get(id), () -> RESOURCE + " has no name for " + id);
                tags.add(new TechniqueTag(id, name, attackVersion, alternate));
            }
        }
    }

    private static List<String[]> lines() {
        try (InputStream in = Objects.requireNonNull(
                        TechniqueTable.class.getResourceAsStream(RESOURCE), () -> RESOURCE + " is missing");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
        }
    }
}
