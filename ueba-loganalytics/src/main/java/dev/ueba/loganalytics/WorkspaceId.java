package dev.ueba.loganalytics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The id of a Log Analytics workspace: a GUID, as the portal shows it on the workspace's overview.
 *
 * @param text 36 characters, digits and the letters a to f in groups of 8, 4, 4, 4 and 12; kept in lower case
 */
public record WorkspaceId(String text) {

    /** The variable, in the environment or in a {@code .env} file, that names a workspace. */
    public static final String VARIABLE = "AZ_WORKSPACE_ID";

    private static final int LENGTH = 36;

    public WorkspaceId {
        text = text.strip().toLowerCase(Locale.ROOT);
        if (!isGuid(text)) {
            // The text is not repeated: people paste keys by mistake.
            throw new IllegalArgumentException("the id of a workspace is a GUID such as"
                    + " 00000000-0000-0000-0000-000000000000, but what was given (" + text.length()
                    + " characters) is not one; the portal shows it on the workspace's overview");
        }
    }

    private static boolean isGuid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (dash ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the workspace that is given, or else the one that {@value #VARIABLE} names in the environment, or else in a
     * {@code .env} file.
     *
     * <p>Of the file, lines {@code NAME=value} are understood, perhaps with {@code export} before and one pair of quotes around
     * the value; {@code #} begins a comment. Values are taken as they are written: no escapes, no variables in them. What a line
     * of another form means is not looked at; the last line with the name counts. At most 64 KiB.
     *
     * @param given as typed, or null if nothing was
     * @param environment such as {@link System#getenv()}
     * @param dotEnv the file, which need not exist
     * @return the workspace
     * @throws IllegalArgumentException if what is found first is not a GUID, or nothing is found
     * @throws IOException if the file exists, but is too long or cannot be read
     */
    public static WorkspaceId find(@Nullable String given, Map<String, String> environment, Path dotEnv)
            throws IOException {
        if (given != null) {
            return new WorkspaceId(given);
        }
        String variable = environment.get(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return named("the environment variable " + VARIABLE, variable);
        }
        String line = DotEnvFile.read(dotEnv).get(VARIABLE);
        if (line != null && !line.isBlank()) {
            return named(VARIABLE + " in " + dotEnv, line);
        }
        throw new IllegalArgumentException("there is no workspace to ask: give its id, or set " + VARIABLE
                + " in the environment or in the file " + dotEnv);
    }

    private static WorkspaceId named(String place, String value) {
        try {
            return new WorkspaceId(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
