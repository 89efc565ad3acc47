package dev.ueba.logs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds large reference sets that are not part of the sources, as the class of that name in the tests of ueba-core. Tests that
 * want them are skipped where they are missing.
 */
public final class SharedData {

    private SharedData() {}

    /**
     * Returns something in the folder that the system property {@code ueba.shared} or the environment variable
     * {@code UEBA_SHARED} names, or in a folder {@code shared} with a {@code reference} inside, beside or above the working
     * directory.
     */
    public static Optional<Path> find(String path) {
        return folder().map(shared -> shared.resolve(path)).filter(Files::exists);
    }

    /** Returns something in the folder; ends the test as skipped if it is not there. */
    public static Path orSkip(String path) {
        Optional<Path> found = find(path);
        Assumptions.assumeTrue(found.isPresent(), "the shared data sets are not here");
        return found.orElseThrow();
    }

    /** Returns the folder. */
    public static Optional<Path> folder() {
        String named = System.getProperty("ueba.shared", System.getenv("UEBA_SHARED"));
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path shared = at.resolve("shared");
            if (Files.isDirectory(shared.resolve("reference"))) {
                return Optional.of(shared);
            }
        }
        return Optional.empty();
    }
}
