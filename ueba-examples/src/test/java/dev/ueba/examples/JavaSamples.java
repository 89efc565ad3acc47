package dev.ueba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles and runs samples of Java. A whole class stays as it is; a fragment becomes the body of a main method, with the imports
 * below, and with some fields that stand for what the reader has already: a table, a model, a day.
 */
final class JavaSamples {

    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\n");

    private static final String FRAGMENT =
            """
            import dev.ueba.*;
            import dev.ueba.baseline.*;
            import dev.ueba.evaluation.*;
            import dev.ueba.explain.*;
            import dev.ueba.event.*;
            import dev.ueba.feature.*;
            import dev.ueba.forest.*;
            import dev.ueba.hours.*;
            import dev.ueba.series.*;
            import dev.ueba.novelty.*;
            import dev.ueba.storage.ModelFormatException;
            import java.io.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            IMPORTS
            class Fragment {
                static UebaAnomalyDetector detector;
                static DetectorModel model;
                static FeatureTable base;
                static FeatureTable history;
                static FeatureTable today;
                static FeatureTable training;
                static FeatureTable table;
                static List<SecurityEvent> events;
                static EventQueries queries;
                static Instant alertTime;
                static Path folder;
                static AnomalyResults results;
                static IsolationForest forest;
                static OutputStream stream;
                static double[] row;
                static LocalDate day;
                static Report report;

                interface Report {
                    void line(Object... cells);
                }

                public static void main(String[] arguments) throws Exception {
            BODY
                }
            }
            """;

    private final Path folder;

    JavaSamples(Path folder) {
        this.folder = folder;
    }

    void run(MarkdownPage.Block block) throws IOException, InterruptedException {
        Path classes = Files.createDirectory(folder.resolve("classes-" + block.line()));
        String mainClass = compile(block.text(), classes);
        if (block.compileOnly()) {
            return;
        }
        Repository.copyNamedFiles(block.text(), folder);
        String classPath = classes + System.getProperty("path.separator") + ChildJvm.classPath();
        ChildJvm.Result result = ChildJvm.runMain(folder, classPath, mainClass);
        assertThat(result.exitCode()).as(result.output()).isZero();
        block.output().ifPresent(output -> assertThat(ShellSamples.comparable(result.output()))
                .isEqualTo(ShellSamples.comparable(output)));
    }

    /** Compiles a sample and returns the name of its main class. */
    static String compile(String sample, Path classes) throws IOException {
        Matcher named = CLASS.matcher(sample);
        boolean whole = named.find();
        String name = whole ? named.group(1) : "Fragment";
        Path source = classes.resolve(name + ".java");
        Files.writeString(source, whole ? sample : fragment(sample));

        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-encoding",
                    "UTF-8",
                    "-cp",
                    ChildJvm.classPath(),
                    "-d",
                    classes.toString());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(messages + sample).isTrue();
        }
        return name;
    }

    private static String fragment(String sample) {
        String imports =
                IMPORT.matcher(sample).results().map(found -> found.group()).collect(Collectors.joining());
        return FRAGMENT.replace("IMPORTS", imports)
                .replace("BODY", IMPORT.matcher(sample).replaceAll(""));
    }
}
