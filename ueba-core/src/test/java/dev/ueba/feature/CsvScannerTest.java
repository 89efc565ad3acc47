package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records straight from bytes against {@link CsvRecords}: the same cells, lines, problems and failures. */
class CsvScannerTest {

    private static final int MAX_RECORD_CHARACTERS = 300_000;

    private static final String[] PIECES = {
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "0",
        "17",
        "-3",
        "4.5",
        "1e3",
        " ",
        "\t",
        "alice",
        "x y",
        "ä",
        "€",
        "\u2003",
        "\ud83d\ude00",
        "\u0000",
        "\u2028"
    };

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    static Stream<Path> goldenFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/golden"))) {
            return files.filter(file -> file.toString().contains(".csv")).toList().stream();
        }
    }

    @Tag("golden")
    @ParameterizedTest
    @MethodSource("goldenFiles")
    void next_ofGoldenFile_givesTheSameRecords(Path file) throws IOException {
        assertSameRecords(Files.readAllBytes(file), 1 << 16);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void next_ofRandomText_givesTheSameRecords(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int pieces = random.nextInt(200);
        int odd = random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
            if (odd == 1 && random.nextInt(60) == 0) {
                text.writeBytes("\"a,\"\"b\n\"".getBytes(StandardCharsets.UTF_8));
            } else if (odd == 2 && random.nextInt(60) == 0) {
                text.write(random.nextInt(0x80, 0x100));
            } else if (odd == 3 && random.nextInt(60) == 0) {
                text.write('"');
            } else {
                text.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            }
        }
        assertSameRecords(text.toByteArray(), 1 + random.nextInt(20));
    }

    @Test
    void next_ofLinesAroundTheBuffer_givesTheSameRecords() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int length : new int[] {70_000, 10, 200_000, 262_143, 262_144, 5, 262_145, 3, 299_999}) {
            text.append("1,").append("b".repeat(length - 3)).append(",\r\n");
        }
        assertSameRecords(text.toString().getBytes(StandardCharsets.UTF_8), 1 << 16);
    }

    @Test
    void next_ofTooLongRecord_failsTheSameWay() throws IOException {
        String text = "a,b\n1,2\n" + "3".repeat(MAX_RECORD_CHARACTERS + 1) + ",4\n";
        assertSameRecords(text.getBytes(StandardCharsets.UTF_8), 1 << 16);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readNumber_ofRandomCell_hasTheBitsOfTheSlowPath(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] pieces = {"0", "1", "7", "9", "00", "123456", "98765432109", ".", "-", "+", "e", "5", " ", "3"};
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(6);
            for (int k = 0; k < count; k++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertSameNumber(text.toString());
        }
        for (int i = 0; i < 200; i++) {
            assertSameNumber(Long.toString(random.nextLong() >> random.nextInt(64)) + "."
                    + random.nextInt(1 << random.nextInt(31)));
            assertSameNumber(Double.toString(Double.longBitsToDouble(random.nextLong())));
        }
    }

    private static void assertSameNumber(String text) {
        CsvNumbers fast = new CsvNumbers();
        CsvNumbers slow = new CsvNumbers();
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
        if (fast.parseSimple(bytes, 1, bytes.length - 1)) {
            assertThat(slow.parse(text)).as(text).isTrue();
            assertThat(Double.doubleToRawLongBits(fast.value()))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(slow.value()));
            assertThat(fast.isWhole()).as(text).isEqualTo(slow.isWhole());
        }
    }

    private static void assertSameRecords(byte[] text, int bytesPerRead) throws IOException {
        for (boolean resumes : new boolean[] {false, true}) {
            List<String> expected = new ArrayList<>();
            try {
                CsvRecords records =
                        new CsvRecords(bytes(text, bytesPerRead), "file", MAX_RECORD_CHARACTERS, resumes, 0);
                while (records.next()) {
                    expected.add(told(records, records.line(), records.problem()));
                }
            } catch (FeatureFormatException e) {
                expected.add(e.getMessage());
            }
            List<String> found = new ArrayList<>();
            try {
                CsvScanner scanner = new CsvScanner(bytes(text, bytesPerRead), "file", MAX_RECORD_CHARACTERS, resumes);
                while (scanner.next()) {
                    found.add(told(scanner, scanner.line(), scanner.problem()));
                }
            } catch (FeatureFormatException e) {
                found.add(e.getMessage());
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    private static String told(CsvCells cells, long line, @Nullable String problem) {
        if (problem != null) {
            return line + ": " + problem;
        }
        StringBuilder told = new StringBuilder(line + ":");
        for (int i = 0; i < cells.cellCount(); i++) {
            told.append('[').append(cells.cell(i)).append(']');
        }
        return told.toString();
    }

    /** Delivers a few bytes at a time. */
    private static CsvBytes bytes(byte[] text, int bytesPerRead) throws IOException {
        InputStream in = new ByteArrayInputStream(text) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, bytesPerRead));
            }
        };
        return new CsvBytes(in, "file", Long.MAX_VALUE);
    }
}
