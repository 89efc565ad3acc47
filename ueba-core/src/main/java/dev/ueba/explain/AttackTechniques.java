package dev.ueba.explain;

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

/**
 * Techniques of MITRE ATT&amp;CK by feature or signal, for one version of ATT&amp;CK.
 *
 * <p>The table is the resource {@code attack-techniques.tsv}. Version 19 (2026) merged T1562 and its sub-techniques into T1685
 * and T1686; both versions are there, and every technique says which it is of. Immutable and safe to share between threads.
 *
 * @see <a href="https://attack.mitre.org/resources/versions/">Versions of ATT&amp;CK</a>
 */
public final class AttackTechniques {

    /** The versions of ATT&amp;CK that are known. */
    public static final List<String> VERSIONS = List.of("18", "19");

    /** The version that is meant if none is named. */
    public static final String DEFAULT_VERSION = "19";

    private static final String RESOURCE = "attack-techniques.tsv";
    private static final String NONE = "-";
    private static final int SIGNAL = 1;
    private static final int PUBLISHED = 2;
    private static final int CONFIDENCE = 7;
    private static final int CELLS = 8;

    private final Map<String, List<AttackTechnique>> bySignal;

    private AttackTechniques(Map<String, List<AttackTechnique>> bySignal) {
        this.bySignal = Map.copyOf(bySignal);
    }

    /**
     * Returns the ids that the published auth.log detector prints; they mean the same in both versions.
     *
     * @return techniques by signal
     */
    public static AttackTechniques published() {
        return read("auth", DEFAULT_VERSION, PUBLISHED, -1);
    }

    /**
     * Returns the table for the features of GitHub audit logs in the default version.
     *
     * @return techniques by base feature
     */
    public static AttackTechniques forGitHubAudit() {
        return of("github", DEFAULT_VERSION);
    }

    /**
     * Returns the table of a source.
     *
     * @param source {@code github}, {@code auth} or {@code cloudtrail}; of others nothing is known
     * @param attackVersion one of {@link #VERSIONS}
     * @return techniques by feature or signal
     * @throws IllegalArgumentException if the version is not known
     */
    public static AttackTechniques of(String source, String attackVersion) {
        int primary = PUBLISHED + 1 + 2 * indexOfVersion(attackVersion);
        return read(source, attackVersion, primary, primary + 1);
    }

    /** Returns the place of a version among {@link #VERSIONS}; others are refused. */
    static int indexOfVersion(String attackVersion) {
        int version = VERSIONS.indexOf(attackVersion);
        if (version < 0) {
            throw new IllegalArgumentException(
                    "the version of ATT&CK must be one of " + VERSIONS + ", but was '" + attackVersion + "'");
        }
        return version;
    }

    /** Returns the names of all techniques of the table, by id. */
    static Map<String, String> names() {
        return names(lines());
    }

    /**
     * Returns the techniques of a feature or signal.
     *
     * @param signal name of a base feature or signal
     * @return the primary ones first; empty if the table does not know it, or there is none
     */
    public List<AttackTechnique> of(String signal) {
        return bySignal.getOrDefault(signal, List.of());
    }

    private static AttackTechniques read(String source, String attackVersion, int primary, int alternate) {
        List<String[]> lines = lines();
        Map<String, String> names = names(lines);
        Map<String, List<AttackTechnique>> bySignal = new HashMap<>();
        for (String[] cells : lines) {
            if (cells[0].equals(source) && cells.length == CELLS) {
                AttackTechnique.Confidence confidence = confidence(cells[CONFIDENCE]);
                List<AttackTechnique> techniques = new ArrayList<>();
                addTo(techniques, cells[primary], names, attackVersion, false, confidence);
                if (alternate >= 0) {
                    addTo(techniques, cells[alternate], names, attackVersion, true, confidence);
                }
                bySignal.put(cells[SIGNAL], List.copyOf(techniques));
            }
        }
        return new AttackTechniques(bySignal);
    }

    private static Map<String, String> names(List<String[]> lines) {
        Map<String, String> names = new HashMap<>();
        for (String[] cells : lines) {
            if (cells[0].equals("name")) {
                names.put(cells[1], cells[2]);
            }
        }
        return names;
    }

    private static AttackTechnique.Confidence confidence(String cell) {
        return switch (cell) {
            case "rule" -> AttackTechnique.Confidence.RULE;
            case "near" -> AttackTechnique.Confidence.NEAR;
            case "own" -> AttackTechnique.Confidence.OWN;
            case NONE -> AttackTechnique.Confidence.UNRATED;
            default -> throw new IllegalStateException(RESOURCE + " has the confidence '" + cell + "'");
        };
    }

    private static void addTo(
            List<AttackTechnique> techniques,
            String ids,
            Map<String, String> names,
            String attackVersion,
            boolean alternate,
            AttackTechnique.Confidence confidence) {
        if (!ids.equals(NONE)) {
            for (String id : ids.split(" ", -1)) {
                String name = Objects.requireNonNull(names.get(id), () -> RESOURCE + " has no name for " + id);
                techniques.add(new AttackTechnique(id, name, attackVersion, alternate, confidence));
            }
        }
    }

    private static List<String[]> lines() {
        try (InputStream in = Objects.requireNonNull(
                        AttackTechniques.class.getResourceAsStream(RESOURCE), () -> RESOURCE + " is missing");
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
