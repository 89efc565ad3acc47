package dev.ueba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the bash blocks of a page, one after another, in one folder.
 *
 * <p>Bash itself runs them. Two words are replaced by functions: {@code java} may only start the command line, and starts it from
 * the class path of the tests instead of the jar; {@code mvn} does nothing, but its arguments must be those of one of
 * the two commands of the README, which CI runs. Files of the repository that a block names are copied to the folder first.
 */
final class ShellSamples {

    private static final Pattern EXIT = Pattern.compile("(?m)^# exits with (\\d+)$");
    private static final Pattern SECONDS = Pattern.compile("\\d+\\.\\d s\\b");
    private static final Pattern PROGRESS =
            Pattern.compile("reading .+: [\\d,]+ rows so far|[\\d,]+ events read|\\d+ of \\d+ tables");

    private static final String FUNCTIONS =
            """
            set -eu -o pipefail
            java() {
                if [ "${1-} ${2-}" != '-jar ueba-cli/target/ueba.jar' ]; then
                    echo "only 'java -jar ueba-cli/target/ueba.jar' may be started here, not: java $*"
                    exit 99
                fi
                shift 2
                command JAVA -cp 'CLASS_PATH' dev.ueba.cli.Ueba "$@"
            }
            mvn() {
                case "$*" in
                    '-q -B -DskipTests -pl ueba-cli -am package' | '-B verify') ;;
                    *) echo "CI does not run this command: mvn $*"; exit 99 ;;
                esac
            }
            """;

    /** For blocks that cannot be run here: each command of ours only shows its help, which it does for options it knows. */
    private static final String REHEARSAL =
            """
            java() {
                if [ "${1-} ${2-}" != '-jar ueba-cli/target/ueba.jar' ]; then
                    echo "only 'java -jar ueba-cli/target/ueba.jar' may be started here, not: java $*"
                    exit 99
                fi
                shift 2
                command JAVA -cp 'CLASS_PATH' dev.ueba.cli.Ueba "$@" --help >/dev/null
            }
            az() { :; }
            """;

    private final Path folder;

    ShellSamples(Path folder) {
        this.folder = folder;
    }

    void run(MarkdownPage.Block block) throws IOException, InterruptedException {
        Repository.copyNamedFiles(block.text(), folder);
        String java = ChildJvm.java().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String functions = block.compileOnly() ? FUNCTIONS + REHEARSAL : FUNCTIONS;
        String script = functions.replace("JAVA", java).replace("CLASS_PATH", ChildJvm.classPath()) + block.text();

        ChildJvm.Result result = ChildJvm.run(folder, List.of("bash", "-c", script));

        Matcher exit = EXIT.matcher(block.text());
        int expected = exit.find() ? Integer.parseInt(exit.group(1)) : 0;
        assertThat(result.exitCode()).as(result.output()).isEqualTo(expected);
        block.output()
                .ifPresent(output -> assertThat(comparable(result.output())).isEqualTo(comparable(output)));
    }

    /**
     * Returns the output without what differs from run to run (times; progress, which slow machines tell of) or cannot be seen
     * (blanks at the ends of lines).
     */
    static String comparable(String output) {
        String timeless = SECONDS.matcher(output).replaceAll("0.0 s");
        return timeless.lines()
                .filter(line -> !PROGRESS.matcher(line).matches())
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
