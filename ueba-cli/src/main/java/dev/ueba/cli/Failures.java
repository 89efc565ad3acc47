package dev.ueba.cli;

import dev.ueba.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ExitCode;

/** Turns what went wrong into one line and an exit code. */
final class Failures {

    private static final int BAD_INPUT = ExitCode.SOFTWARE;
    private static final int BUG = 3;

    private Failures() {}

    static int report(Throwable failure, PrintWriter errors) {
        if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return report(unchecked.getCause(), errors);
        }
        if (failure instanceof IOException || failure instanceof IllegalArgumentException) {
            errors.println("ueba: " + SafeText.of(message(failure)));
            return BAD_INPUT;
        }
        errors.println("ueba: this is a bug, please report it with the lines below");
        failure.printStackTrace(errors);
        return BUG;
    }

    private static String message(Throwable failure) {
        if (failure instanceof FileSystemException system) {
            String reason = system.getReason();
            if (reason != null) {
                return system.getFile() + ": " + reason;
            }
            if (failure instanceof NoSuchFileException) {
                return system.getFile() + ": there is no such file";
            }
            if (failure instanceof AccessDeniedException) {
                return system.getFile() + ": no permission to read or write it";
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
