package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the reference read and written again. */
class FeatureCsvGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/pipeline");

    static byte[] written(FeatureTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvOutput out = new CsvOutput(bytes, false)) {
            FeatureCsv.write(table, out);
        }
        return bytes.toByteArray();
    }

    static FeatureTable read(String text, FeatureCsvOptions options) throws IOException {
        return FeatureCsv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.csv", options);
    }

    static List<Path> exports() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.endsWith("training.csv") || file.endsWith("history.csv"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "small", "gaps-duplicates", "extra-columns", "options"})
    void write_baseTable_hasTheSameBytes(String name) throws IOException {
        Path file = FOLDER.resolve(name).resolve("base.csv");

        FeatureTable table = FeatureCsv.read(file, FeatureCsvOptions.forGitHubAudit());

        assertThat(written(table)).isEqualTo(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @MethodSource("exports")
    void write_exportOfThePipeline_hasTheSameBytes(Path file) throws IOException {
        FeatureTable table = FeatureCsv.read(file, FeatureCsvOptions.defaults().withPandasMissing(true));

        assertThat(written(table)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void exports_areThere() throws IOException {
        assertThat(exports()).hasSizeGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h50", "h70"})
    void read_oddNames_areWhatThePipelineTook(String run) throws IOException {
        Path folder = FOLDER.resolve("odd-names");
        FeatureTable base = FeatureCsv.read(
                folder.resolve("base.csv"), FeatureCsvOptions.forGitHubAudit().withPandasMissing(true));
        FeatureTable training = FeatureCsv.read(
                folder.resolve(run).resolve("training.csv"),
                FeatureCsvOptions.defaults().withPandasMissing(true));

        DayRange trained = training.dayRange().orElseThrow();
        DayRange whole = base.dayRange().orElseThrow();
        assertThat(written(base.selectDays(new DayRange(whole.from(), trained.from()))))
                .isEqualTo(Files.readAllBytes(folder.resolve(run).resolve("history.csv")));
        FeatureTable later = base.selectDays(trained);
        assertThat(later.rowCount()).isEqualTo(training.rowCount());
        for (int row = 0; row < later.rowCount(); row++) {
            assertThat(training.actor(row)).isEqualTo(later.actor(row));
            assertThat(training.epochDay(row)).isEqualTo(later.epochDay(row));
            for (int feature = 0; feature < later.featureCount(); feature++) {
                assertThat(training.value(row, feature)).isEqualTo(later.value(row, feature));
            }
        }
    }

    @Test
    void read_oddNamesStrict_refusesOnlyTheMissingActor() throws IOException {
        FeatureCsvReading reading = FeatureCsv.readReported(
                FOLDER.resolve("odd-names/base.csv"),
                FeatureCsvOptions.forGitHubAudit().withLenient(true).withMaxReportedRows(1000),
                ReadProgress.none());

        assertThat(reading.rowsRefused()).isPositive();
        assertThat(reading.firstRefused())
                .hasSize((int) reading.rowsRefused())
                .allSatisfy(row -> assertThat(row.reason()).contains("'actor'", "empty"));
        assertThat(reading.table().toRecords()).extracting(FeatureRecord::actor).contains("NA", "null", "line\nbreak");
    }

    @Test
    void write_pathAndGzip_readBack(@TempDir Path folder) throws IOException {
        Path file = FOLDER.resolve("tiny/base.csv");
        FeatureTable table = FeatureCsv.read(file, FeatureCsvOptions.forGitHubAudit());

        FeatureCsv.write(table, folder.resolve("copy.csv"));
        FeatureCsv.write(table, folder.resolve("copy.csv.gz"));
        // Content tells, not the name.
        Files.move(folder.resolve("copy.csv.gz"), folder.resolve("renamed.csv"));

        assertThat(folder.resolve("copy.csv")).hasSameBinaryContentAs(file);
        FeatureTable again = FeatureCsv.read(folder.resolve("renamed.csv"), FeatureCsvOptions.forGitHubAudit());
        assertThat(written(again)).isEqualTo(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void read_writtenTable_isTheSame(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureSchema schema = FeatureSchema.of(List.of("x, \"y\"", "day", "is_weekend", "actor", "line\nbreak", "ü"));
        FeatureTableBuilder builder = new FeatureTableBuilder(schema);
        builder.setKind(1, NumberKind.BOOLEAN);
        for (int row = 0; row < 300; row++) {
            double any = Double.longBitsToDouble(random.nextLong());
            builder.addRow(hostileName(random), random.nextInt(-100_000, 100_000), new double[] {
                random.nextInt(1000), random.nextInt(2), Double.isFinite(any) ? any : -0.0, random.nextDouble()
            });
        }
        FeatureTable table = builder.build();

        byte[] bytes = written(table);
        FeatureTable again = FeatureCsv.read(new ByteArrayInputStream(bytes), "test", FeatureCsvOptions.defaults());

        assertThat(again.schema()).isEqualTo(table.schema());
        assertThat(again.toRecords()).isEqualTo(table.toRecords());
        for (int feature = 0; feature < table.featureCount(); feature++) {
            assertThat(again.kind(feature)).isEqualTo(table.kind(feature));
        }
        assertThat(written(again)).isEqualTo(bytes);
    }

    private static String hostileName(SplittableRandom random) {
        String[] pieces = {
            "a", "\"", "\"\"", ",", "\n", "\r", "\r\n", "\t", " ", "😀", "é", "e\u0301", "\u202e", "\ufeff", "\ufffe",
            "\uffff", "\u0000", "=1+1", "'", ";", "\\", "名", "\u2028", "NA"
        };
        StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(1, 6); length > 0; length--) {
            name.append(pieces[random.nextInt(pieces.length)]);
        }
        return name.toString();
    }
}
