package dev.ueba.logs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Which files a list of paths means, in a defined order, and their bytes. */
public final class LogFiles {

    /** Orders text by code points, which is also the order of its UTF-8 bytes (and not that of {@code String}). */
    public static final Comparator<String> TEXT_ORDER = LogFiles::compareCodePoints;

    private static final int GZIP_BUFFER_BYTES = 1 << 16;
    private static final String GLOB_CHARACTERS = "*?[{";

    private LogFiles() {}

    /**
     * Returns the files that paths mean: a file is itself, a folder is all files in it and below, and what does not exist
     * is tried as a glob ({@code logs/2026/**}{@code /*.json.gz}).
     *
     * <p>Hidden files and folders (their name begins with a point) are left out unless they are named. Links to files are
     * followed, links to folders inside a folder are not. A file that is meant twice is given once.
     *
     * @param paths files, folders and globs
     * @return at least one file per path, all sorted by the text of the path (forward slashes, code points)
     * @throws NoSuchFileException if a path means no file; the message names it
     * @throws IOException if a folder cannot be read
     */
    public static List<Path> expand(List<String> paths) throws IOException {
        Map<String, Path> found = new TreeMap<>(TEXT_ORDER);
        Map<Path, String> textOf = new HashMap<>();
        for (String path : paths) {
            List<Path> files = filesOf(path);
            if (files.isEmpty()) {
                throw new NoSuchFileException(path, null, "there is no file here, and none matches it as a pattern");
            }
            for (Path file : files) {
                String text = text(file);
                String known = textOf.get(file.toAbsolutePath().normalize());
                // Of several ways to write one path the first in order is kept, whatever the order of the arguments.
                if (known == null || TEXT_ORDER.compare(text, known) < 0) {
                    if (known != null) {
                        found.remove(known);
                    }
                    textOf.put(file.toAbsolutePath().normalize(), text);
                    found.put(text, file);
                }
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * Returns a path as text that is the same on every system.
     *
     * @param path any path
     * @return the path with forward slashes
     */
    public static String text(Path path) {
        return path.toString().replace(File.separatorChar, '/');
    }

    /**
     * Opens a file; gzip (one member or several) is unfolded, told by its first two bytes and not by its name.
     *
     * @param file a file
     * @return its content; the caller closes it. Broken gzip shows while reading, as {@code ZipException} or
     *     {@code EOFException}.
     * @throws IOException if the file cannot be opened
     */
    public static InputStream open(Path file) throws IOException {
        return unfold(Files.newInputStream(file));
    }

    /**
     * Unfolds a stream that may be gzip (one member or several), told by its first two bytes.
     *
     * @param content plain or gzip, at its beginning; closed with the returned stream, or at once if this fails
     * @return the plain content; broken gzip shows while reading, as {@code ZipException} or {@code EOFException}
     * @throws IOException if the beginning cannot be read
     */
    public static InputStream unfold(InputStream content) throws IOException {
        PushbackInputStream in = new PushbackInputStream(content, 2);
        try {
            byte[] magic = in.readNBytes(2);
            in.unread(magic);
            boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
            return gzip ? new GZIPInputStream(in, GZIP_BUFFER_BYTES) : in;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static List<Path> filesOf(String path) throws IOException {
        try {
            Path plain = Path.of(path);
            if (Files.isDirectory(plain)) {
                return filesBelow(plain, null);
            }
            if (Files.exists(plain)) {
                return List.of(plain);
            }
        } catch (InvalidPathException e) {
            // Some systems do not allow the characters of globs in paths.
        }
        return isGlob(path) ? matches(path) : List.of();
    }

    private static boolean isGlob(String path) {
        return path.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
    }

    private static List<Path> matches(String glob) throws IOException {
        String pattern = glob.replace(File.separatorChar, '/');
        int firstSpecial = 0;
        while (GLOB_CHARACTERS.indexOf(pattern.charAt(firstSpecial)) < 0) {
            firstSpecial++;
        }
        int slash = pattern.lastIndexOf('/', firstSpecial);
        String base = slash < 0 ? "" : pattern.substring(0, Math.max(slash, 1));
        if (!Files.isDirectory(Path.of(base))) {
            return List.of();
        }
        try {
            return filesBelow(Path.of(base), FileSystems.getDefault().getPathMatcher("glob:" + pattern));
        } catch (PatternSyntaxException e) {
            throw new NoSuchFileException(glob, null, "this is not a pattern of files: " + e.getDescription());
        }
    }

    /** Walks a folder; with a matcher only what matches it, or lies in a folder that matches it. */
    private static List<Path> filesBelow(Path folder, @Nullable PathMatcher matcher) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = !directory.equals(folder) && isHidden(directory);
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean wanted = attributes.isRegularFile() || Files.isRegularFile(file);
                if (wanted && !isHidden(file) && (matcher == null || isMatched(file))) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            private boolean isMatched(Path file) {
                if (matcher == null || matcher.matches(file)) {
                    return true;
                }
                for (Path parent = file.getParent();
                        parent != null && !parent.equals(folder);
                        parent = parent.getParent()) {
                    if (matcher.matches(parent)) {
                        return true;
                    }
                }
                return false;
            }
        });
        return files;
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        String text = name == null ? "" : name.toString();
        return text.startsWith(".") && !text.equals(".") && !text.equals("..");
    }

    private static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean bothSurrogates = Character.isSurrogate(a) == Character.isSurrogate(b);
                // A surrogate stands for a code point above all others.
                return bothSurrogates ? Character.compare(a, b) : (Character.isSurrogate(a) ? 1 : -1);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
