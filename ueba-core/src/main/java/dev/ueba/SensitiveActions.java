package dev.ueba;

import dev.ueba.feature.FeatureFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The actions that are reported whatever the scores say: rules for what should hardly ever happen, statistics for the rest.
 *
 * <p>The built-in table is the resource {@code sensitive-actions.tsv} of this package; a copy of it, edited, can take its place.
 * Immutable; equal if the actions are, in the same order.
 */
public final class SensitiveActions {

    private static final String RESOURCE = "sensitive-actions.tsv";
    private static final int LARGEST_FILE = 1 << 20;
    private static final int CELLS = 4;
    private static final SensitiveActions NONE = new SensitiveActions(List.of());

    private final List<SensitiveAction> actions;

    private SensitiveActions(List<SensitiveAction> actions) {
        this.actions = List.copyOf(actions);
    }

    /**
     * Returns the built-in table.
     *
     * @return actions of GitHub audit logs
     */
    public static SensitiveActions defaults() {
        try (InputStream in = Objects.requireNonNull(SensitiveActions.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return read(in, RESOURCE);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Returns an empty table: nothing is reported for its own sake.
     *
     * @return no actions
     */
    public static SensitiveActions none() {
        return NONE;
    }

    /**
     * Returns a table of chosen actions.
     *
     * @param actions one for each feature at most
     * @return the table
     * @throws IllegalArgumentException if two are of the same feature
     */
    public static SensitiveActions of(List<SensitiveAction> actions) {
        Set<String> features = new HashSet<>();
        for (SensitiveAction action : actions) {
            if (!features.add(action.feature())) {
                throw new IllegalArgumentException("the feature '" + action.feature() + "' occurs twice");
            }
        }
        return new SensitiveActions(actions);
    }

    /**
     * Reads a table.
     *
     * @param file UTF-8; four cells a line, separated by tabs: feature, severity, technique (or "-"), why; blank lines and lines
     *     that begin with # are passed over
     * @return the table
     * @throws FeatureFormatException if a line is not such a line, with its number
     * @throws IOException if it cannot be read
     */
    public static SensitiveActions read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new FeatureFormatException(
                    file + ": expected a table of sensitive actions of at most " + LARGEST_FILE + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    private static SensitiveActions read(InputStream in, String name) throws IOException {
        List<SensitiveAction> actions = new ArrayList<>();
        Set<String> features = new HashSet<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                SensitiveAction action = parse(line, name + ", line " + number + ": ");
                if (!features.add(action.feature())) {
                    throw new FeatureFormatException(name + ", line " + number + ": the feature '" + action.feature()
                            + "' occurs twice; give each one line");
                }
                actions.add(action);
            }
        } catch (CharacterCodingException e) {
            throw new FeatureFormatException(name + ": expected UTF-8 text", e);
        }
        return new SensitiveActions(actions);
    }

    private static SensitiveAction parse(String line, String where) throws FeatureFormatException {
        String[] cells = line.split("\t", -1);
        if (cells.length != CELLS) {
            throw new FeatureFormatException(
                    where + "expected four cells separated by tabs (feature, severity, technique, why), found "
                            + cells.length);
        }
        for (Severity severity : Severity.values()) {
            if (severity.toString().equals(cells[1])) {
                if (cells[0].isBlank() || cells[3].isBlank()) {
                    throw new FeatureFormatException(where + "the feature and the reason must not be blank");
                }
                return new SensitiveAction(cells[0], severity, cells[2].equals("-") ? "" : cells[2], cells[3]);
            }
        }
        throw new FeatureFormatException(where + "the severity must be informational, low, medium or high");
    }

    /**
     * Returns the actions in their order.
     *
     * @return unmodifiable
     */
    public List<SensitiveAction> actions() {
        return actions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SensitiveActions table && table.actions.equals(actions);
    }

    @Override
    public int hashCode() {
        return actions.hashCode();
    }

    @Override
    public String toString() {
        return "table of " + actions.size() + " actions";
    }
}
