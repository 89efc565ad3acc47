package dev.ueba.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts programs the way a reader does: a process of its own, in a folder of its own. */
final class ChildJvm {

    private static final long LIMIT_SECONDS = 120;

    /**
     * How a process ended.
     *
     * @param exitCode 0 to 255
     * @param output both of its streams, as they came
     */
    record Result(int exitCode, String output) {}

    private ChildJvm() {}

    static String classPath() {
        // Surefire starts tests from a jar that only names the real class path.
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Returns a command line that starts Java fast; class path, main class and arguments follow. */
    static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m");
    }

    static Result runMain(Path folder, String classPath, String mainClass, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, mainClass));
        return run(folder, command);
    }

    static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after " + LIMIT_SECONDS + " s: " + command);
        }
        return new Result(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    }
}
