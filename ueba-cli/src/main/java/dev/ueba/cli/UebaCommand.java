package dev.ueba.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all subcommands share: help, the console, and the difference between wrong usage and wrong data. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli and the factory fill the fields before call
abstract class UebaCommand implements Callable<Integer>, ConsoleUser {

    @Spec
    private CommandSpec spec;

    private Console console;

    @Override
    public void useConsole(Console given) {
        this.console = given;
    }

    @Override
    public Integer call() throws IOException {
        run(console);
        return CommandLine.ExitCode.OK;
    }

    /** Does the work; throws if the input or the data is at fault. */
    abstract void run(Console output) throws IOException;

    /** Returns an exception that ends the command as wrongly used. */
    ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Returns what the supplier makes of the options; a refusal is wrong usage. */
    <T> T fromOptions(java.util.function.Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
