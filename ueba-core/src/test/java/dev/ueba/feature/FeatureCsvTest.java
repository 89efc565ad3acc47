package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureCsvTest {

    private static final FeatureCsvOptions STRICT = FeatureCsvOptions.defaults();
    private static final FeatureCsvOptions PANDAS = STRICT.withPandasMissing(true);

    private static FeatureTable read(String text, FeatureCsvOptions options) throws IOException {
        return FeatureCsvGoldenTest.read(text, options);
    }

    // pandas 1.5.3: the dtypes of read_csv, as to_csv writes them
    @ParameterizedTest
    @CsvSource({
        "is_weekend, True False true FALSE, BOOLEAN",
        "is_weekend, 0 1, INTEGER",
        "is_weekend, 1.0 0, REAL",
        "is_weekend, True 0, INTEGER",
        "x, 1 2, INTEGER",
        "x, -0 7, INTEGER",
        "x, 1 2.0, REAL",
        "x, 1e3 2, REAL",
        "x, 9007199254740994, INTEGER"
    })
    void read_column_hasTheKindOfPandas(String column, String cells, NumberKind kind) throws IOException {
        StringBuilder text = new StringBuilder("actor,day," + column + "\n");
        for (String cell : cells.split(" ", -1)) {
            text.append("a,2025-07-01,").append(cell).append('\n');
        }

        assertThat(read(text.toString(), STRICT).kind(0)).isEqualTo(kind);
    }

    @Test
    void read_pandasMissing_makesWholeColumnsRealAndKeepsTruth() throws IOException {
        FeatureTable table =
                read("actor,day,is_weekend,x,y\nNA,2025-07-01,True,1,\nn/a,2025-07-01,,NULL,nan\n", PANDAS);

        assertThat(new String(FeatureCsvGoldenTest.written(table), StandardCharsets.UTF_8))
                .isEqualTo("actor,day,is_weekend,x,y\n,2025-07-01,True,1.0,\n,2025-07-01,,,\n");
    }

    @Test
    void read_missingWords_areNamesUnlessPandasMissing() throws IOException {
        String text = "actor,day,x\nNA,2025-07-01,1\nnull,2025-07-01,1\nnan,2025-07-01,1\n None ,2025-07-01,1\n";

        assertThat(read(text, STRICT).toRecords())
                .extracting(FeatureRecord::actor)
                .containsExactly("NA", "null", "nan", " None ");
        assertThat(read(text, PANDAS).toRecords())
                .extracting(FeatureRecord::actor)
                .containsExactly("", "", "", " None ");
    }

    @Test
    void read_equalLookingNames_stayApart() throws IOException {
        FeatureTable table = read(
                """
                actor,day,x
                \u00e9,2025-07-01,1
                e\u0301,2025-07-01,1
                ALICE,2025-07-01,1
                alice,2025-07-01,1
                "alice ",2025-07-01,1
                007,2025-07-01,1
                7,2025-07-01,1
                """,
                STRICT);

        assertThat(table.actorCount()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"2", "-1", "0.5", "yes", "''", "TRUe"})
    void read_otherWeekend_isRefused(String cell) {
        assertThatThrownBy(() -> read("actor,day,is_weekend\na,2025-07-01," + cell + "\n", STRICT))
                .isInstanceOf(FeatureFormatException.class)
                .hasMessageContaining("test.csv, line 2: column 'is_weekend': expected 0, 1, True or False");
    }

    @Test
    void read_negativeNumber_isRefusedInCountsOnly() throws IOException {
        assertThat(read("actor,day,balance\na,2025-07-01,-1\n", STRICT).value(0, 0))
                .isEqualTo(-1);
        assertThatThrownBy(() -> read("actor,day,git_clone\na,2025-07-01,-0.5\n", STRICT))
                .hasMessageContaining("negative");
    }

    @Test
    void read_headerOfAnotherKind_isExplained() {
        assertThatThrownBy(() -> read("actor\tday\tx\n", STRICT)).hasMessageContaining("tabs");
        assertThatThrownBy(() -> read("actor|day|x\n", STRICT)).hasMessageContaining("vertical bars");
        assertThatThrownBy(() -> read("user,date,x\n", STRICT))
                .hasMessageContaining("'actor', 'day'; the first line must name the columns");
        assertThatThrownBy(() -> read("actor,day,x,actor\n", STRICT)).hasMessageContaining("'actor' occurs twice");
        assertThatThrownBy(() -> read("actor,day,x,\n", STRICT)).hasMessageContaining("column 4 has no name");
        assertThatThrownBy(() -> read("actor,day,\"x\n", STRICT)).hasMessageContaining("header cannot be read");
    }

    @Test
    void read_onlyActorAndDay_hasNoFeatures() throws IOException {
        FeatureTable table = read("day,actor\n2025-07-01,a\n", STRICT);

        assertThat(table.rowCount()).isEqualTo(1);
        assertThat(table.featureCount()).isZero();
    }

    @Test
    void readReported_progress_isToldNowAndThenAndAtTheEnd() throws IOException {
        byte[] bytes = ("actor,day,x\n" + "a,2025-07-01,1\n".repeat(25_000)).getBytes(StandardCharsets.UTF_8);
        List<Long> rows = new ArrayList<>();
        List<Long> read = new ArrayList<>();

        FeatureCsvReading reading =
                FeatureCsv.readReported(new ByteArrayInputStream(bytes), "test.csv", STRICT, (row, at) -> {
                    rows.add(row);
                    read.add(at);
                });

        assertThat(rows).containsExactly(10_000L, 20_000L, 25_000L);
        assertThat(read).isSorted().last().isEqualTo((long) bytes.length);
        assertThat(reading.rowsRead()).isEqualTo(25_000);
        assertThat(reading.rowsRefused()).isZero();
        assertThat(reading.firstRefused()).isEmpty();
    }

    @Test
    void readReported_lenient_badRowsDoNotTouchTheOthers() throws IOException {
        String text =
                """
                actor,day,is_weekend,x
                a,2025-07-01,True,1
                b,2025-07-01,0,1.5x
                c,2025-07-01,2.5,1
                d,2025-07-01,1
                ,2025-07-01,1,1
                b,2025-07-02,False,2
                """;

        FeatureCsvReading reading = FeatureCsv.readReported(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                "test.csv",
                STRICT.withLenient(true),
                ReadProgress.none());

        assertThat(reading.rowsRefused()).isEqualTo(4);
        assertThat(reading.firstRefused()).extracting(RefusedRow::line).containsExactly(3L, 4L, 5L, 6L);
        assertThat(new String(FeatureCsvGoldenTest.written(reading.table()), StandardCharsets.UTF_8))
                .isEqualTo("actor,day,is_weekend,x\na,2025-07-01,True,1\nb,2025-07-02,False,2\n");
    }

    @Test
    void options_outOfRange_areRefused() {
        assertThatThrownBy(() -> STRICT.withMaxRecordCharacters(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STRICT.withMaxColumns(1)).hasMessage("maxColumns must be >= 2, but was 1");
        assertThatThrownBy(() -> STRICT.withMaxRows(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STRICT.withMaxDecompressedBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STRICT.withMaxReportedRows(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(FeatureCsvOptions.forGitHubAudit().requiredColumns()).hasSize(39);
    }
}
