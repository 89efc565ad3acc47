package dev.ueba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.cli.Ueba;
import dev.ueba.evaluation.AttackLabel;
import dev.ueba.evaluation.LabelCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

    private static final Path SAMPLE = Repository.resolve("ueba-examples/src/main/resources/sample");

    @Test
    void sample_madeAgain_hasTheSameBytes(@TempDir Path folder) {
        String command = "generate base-features --actors 60 --days 90 --attacks 12 --seed 7 --out";
        assertThat(SAMPLE.resolve("README.md")).content().contains("ueba " + command + " DIR");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(messages, true, StandardCharsets.UTF_8);

        int exitCode = Ueba.run(stream, stream, (command + " " + folder).split(" ", 12));

        assertThat(exitCode).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        for (String name : List.of("base.csv", "labels.csv")) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(SAMPLE.resolve(name));
        }
    }

    @Test
    void sampleLogs_madeAgain_haveTheSameLines(@TempDir Path folder) throws IOException {
        Path sample = SAMPLE.resolveSibling("sample-logs");
        String command = "generate github-audit --actors 60 --days 90 --attacks 12 --seed 7 --out";
        assertThat(sample.resolve("README.md")).content().contains("ueba " + command + " DIR");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(messages, true, StandardCharsets.UTF_8);

        int exitCode = Ueba.run(stream, stream, (command + " " + folder).split(" ", 12));

        assertThat(exitCode).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        for (String name : List.of("labels.csv", "label-events.csv")) {
            assertThat(folder.resolve(name)).hasSameBinaryContentAs(sample.resolve(name));
        }
        List<String> files = Files.readAllLines(sample.resolve("files.txt"));
        assertThat(logFiles(folder)).isEqualTo(files);
        assertThat(logFiles(sample)).isEqualTo(files);
        for (String file : files) {
            assertThat(unpacked(folder.resolve(file))).as(file).isEqualTo(unpacked(sample.resolve(file)));
        }
    }

    @Test
    void sampleEvents_madeAgain_haveTheSameBytes(@TempDir Path folder) throws IOException {
        SampleEventLogs.write(folder);
        for (String name : SampleEventLogs.FILES) {
            assertThat(folder.resolve(name))
                    .hasSameBinaryContentAs(
                            SAMPLE.resolveSibling("sample-events").resolve(name));
        }
    }

    private static List<String> logFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("logs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] unpacked(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    @Test
    void labels_ofTheScoredDays_areEnoughToLookAt() throws IOException {
        LocalDate firstScored = LocalDate.parse("2026-03-31").minusDays(20);

        List<AttackLabel> scored = LabelCsv.read(SAMPLE.resolve("labels.csv")).stream()
                .filter(label -> !label.day().isBefore(firstScored))
                .toList();

        assertThat(scored).hasSize(11).anyMatch(label -> label.scenario().equals("recovery_codes"));
    }
}
