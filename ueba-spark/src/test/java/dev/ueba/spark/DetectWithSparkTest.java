package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DetectWithSparkTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void show_ofTheSample_printsWhatThePageShows() throws IOException {
        Path sample = ROOT.resolve(Path.of("ueba-examples", "src", "main", "resources", "sample", "base.csv"));
        String page = Files.readString(ROOT.resolve(Path.of("docs", "spark.md")));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            DetectWithSpark.show(Sessions.shared(), sample.toString(), LocalDate.parse("2026-03-23"));
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("2026-03-23 nweber -0.1465986864658");
        assertThat(page).contains(printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    @Test
    void page_ofSpark_showsTheExampleAsItIs() throws IOException {
        String page = Files.readString(ROOT.resolve(Path.of("docs", "spark.md")));
        String source = Files.readString(
                Path.of("..", "ueba-spark", "src", "test", "java", "dev", "ueba", "spark", "DetectWithSpark.java"));
        String body =
                source.substring(source.indexOf("        SparkUeba ueba"), source.indexOf("        for (Row row"));

        assertThat(page).contains(body.stripTrailing().indent(-8).stripTrailing());
    }
}
