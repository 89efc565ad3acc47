package dev.ueba.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder this project lies in, and its pages. */
final class Repository {

    private static final Path ROOT = find();

    private static final Pattern NAMED_FILE = Pattern.compile("ueba-[a-z]+/src/[A-Za-z0-9_./-]*[A-Za-z0-9_-]");

    private Repository() {}

    private static Path find() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !(Files.exists(folder.resolve("README.md")) && Files.exists(folder.resolve("mvnw")))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("the tests of the documentation must run inside the repository");
        }
        return folder;
    }

    static Path root() {
        return ROOT;
    }

    static Path resolve(String path) {
        return ROOT.resolve(path);
    }

    /** Returns README.md and everything under docs, in the order of their names. */
    static List<MarkdownPage> pages() throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(ROOT.resolve("README.md"));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        }
        List<MarkdownPage> pages = new ArrayList<>();
        for (Path file : files) {
            pages.add(MarkdownPage.read(ROOT.relativize(file).toString().replace('\\', '/'), file));
        }
        return pages;
    }

    /** Returns the source files of a module's main code. */
    static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    /** Copies the files and folders of the repository that a text names to the same places under a folder. */
    static void copyNamedFiles(String text, Path folder) throws IOException {
        Matcher named = NAMED_FILE.matcher(text);
        while (named.find()) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(named.group()))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = folder.resolve(ROOT.relativize(file).toString());
                    if (!Files.exists(copy)) {
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                    }
                }
            }
        }
    }
}
