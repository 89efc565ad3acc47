package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that say why, and what a model cannot see. */
class ExplainCommandsTest {

    @TempDir
    private static Path data;

    private static Path base;
    private static Path model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generate() {
        assertThat(CommandRun.of("generate", "base-features", "--out", data, "--actors", 20, "--days", 70, "--seed", 3)
                        .exitCode())
                .isZero();
        base = data.resolve("base.csv");
        model = data.resolve("model.ueba");
        CommandRun train = CommandRun.of("train", "--base", base, "--model", model, "--trees", 20, "--cutoff", "-0.1");
        assertThat(train.exitCode()).as(train.err()).isZero();
        assertThat(train.out()).isEmpty();
    }

    private List<String> predict(Object... options) throws IOException {
        Path out = folder.resolve("results.csv");
        List<Object> arguments = new ArrayList<>(List.of("predict", "--base", base, "--model", model, "--out", out));
        arguments.addAll(List.of("--from", "2026-03-01", "--to", "2026-03-11"));
        arguments.addAll(List.of(options));
        CommandRun run = CommandRun.of(arguments.toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return Files.readAllLines(out);
    }

    @Test
    void predict_withoutExplain_hasNoReasons() throws IOException {
        assertThat(predict().get(0)).endsWith(",anomaly_score,is_anomaly");
    }

    @Test
    void predict_explain_addsReasonsAsTheLastColumn() throws IOException {
        List<String> plain = predict();
        List<String> explained = predict("--explain");

        assertThat(explained).hasSameSizeAs(plain);
        assertThat(explained.get(0)).isEqualTo(plain.get(0) + ",reasons");
        for (int row = 1; row < plain.size(); row++) {
            assertThat(explained.get(row)).startsWith(plain.get(row) + ",");
        }
        assertThat(explained.get(1)).contains("percentile").contains("[ATT&CK v19]");
    }

    @Test
    void predict_explainFew_leavesTheOthersEmptyButForFlaggedRows() throws IOException {
        List<String> explained = predict("--explain", 3);

        assertThat(explained.subList(1, 4)).allMatch(line -> line.contains("percentile"));
        assertThat(explained.subList(4, explained.size()))
                .allMatch(line -> line.contains("percentile") == line.contains(",True,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many"})
    void predict_explainSomethingElse_isWrongUsage(String count) {
        CommandRun run = CommandRun.of(
                "predict", "--base", base, "--model", model, "--day", "2026-03-11", "--out", "-", "--explain=" + count);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--explain");
    }

    @Test
    void detect_explain_writesReasonsToFileAndPage() throws IOException {
        CommandRun run = CommandRun.of("detect", "--base", base, "--out", folder, "--explain");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("results.csv")).get(0)).endsWith(",is_anomaly,reasons");
        assertThat(folder.resolve("report.html")).content().contains("of what shortens the path");
    }

    @Test
    void audit_namesWhatTheTrainingWarnedOf() throws IOException {
        CommandRun train = CommandRun.of(
                "train", "--base", base, "--model", folder.resolve("model.ueba"), "--trees", 20, "--cutoff", "-0.9");
        assertThat(train.err())
                .contains("features change no score, as no tree splits on them ('ueba audit' tells more): ")
                .contains("so nothing can ever be flagged at the cutoff -0.9");
        Path out = folder.resolve("audit.csv");

        CommandRun audit =
                CommandRun.of("audit", "--base", base, "--model", folder.resolve("model.ueba"), "--out", out);

        assertThat(audit.exitCode()).as(audit.err()).isZero();
        assertThat(audit.err())
                .contains("are never seen")
                .contains("the cutoff -0.9 can never be reached: this model flags nothing");
        String never = train.err().replaceAll("(?s).*tells more\\): ([^\n]*)\n.*", "$1");
        assertThat(Files.readAllLines(out).stream()
                        .filter(line -> line.contains(",never,"))
                        .map(line -> line.substring(0, line.indexOf(','))))
                .containsExactly(never.split(", "));
        CommandRun piped =
                CommandRun.of("audit", "--base", base, "--model", folder.resolve("model.ueba"), "--out", "-");
        assertThat(piped.out()).isEqualTo(Files.readString(out));
    }

    @Test
    void audit_withAFileThatIsNoModel_saysSo() {
        CommandRun run = CommandRun.of("audit", "--base", base, "--model", base);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("expected a file of a detector model").hasLineCount(1);
    }
}
