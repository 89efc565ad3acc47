package dev.ueba.explain;

import dev.ueba.feature.FeatureFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The combinations that stand for more than their parts. Context, never evidence.
 *
 * <p>The built-in table is the resource {@code attack-patterns.tsv} of this package; a copy of it, edited, can take its place. Each
 * line has the techniques of both versions of ATT&amp;CK that {@link AttackTechniques#VERSIONS} names. Immutable and safe to share
 * between threads.
 */
public final class AttackPatterns {

    private static final String RESOURCE = "attack-patterns.tsv";
    private static final int LARGEST_FILE = 1 << 20;
    private static final AttackPatterns NONE = new AttackPatterns(List.of());

    private final List<AttackPattern> patterns;

    private AttackPatterns(List<AttackPattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * Returns the built-in table with the techniques of the default version of ATT&amp;CK.
     *
     * @return patterns of GitHub audit logs
     */
    public static AttackPatterns defaults() {
        return defaults(AttackTechniques.DEFAULT_VERSION);
    }

    /**
     * Returns the built-in table.
     *
     * @param attackVersion one of {@link AttackTechniques#VERSIONS}
     * @return patterns of GitHub audit logs
     * @throws IllegalArgumentException if the version is not known
     */
    public static AttackPatterns defaults(String attackVersion) {
        try (InputStream in = Objects.requireNonNull(AttackPatterns.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new AttackPatterns(PatternTable.read(in, RESOURCE, attackVersion));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Returns an empty table: nothing is looked for.
     *
     * @return no patterns
     */
    public static AttackPatterns none() {
        return NONE;
    }

    /**
     * Returns a table of chosen patterns.
     *
     * @param patterns in the order in which matches are told
     * @return the table
     * @throws IllegalArgumentException if two have the same name
     */
    public static AttackPatterns of(List<AttackPattern> patterns) {
        Set<String> names = new HashSet<>();
        for (AttackPattern pattern : patterns) {
            if (!names.add(pattern.name())) {
                throw new IllegalArgumentException("the pattern '" + pattern.name() + "' occurs twice");
            }
        }
        return new AttackPatterns(patterns);
    }

    /**
     * Reads a table with the techniques of the default version of ATT&amp;CK.
     *
     * @param file UTF-8; eight cells a line, separated by tabs, as the head of the built-in table says
     * @return the table
     * @throws FeatureFormatException if a line is not such a line, with its number
     * @throws IOException if it cannot be read
     */
    public static AttackPatterns read(Path file) throws IOException {
        return read(file, AttackTechniques.DEFAULT_VERSION);
    }

    /**
     * Reads a table.
     *
     * @param file UTF-8; eight cells a line, separated by tabs, as the head of the built-in table says
     * @param attackVersion one of {@link AttackTechniques#VERSIONS}: which of the two cells of techniques counts
     * @return the table
     * @throws FeatureFormatException if a line is not such a line, with its number
     * @throws IllegalArgumentException if the version is not known
     * @throws IOException if it cannot be read
     */
    public static AttackPatterns read(Path file, String attackVersion) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new FeatureFormatException(
                    file + ": expected a table of attack patterns of at most " + LARGEST_FILE + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new AttackPatterns(PatternTable.read(in, file.toString(), attackVersion));
        }
    }

    /**
     * Returns the patterns in their order.
     *
     * @return unmodifiable
     */
    public List<AttackPattern> patterns() {
        return patterns;
    }
}
