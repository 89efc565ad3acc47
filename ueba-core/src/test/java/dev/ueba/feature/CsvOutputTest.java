package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvOutputTest {

    private static String written(boolean neutralise, CsvOutput.Rows rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvOutput out = new CsvOutput(bytes, neutralise)) {
            rows.writeTo(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void cells_ofEveryKind_lookAsPythonWritesThem() throws IOException {
        String text = written(false, out -> {
            out.text("actor").text("n").endRow();
            out.number(3, NumberKind.INTEGER).number(3, NumberKind.REAL).number(1, NumberKind.BOOLEAN);
            out.number(-0.0, NumberKind.INTEGER).number(-0.0, NumberKind.REAL).number(0, NumberKind.BOOLEAN);
            out.number(2.5, NumberKind.INTEGER).number(2, NumberKind.BOOLEAN).number(1e22, NumberKind.INTEGER);
            out.number(Double.NaN, NumberKind.INTEGER)
                    .real(Double.NaN)
                    .real(1e-5)
                    .real(-123456.75);
            out.whole(Long.MIN_VALUE)
                    .whole(10)
                    .whole(-1)
                    .day(20_270)
                    .day(0)
                    .day(-1)
                    .truth(true)
                    .truth(false);
            out.endRow();
        });

        assertThat(text)
                .isEqualTo(
                        "actor,n\n3,3.0,True,0,-0.0,False,2.5,2.0,1e+22,,,1e-05,-123456.75,-9223372036854775808,10,-1,"
                                + "2025-07-01,1970-01-01,1969-12-31,True,False\n");
    }

    @Test
    void text_quotedOnlyWhereNeeded() throws IOException {
        String text = written(false, out -> {
            out.text("a b")
                    .text("a,b")
                    .text("say \"x\"")
                    .text("l1\nl2")
                    .text("c\rr")
                    .text("tab\t")
                    .text("'");
            out.text("").text("é名😀").text("=1+1");
            out.endRow();
        });

        assertThat(text).isEqualTo("a b,\"a,b\",\"say \"\"x\"\"\",\"l1\nl2\",\"c\rr\",tab\t,',,é名😀,=1+1\n");
    }

    @Test
    void endRow_onlyCellEmpty_isNotABlankLine() throws IOException {
        assertThat(written(false, out -> {
                    out.text("").endRow();
                    out.text("").text("").endRow();
                    out.real(Double.NaN).endRow();
                }))
                .isEqualTo("\"\"\n,\n\"\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\tx", "\rx"})
    void text_formulaNeutralised_beginsWithAQuote(String formula) throws IOException {
        CsvOutput.Rows rows = out -> {
            out.text(formula).text("plain").real(-1.5);
            out.endRow();
        };

        assertThat(written(true, rows)).matches("(?s)\"?'\\Q" + formula + "\\E\"?,plain,-1\\.5\n");
        assertThat(written(false, rows)).doesNotContain("'");
    }

    @Test
    void text_halfAPair_isRefused() {
        assertThatThrownBy(() -> written(false, out -> out.text("a\ud83d")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half a surrogate pair at 1");
        assertThatThrownBy(() -> written(false, out -> out.text("\ude00a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void text_longerThanTheBuffer_isWhole() throws IOException {
        String text = "é名😀\"x".repeat(40_000);

        assertThat(written(false, out -> out.text(text).endRow()))
                .isEqualTo("\"" + text.replace("\"", "\"\"") + "\"\n");
    }

    @Test
    void writeFile_gz_isCompressedToTheSameBytes(@TempDir Path folder) throws IOException {
        Path one = folder.resolve("one.csv.gz");
        Path two = folder.resolve("two.csv.gz");
        CsvOutput.Rows rows = out -> out.text("a").text("b").endRow();
        CsvOutput.writeFile(one, false, rows);
        CsvOutput.writeFile(two, false, rows);

        assertThat(one).hasSameBinaryContentAs(two);
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(one))) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("a,b\n");
        }
    }

    @Test
    void writeFile_failure_leavesTheOldFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> CsvOutput.writeFile(file, false, out -> {
                    out.text("new").endRow();
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
