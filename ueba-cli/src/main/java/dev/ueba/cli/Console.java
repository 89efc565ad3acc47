package dev.ueba.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Where a command talks: data to standard output if asked for, everything else to standard error. */
final class Console {

    private static final long NANOS_BETWEEN_TICKS = 2_000_000_000L;

    private final PrintStream data;
    private final PrintWriter messages;
    private long lastTick = System.nanoTime();

    Console(PrintStream data, PrintWriter messages) {
        this.data = data;
        this.messages = messages;
    }

    /** Returns the stream of {@code --out -}. */
    PrintStream data() {
        return data;
    }

    /** Throws if what went to {@link #data} did not arrive. */
    void requireDataWritten() throws IOException {
        if (data.checkError()) {
            throw new IOException("standard output was closed before all results were written");
        }
    }

    /** Prints a line; arguments are numbers or text that is already safe. */
    void say(String format, Object... arguments) {
        messages.println(String.format(Locale.ROOT, format, arguments).stripTrailing());
    }

    /** Prints a line about long work, but not more often than every two seconds. */
    void tick(String format, Object... arguments) {
        long now = System.nanoTime();
        if (now - lastTick >= NANOS_BETWEEN_TICKS) {
            lastTick = now;
            say(format, arguments);
        }
    }
}
