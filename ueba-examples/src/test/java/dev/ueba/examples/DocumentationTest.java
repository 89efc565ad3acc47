package dev.ueba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what README.md and the pages under docs tell their readers to run, and compares the output where it is shown.
 *
 * <p>How to write a sample:
 *
 * <ul>
 *   <li>The blocks of a page run in order and share a folder. A {@code bash} block is a script; it names files of the repository
 *       from its root.
 *   <li>A block {@code text} directly after another is its output. Times and blanks at the ends of lines do not matter.
 *   <li>A last command that is meant to fail has a line {@code # exits with 1} somewhere in its block.
 *   <li>A block {@code java} is a whole class, or the body of a method; the comment {@code <!-- compile only -->} above it keeps it
 *       from being run. Above a {@code bash} block it keeps our commands from doing more than looking at their options, and {@code az}
 *       from doing anything: for what needs a cloud.
 * </ul>
 */
class DocumentationTest {

    private static final Set<String> LANGUAGES = Set.of("", "bash", "java", "text", "csv", "xml", "python");
    private static final Pattern COORDINATES = Pattern.compile(
            "<groupId>dev.ueba</groupId>\\s*" + "<artifactId>(.*?)</artifactId>\\s*<version>(.*?)</version>");

    @TestFactory
    Stream<DynamicContainer> samples_ofEachPage_doWhatThePageSays(@TempDir Path folders) throws IOException {
        return Repository.pages().stream()
                .filter(page -> page.blocks().stream().anyMatch(DocumentationTest::isRun))
                .map(page -> DynamicContainer.dynamicContainer(page.name(), samplesOf(page, folders)));
    }

    private static boolean isRun(MarkdownPage.Block block) {
        return block.language().equals("bash") || block.language().equals("java");
    }

    private static Stream<DynamicTest> samplesOf(MarkdownPage page, Path folders) {
        Path folder = folders.resolve(page.name().replace('/', '-'));
        return page.blocks().stream()
                .filter(DocumentationTest::isRun)
                .map(block -> DynamicTest.dynamicTest(page.name() + ":" + block.line() + " " + block.language(), () -> {
                    Files.createDirectories(folder);
                    if (block.language().equals("bash")) {
                        new ShellSamples(folder).run(block);
                    } else {
                        new JavaSamples(folder).run(block);
                    }
                }));
    }

    @Test
    void blocks_ofEachPage_haveAKnownLanguage() throws IOException {
        for (MarkdownPage page : Repository.pages()) {
            for (MarkdownPage.Block block : page.blocks()) {
                assertThat(LANGUAGES).as(page.name() + ":" + block.line()).contains(block.language());
            }
        }
    }

    @Test
    void links_ofEachPage_leadSomewhere() throws IOException {
        for (MarkdownPage page : Repository.pages()) {
            for (String link : page.links()) {
                if (link.matches("https?:.*")) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
                assertThat(target).as(page.name() + " links to " + link).exists();
                if (parts.length == 2) {
                    assertThat(MarkdownPage.read(link, target).anchors())
                            .as(page.name() + " links to " + link)
                            .contains(parts[1]);
                }
            }
        }
    }

    @Test
    void pages_ofDocs_areListedInTheReadme() throws IOException {
        List<MarkdownPage> pages = Repository.pages();
        for (MarkdownPage page : pages) {
            if (page.name().matches("docs/[a-z0-9-]+\\.md")) {
                assertThat(pages.get(0).links()).contains(page.name());
            }
        }
    }

    @Test
    void coordinates_ofEachPage_areThoseOfThePom() throws IOException {
        String pom = Files.readString(Repository.resolve("pom.xml"));
        Matcher version = Pattern.compile("<version>(.*?)</version>").matcher(pom);
        assertThat(version.find()).isTrue();
        int found = 0;
        for (MarkdownPage page : Repository.pages()) {
            for (MarkdownPage.Block block : page.blocks()) {
                Matcher coordinates = COORDINATES.matcher(block.text());
                while (coordinates.find()) {
                    found++;
                    assertThat(Repository.resolve(coordinates.group(1)).resolve("pom.xml"))
                            .exists();
                    assertThat(coordinates.group(2)).as(page.name()).isEqualTo(version.group(1));
                }
            }
        }
        assertThat(found).isPositive();
    }
}
