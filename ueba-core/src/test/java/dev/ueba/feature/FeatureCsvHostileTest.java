package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is broken on purpose: refused clearly, in bounded memory and time. */
class FeatureCsvHostileTest {

    private static final FeatureCsvOptions STRICT = FeatureCsvOptions.defaults();
    private static final String HEADER = "actor,day,n\n";

    private static FeatureTable read(byte[] bytes, FeatureCsvOptions options) throws IOException {
        return FeatureCsv.read(new ByteArrayInputStream(bytes), "x.csv", options);
    }

    private static FeatureTable read(String text, FeatureCsvOptions options) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), options);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** A stream of one repeated byte that holds no memory. */
    private static InputStream repeated(char value, long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int read() {
                return left-- > 0 ? value : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int n = (int) Math.min(length, left);
                Arrays.fill(target, offset, offset + n, (byte) value);
                left -= n;
                return n == 0 && length > 0 ? -1 : n;
            }
        };
    }

    private static InputStream after(String head, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)), rest);
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "'actor,day,n\na,2025-07-01,1\n\"', 3", "'actor,day,n\n\nx', 3"})
    void read_hugeLine_stopsAtTheLimit(String head, int line) {
        // More than the heap of the tests.
        InputStream in = after(head, repeated('x', 8L << 30));

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThatThrownBy(() -> FeatureCsv.read(in, "x.csv", STRICT))
                        .isInstanceOf(FeatureFormatException.class)
                        .hasMessageContaining("x.csv, line " + line + ": ")
                        .hasMessageContaining("longer than 1048576 characters"));
    }

    @Test
    void read_lenientHugeLine_isStillAnError() {
        InputStream in = after(HEADER + "\"", repeated('"', (1L << 30) + 1));

        assertThatThrownBy(() -> FeatureCsv.read(in, "x.csv", STRICT.withLenient(true)))
                .isInstanceOf(FeatureFormatException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void read_recordOverTheLimit_isRefusedAlsoWithinTheBuffer() throws IOException {
        String rows = HEADER + "a,2025-07-01,1\n" + "b".repeat(89) + ",2025-07-01,1\n";

        assertThat(read(rows, STRICT.withMaxRecordCharacters(102)).rowCount()).isEqualTo(2);
        assertThatThrownBy(() -> read(rows, STRICT.withMaxRecordCharacters(101)))
                .hasMessageContaining("line 3")
                .hasMessageContaining("longer than 101");
    }

    @Test
    void read_gzipBomb_stopsAtTheLimit() throws IOException {
        byte[] bomb = gzip((HEADER + "\n".repeat(50_000_000)).getBytes(StandardCharsets.US_ASCII));
        assertThat(bomb).hasSizeLessThan(100_000);

        assertThat(read(bomb, STRICT).rowCount()).isZero();
        assertThatThrownBy(() -> read(bomb, STRICT.withMaxDecompressedBytes(1_000_000)))
                .isInstanceOf(FeatureFormatException.class)
                .hasMessageContaining("more than 1000000 bytes");
    }

    @Test
    void read_gzipCutAnywhere_isRefused() throws IOException {
        byte[] whole = gzip((HEADER + "alice,2025-07-01,1\nbob,2025-07-02,17\n").getBytes(StandardCharsets.US_ASCII));

        assertThat(read(whole, STRICT).rowCount()).isEqualTo(2);
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut, STRICT))
                    .isInstanceOf(FeatureFormatException.class)
                    .hasMessageContaining("x.csv")
                    .hasMessageContaining("gzip data is cut off");
        }
    }

    @Test
    void read_gzipDamaged_isRefusedOrReadsTheSame() throws IOException {
        byte[] whole = gzip((HEADER + "alice,2025-07-01,1\nbob,2025-07-02,17\n").getBytes(StandardCharsets.US_ASCII));
        byte[] same = FeatureCsvGoldenTest.written(read(whole, STRICT));
        for (int bit = 10 * 8; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                // Some bits only pad the last byte.
                assertThat(FeatureCsvGoldenTest.written(read(damaged, STRICT))).isEqualTo(same);
            } catch (FeatureFormatException e) {
                assertThat(e.getMessage()).startsWith("x.csv");
            }
        }
    }

    @Test
    void read_gzipMembers_areReadOneAfterAnother() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(gzip(HEADER.getBytes(StandardCharsets.US_ASCII)));
        both.write(gzip("a,2025-07-01,1\n".getBytes(StandardCharsets.US_ASCII)));

        assertThat(read(both.toByteArray(), STRICT).rowCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"a\"b,2025-07-01,1' | 2 | between a closing quote",
                "'\"a\" b,2025-07-01,1' | 2 | between a closing quote",
                "'a,2025-07-01,1\n\"b\nc\"d,2025-07-01,1' | 3 | between a closing quote",
                "'a,2025-07-01,1\nb,2025-07-01,\"1' | 3 | never closed",
                "'a,2025-07-01,1\n\n  \nb,2025-07-01,x' | 5 | 'x'",
                "'\"a\nb\",2025-07-01,1\nb,2025-07-01,x' | 4 | 'x'",
                "'a,2025-07-01,1\rb,2025-07-01,x' | 3 | 'x'",
                "'a,2025-07-01,1\r\nb,2025-07-01,x' | 3 | 'x'"
            })
    void read_brokenRow_namesTheLineWhereItBegins(String rows, int line, String piece) {
        assertThatThrownBy(() -> read(HEADER + rows, STRICT))
                .isInstanceOf(FeatureFormatException.class)
                .hasMessageContaining("x.csv, line " + line + ": ")
                .hasMessageContaining(piece);
    }

    @Test
    void readReported_brokenQuotes_leaveOutTheirLineOnly() throws IOException {
        String rows = HEADER
                + "\"al\"ice,2025-07-01,1\n"
                + "bob,2025-07-01,2\n"
                + "\"car\nol\"x\"y\"z,2025-07-01,3\n"
                + "dave,2025-07-01,4\n"
                + "eve,2025-07-01,x\n"
                + "\"open,2025-07-01,5\nfay,2025-07-01,6\n";

        FeatureCsvReading reading = FeatureCsv.readReported(
                new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)),
                "x.csv",
                STRICT.withLenient(true).withMaxReportedRows(3),
                ReadProgress.none());

        assertThat(reading.table().toRecords()).extracting(FeatureRecord::actor).containsExactly("bob", "dave");
        assertThat(reading.rowsRead()).isEqualTo(6);
        assertThat(reading.rowsRefused()).isEqualTo(4);
        assertThat(reading.firstRefused()).extracting(RefusedRow::line).containsExactly(2L, 4L, 7L);
        assertThat(reading.firstRefused().get(1).reason()).contains("lines 4 to 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufffe", "\uffff", "\u0000", "\u0007", "\ufffd", "\u0085", "\u2028", "\\", "#", "'"})
    void read_oddCharacter_isKept(String name) throws IOException {
        FeatureTable table = read(HEADER + name + ",2025-07-01,1\n" + "x" + name + "y,2025-07-01,1\n", STRICT);

        assertThat(table.actor(0)).isEqualTo(name);
        assertThat(table.actor(1)).isEqualTo("x" + name + "y");
    }

    @Test
    void read_malformedBytes_areRefusedWithLineAndColumn() {
        byte[][] malformed = {{(byte) 0xe9}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}};
        for (byte[] bad : malformed) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes((HEADER + "a,2025-07-01,1\nbob😀").getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(bad);
            bytes.writeBytes(",2025-07-01,1\n".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> read(bytes.toByteArray(), STRICT))
                    .isInstanceOf(FeatureFormatException.class)
                    .hasMessageContainingAll("line 3", "'actor'", "not UTF-8");
        }
    }

    @Test
    void read_utf16_isRefusedWithAdvice() {
        assertThatThrownBy(() -> read(HEADER.getBytes(StandardCharsets.UTF_16), STRICT))
                .isInstanceOf(FeatureFormatException.class)
                .hasMessageContaining("UTF-16");
    }

    @Test
    void read_moreColumnsOrRowsThanAllowed_isRefused() {
        assertThatThrownBy(() -> read("actor,day" + ",x".repeat(20_000) + "\n", STRICT))
                .hasMessageContaining("20002 columns")
                .hasMessageContaining("10000");
        assertThatThrownBy(() -> read(HEADER + "a,2025-07-01,1\n".repeat(3), STRICT.withMaxRows(2)))
                .isInstanceOf(FeatureFormatException.class)
                .hasMessageContaining("line 4")
                .hasMessageContaining("more than 2 rows");
    }

    @Test
    void read_hostileCell_isShortenedAndVisibleInTheMessage() {
        String cell = "\u001b[31m\u202e\u0000" + "y".repeat(100_000);

        assertThatThrownBy(() -> read(HEADER + "a,2025-07-01,\"" + cell + "\n\"\n", STRICT))
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(400)
                        .contains("\\u001b[31m\\u202e\\u0000yyy")
                        .contains("...'"));
    }

    @Test
    void read_noSuchFile_isSaidSo() {
        assertThatThrownBy(() -> FeatureCsv.read(Path.of("does-not-exist.csv"), STRICT))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void read_randomBytes_throwsNothingElse(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = Files.readAllBytes(Path.of("src/test/resources/golden/pipeline/tiny/base.csv"));
        byte[] packed = gzip(good);
        byte[] alphabet = "\"\"\",,\n\r 0a-.\u00e9\u0000".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 400; i++) {
            byte[] bytes;
            switch (i % 4) {
                case 0 -> {
                    bytes = new byte[random.nextInt(300)];
                    random.nextBytes(bytes);
                }
                case 1 -> bytes = mutated(good, random);
                case 2 -> bytes = mutated(packed, random);
                default -> {
                    byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
                    bytes = Arrays.copyOf(header, header.length + random.nextInt(300));
                    for (int k = header.length; k < bytes.length; k++) {
                        bytes[k] = alphabet[random.nextInt(alphabet.length)];
                    }
                }
            }
            FeatureCsvOptions options = STRICT.withLenient(i % 8 < 4).withPandasMissing(random.nextBoolean());
            try {
                FeatureTable table = read(bytes, options);
                byte[] written = FeatureCsvGoldenTest.written(table);
                FeatureTable again = read(written, STRICT.withPandasMissing(options.pandasMissing()));
                assertThat(FeatureCsvGoldenTest.written(again)).isEqualTo(written);
            } catch (FeatureFormatException e) {
                assertThat(e.getMessage()).startsWith("x.csv");
            }
        }
    }

    private static byte[] mutated(byte[] good, SplittableRandom random) {
        byte[] bytes = Arrays.copyOf(good, random.nextInt(1, good.length + 1));
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
