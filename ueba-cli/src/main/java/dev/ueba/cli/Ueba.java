package dev.ueba.cli;

import dev.ueba.report.SafeText;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code ueba}.
 *
 * <p>Exit codes: 0 done, 1 the input or the data is at fault, 2 wrong usage, 3 a bug.
 */
@Command(
        name = "ueba",
        description = "Finds the people, tokens and machines that behave unlike themselves or unlike everyone else.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DetectCommand.class,
            FeaturesCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            DailyCommand.class,
            EventsCommand.class,
            ForestCommand.class,
            InvestigateCommand.class,
            EvaluateCommand.class,
            AuditCommand.class,
            BacktestCommand.class,
            GenerateCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done (anomalies found or not)",
            "1:the input or the data is at fault",
            "2:wrong usage",
            "3:a bug in this program"
        })
public final class Ueba implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Creates the command; picocli fills the rest. */
    @SuppressWarnings("NullAway.Init") // picocli injects spec before run
    public Ueba() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments as typed
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /**
     * Runs the command.
     *
     * @param out where data goes, if {@code --out -} asks for it
     * @param err where progress, summaries and errors go
     * @param arguments as typed
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return run(out, err, LogAnalyticsAccess.system(), arguments);
    }

    static int run(PrintStream out, PrintStream err, LogAnalyticsAccess access, String... arguments) {
        PrintWriter errors = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
        PrintWriter help = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
        Console console = new Console(out, errors);
        CommandLine commandLine = new CommandLine(new Ueba(), new CommandFactory(console, access))
                .setOut(help)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Ueba::wrongUsage)
                .setExecutionExceptionHandler((exception, command, parsed) -> Failures.report(exception, errors));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int wrongUsage(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        PrintWriter errors = command.getErr();
        errors.println(
                "ueba: " + SafeText.of(String.valueOf(exception.getMessage()).replaceFirst("^Error: ", "")) + "; see '"
                        + command.getCommandSpec().qualifiedName() + " --help'");
        return CommandLine.ExitCode.USAGE;
    }
}
