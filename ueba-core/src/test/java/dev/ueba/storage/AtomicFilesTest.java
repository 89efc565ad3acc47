package dev.ueba.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("file.txt");
    }

    private static void replace(Path target, String text) throws IOException {
        AtomicFiles.replace(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replace_createsAndReplacesAndLeavesNothingElse() throws IOException {
        replace(file, "one");
        assertThat(file).hasContent("one");
        replace(file, "two");
        assertThat(file).hasContent("two");
        assertThat(names()).containsExactly("file.txt");
    }

    @Test
    void replace_withNothing_makesAnEmptyFile() throws IOException {
        replace(file, "old");
        AtomicFiles.replace(file, out -> {});
        assertThat(file).isEmptyFile();
    }

    @Test
    void replace_whenWritingFails_keepsTheOldFileAndNoOther() throws IOException {
        replace(file, "old");
        assertThatIOException()
                .isThrownBy(() -> AtomicFiles.replace(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("disk full");
                }))
                .withMessage("disk full");
        assertThatIllegalStateException()
                .isThrownBy(() -> AtomicFiles.replace(file, out -> {
                    out.write(1);
                    throw new IllegalStateException("a mistake");
                }));
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("file.txt");
    }

    @Test
    void replace_whenWritingFails_createsNothing() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> AtomicFiles.replace(file, out -> {
                    throw new IOException("no");
                }));
        assertThat(names()).isEmpty();
    }

    @Test
    void replace_whileWriting_showsTheOldFile() throws IOException {
        replace(file, "old");
        AtomicFiles.replace(file, out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
    }

    @Test
    void replace_inMissingFolder_saysSo() {
        Path inNowhere = folder.resolve("nowhere").resolve("file.txt");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> replace(inNowhere, "x"))
                .withMessageContaining("file.txt")
                .withMessageContaining("does not exist; create it first");
    }

    @Test
    void replace_belowAFile_saysSo() throws IOException {
        replace(file, "x");
        assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(() -> replace(file.resolve("y"), "x"));
    }

    @Test
    void replace_ofAFolder_isRefused() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        assertThatIOException()
                .isThrownBy(() -> replace(inner, "x"))
                .withMessageContaining("is a folder, expected the name of a file");
        assertThatIOException().isThrownBy(() -> replace(folder.getRoot(), "x")).withMessageContaining("is a folder");
        assertThat(names()).containsExactly("inner");
    }

    @Test
    void replace_ofALink_writesTheFileItLeadsTo() throws IOException {
        replace(file, "old");
        Path link = link("link", Path.of("file.txt"));
        Path linkToLink = link("link-to-link", link);
        replace(linkToLink, "new");
        assertThat(file).hasContent("new");
        assertThat(link).isSymbolicLink();
        assertThat(linkToLink).isSymbolicLink();
        assertThat(names()).containsExactly("file.txt", "link", "link-to-link");
    }

    @Test
    void replace_ofALinkToAMissingFile_createsThatFile() throws IOException {
        Path link = link("link", Path.of("file.txt"));
        replace(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("file.txt", "link");
    }

    @Test
    void replace_ofLinksInACircle_isRefused() throws IOException {
        Path link = link("link", Path.of("other"));
        link("other", Path.of("link"));
        assertThatExceptionOfType(FileSystemLoopException.class).isThrownBy(() -> replace(link, "x"));
    }

    private Path link(String name, Path to) throws IOException {
        try {
            return Files.createSymbolicLink(folder.resolve(name), to);
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "this system makes no links: " + e);
            throw e;
        }
    }

    @Test
    void replace_givesThePermissionsOfAnyNewFile() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Path usual = Files.createFile(folder.resolve("usual.txt"));
        replace(file, "x");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void replace_fromManyThreads_neverMixes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> writers = IntStream.range(0, 40)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        replace(file, Character.toString('a' + i % 26).repeat(10_000 + i));
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(writers)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        String content = Files.readString(file);
        assertThat(content.chars().distinct().count()).isEqualTo(1);
        assertThat(names()).containsExactly("file.txt");
    }
}
