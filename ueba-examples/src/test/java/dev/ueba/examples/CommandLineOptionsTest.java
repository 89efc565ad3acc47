package dev.ueba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.cli.Ueba;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/command-line.md to what the program's own help says, and all other pages to options that exist. */
class CommandLineOptionsTest {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+) {2,}");
    private static final Set<String> EVERYWHERE = Set.of("--help", "--version");

    static Set<String> commands() {
        Set<String> commands = matches(COMMAND, help("--help"), 1);
        assertThat(commands).contains("detect", "generate");
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void section_ofCommand_namesExactlyItsOptions(String command) throws IOException {
        Set<String> options = matches(OPTION, optionsOf(help(command, "--help")), 0);
        options.removeAll(EVERYWHERE);
        String section = MarkdownPage.read("docs/command-line.md", Repository.resolve("docs/command-line.md"))
                .section("## ueba " + command);

        Set<String> described = matches(OPTION, section, 0);

        assertThat(described).isEqualTo(options);
    }

    @Test
    void options_onUserPages_exist() throws IOException {
        Set<String> known = new TreeSet<>(EVERYWHERE);
        for (String command : commands()) {
            known.addAll(matches(OPTION, optionsOf(help(command, "--help")), 0));
        }
        for (MarkdownPage page : Repository.pages()) {
            // The libraries, the measurements, the decisions and the page about Spark speak of other programs too.
            if (!page.name().matches("docs/(dependencies|performance|spark|decisions/.*)\\.md")) {
                assertThat(known).as(page.name()).containsAll(matches(OPTION, Files.readString(page.file()), 0));
            }
        }
    }

    private static String help(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            assertThat(Ueba.run(stream, stream, arguments)).isZero();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Returns the names at the beginning of the lines of a help text; descriptions may speak of other commands. */
    private static String optionsOf(String help) {
        Matcher names = Pattern.compile("(?m)^  (?:-\\w,|   ) (--[a-z-]+)").matcher(help);
        return names.results().map(found -> found.group(1)).reduce("", (a, b) -> a + " " + b);
    }

    private static Set<String> matches(Pattern pattern, String text, int group) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(group)));
        return found;
    }
}
