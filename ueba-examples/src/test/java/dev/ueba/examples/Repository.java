package dev.ueba.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder this project lies in, and its pages. */
final class Repository {

    private static final Path ROOT = find();

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
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
