package dev.ueba.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFilesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name :
                List.of("b/2.json", "b/10.json", "a.json.gz", "c.txt", ".hidden/x.json", "b/.y.json", "B.json")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private List<String> expand(String... paths) throws IOException {
        List<String> full = new ArrayList<>();
        for (String path : paths) {
            full.add(folder + "/" + path);
        }
        return LogFiles.expand(full).stream()
                .map(file -> LogFiles.text(folder.relativize(file)))
                .toList();
    }

    @Test
    void expand_ofAFolder_givesAllFilesByText() throws IOException {
        assertThat(expand("")).containsExactly("B.json", "a.json.gz", "b/10.json", "b/2.json", "c.txt");
        assertThat(expand("b", "a.json.gz")).containsExactly("a.json.gz", "b/10.json", "b/2.json");
    }

    @Test
    void expand_ofAGlob_givesWhatMatches() throws IOException {
        assertThat(expand("*.json*")).containsExactly("B.json", "a.json.gz");
        assertThat(expand("**/*.json")).containsExactly("b/10.json", "b/2.json");
        assertThat(expand("{a,b}*")).containsExactly("a.json.gz", "b/10.json", "b/2.json");
        assertThat(expand("b/?.json")).containsExactly("b/2.json");
    }

    @Test
    void expand_ofFilesMeantTwice_givesThemOnce() throws IOException {
        assertThat(expand("b/2.json", "b", "b/../b/2.json", "b/*")).hasSize(2);
        assertThat(expand(".hidden/x.json")).containsExactly(".hidden/x.json");
    }

    @Test
    void expand_ofNothing_namesThePath() {
        for (String path : List.of("absent", "absent/*.json", "*.csv", "[")) {
            assertThatThrownBy(() -> expand("b", path))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining(path);
        }
    }

    @Test
    void open_tellsGzipByContent() throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        for (String part : List.of("one ", "two")) {
            try (GZIPOutputStream member = new GZIPOutputStream(two)) {
                member.write(part.getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = folder.resolve("plain.json");
        Files.write(file, two.toByteArray());
        try (InputStream in = LogFiles.open(file)) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("one two");
        }
        try (InputStream in = LogFiles.open(folder.resolve("a.json.gz"))) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a.json.gz");
        }
        Files.write(file, new byte[] {0x1f});
        try (InputStream in = LogFiles.open(file)) {
            assertThat(in.readAllBytes()).hasSize(1);
        }
    }

    @Test
    void textOrder_isThatOfCodePoints() {
        assertThat(LogFiles.TEXT_ORDER.compare("\uff21", "\ud83d\ude80")).isNegative();
        assertThat("\uff21".compareTo("\ud83d\ude80")).isPositive();
        assertThat(LogFiles.TEXT_ORDER.compare("a", "ab")).isNegative();
        assertThat(LogFiles.TEXT_ORDER.compare("a", "a")).isZero();
    }
}
