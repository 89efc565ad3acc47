package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelCsvTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir
    Path folder;

    @Test
    void write_twoLabels_isPlainText() throws IOException {
        Path file = folder.resolve("labels.csv");
        LabelCsv.write(
                List.of(
                        new AttackLabel("maria-keller", DAY, "mass_clone"),
                        new AttackLabel("a,\"b\"", DAY.plusDays(1), "off_hours")),
                file);

        assertThat(file)
                .content()
                .isEqualTo("actor,day,scenario\n"
                        + "maria-keller,2026-03-01,mass_clone\n"
                        + "\"a,\"\"b\"\"\",2026-03-02,off_hours\n");
    }

    @Test
    void read_ofWhatWasWritten_hostileActors_isTheSame() throws IOException {
        Path file = folder.resolve("labels.csv");
        List<AttackLabel> labels = Stream.of(
                        "plain",
                        " leading",
                        "trailing ",
                        "tab\t",
                        "a,b",
                        "quo\"te",
                        "\"",
                        "line\nbreak",
                        "line\r\nbreak",
                        "cr\r",
                        "NA",
                        "null",
                        "=1+1",
                        "-x",
                        "#hash",
                        "\uFEFFmark",
                        "ünï",
                        "u\u0308",
                        "日本",
                        "😀",
                        "\\",
                        "\\N",
                        "'",
                        ";",
                        "\u0000",
                        "\u2028",
                        " ")
                .map(actor -> new AttackLabel(actor, DAY, actor + "?"))
                .toList();
        LabelCsv.write(labels, file);

        assertThat(LabelCsv.read(file)).isEqualTo(labels);
    }

    @Test
    void write_noLabels_readsAsNone() throws IOException {
        Path file = folder.resolve("labels.csv");
        LabelCsv.write(List.of(), file);

        assertThat(file).content().isEqualTo("actor,day,scenario\n");
        assertThat(LabelCsv.read(file)).isEmpty();
    }

    @Test
    void write_halfASurrogatePair_isRefusedAndLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("labels.csv");
        Files.writeString(file, "old");

        assertThatThrownBy(() -> LabelCsv.write(List.of(new AttackLabel("x\uD800y", DAY, "")), file))
                .isInstanceOf(IOException.class);
        assertThat(file).content().isEqualTo("old");
    }

    @Test
    void read_otherOrderFurtherColumnsMarkAndCrlf_isUnderstood() throws IOException {
        Path file = written("\uFEFFday,note,\"actor\"\r\n\r\n 2026-03-01 ,\"x,\r\ny\",bob\r\n2026-03-02,,al");

        assertThat(LabelCsv.read(file))
                .containsExactly(new AttackLabel("bob", DAY, ""), new AttackLabel("al", DAY.plusDays(1), ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''| is empty; expected a header line with the columns actor and day",
                "actor,scenario~| line 1: the columns 'actor' and 'day' are required, but the columns are [actor, scenario]",
                "Actor,Day~| line 1: the columns 'actor' and 'day' are required",
                "actor,day,actor~| line 1: the column 'actor' occurs twice",
                "actor,day,scenario,scenario~| line 1: the column 'scenario' occurs twice",
                "actor,day~a,2026-03-01~b,yesterday~| line 3: 'day' is not a date like 2026-01-31: 'yesterday'",
                "actor,day~a,2026-02-30~| line 2: 'day' is not a date like 2026-01-31: '2026-02-30'",
                "actor,day~~~a,~| line 4: 'day' is not a date like 2026-01-31: ''",
                "actor,day~,2026-03-01| line 2: 'actor' is empty",
                "actor,day~a,2026-03-01,x~| line 2: expected 2 cells, but there are 3",
                "actor,day~a~| line 2: expected 2 cells, but there are 1",
                "actor,day~\"a,2026-03-01~| not CSV: ",
                "actor,day~\"a\"x,2026-03-01~| not CSV: ",
            })
    void read_badInput_namesFileAndLine(String text, String message) throws IOException {
        Path file = written(text.replace('~', '\n'));

        assertThatThrownBy(() -> LabelCsv.read(file))
                .isInstanceOf(LabelFormatException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_000})
    void read_bytesThatAreNotUtf8_isRefused(int rowsBefore) throws IOException {
        Path file = folder.resolve("labels.csv");
        String text = "actor,day\n" + "al,2026-03-01\n".repeat(rowsBefore) + "m\u00fcller,2026-03-01\n";
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> LabelCsv.read(file))
                .isInstanceOf(LabelFormatException.class)
                .hasMessage(file + ": expected text in UTF-8, but some bytes are not");
    }

    @Test
    void read_noSuchFile_isAnIOException() {
        assertThatThrownBy(() -> LabelCsv.read(folder.resolve("none.csv"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void newLabel_emptyActor_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttackLabel("", DAY, "mass_clone"))
                .withMessage("the actor of a label must not be empty (day 2026-03-01)");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }
}
