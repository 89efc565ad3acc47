package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands from data to results, on a small generated organisation. */
class PipelineCommandsTest {

    @TempDir
    private static Path data;

    private static Path base;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generate() {
        CommandRun run = CommandRun.of(
                "generate", "base-features", "--out", data, "--actors", 20, "--days", 70, "--attacks", 10, "--seed", 3);
        assertThat(run.exitCode()).as(run.err()).isZero();
        base = data.resolve("base.csv");
    }

    @Test
    void generate_writesDataAndLabels_theSameForTheSameSeed() throws IOException {
        assertThat(Files.readAllLines(data.resolve("labels.csv")))
                .hasSize(11)
                .first()
                .isEqualTo("actor,day,scenario");
        CommandRun.of(
                "generate",
                "base-features",
                "--out",
                folder,
                "--actors",
                20,
                "--days",
                70,
                "--attacks",
                10,
                "--seed",
                3);
        assertThat(folder.resolve("base.csv")).hasSameBinaryContentAs(base);
        assertThat(folder.resolve("labels.csv")).hasSameBinaryContentAs(data.resolve("labels.csv"));
    }

    @Test
    void detect_onGeneratedData_writesEveryRowLowestScoreFirst() throws IOException {
        CommandRun run = CommandRun.of(
                "detect", "--base", base, "--labels", data.resolve("labels.csv"), "--out", folder.resolve("made/out"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("rank  day", "   1  ", "  20  ", "are labelled; their ranks:");
        List<String> lines = Files.readAllLines(folder.resolve("made/out/results.csv"));
        assertThat(lines.get(0)).startsWith("actor,day,is_weekend,").endsWith(",anomaly_score,is_anomaly");
        assertThat(lines.stream().skip(1).map(PipelineCommandsTest::score)).isSorted();
        assertThat(folder.resolve("made/out/model.ueba")).isNotEmptyFile();
    }

    @Test
    void trainThenPredict_isDetect() throws IOException {
        CommandRun.of("detect", "--base", base, "--out", folder);
        // detect trains on all but the newest 31 days
        String lastTrainingDay = "2026-02-08";
        Path older = folder.resolve("older.csv");
        Files.write(
                older,
                Files.readAllLines(base).stream()
                        .filter(line -> line.startsWith("actor,") || line.split(",")[1].compareTo(lastTrainingDay) <= 0)
                        .toList());
        Path model = folder.resolve("again.ueba");
        CommandRun train = CommandRun.of("train", "--base", older, "--model", model);
        assertThat(train.exitCode()).as(train.err()).isZero();
        assertThat(model).hasSameBinaryContentAs(folder.resolve("model.ueba"));
        Path results = folder.resolve("again.csv");
        CommandRun predict = CommandRun.of(
                "predict",
                "--base",
                base,
                "--model",
                model,
                "--from",
                "2026-02-19",
                "--to",
                "2026-03-11",
                "--out",
                results);
        assertThat(predict.exitCode()).as(predict.err()).isZero();
        assertThat(results).hasSameBinaryContentAs(folder.resolve("results.csv"));
    }

    @Test
    void daily_fromState_isPredictOfThoseDays_andSkipsWhatItHasSeen() throws IOException {
        List<String> lines = Files.readAllLines(base);
        Path older = Files.write(
                folder.resolve("older.csv"),
                lines.stream()
                        .filter(line -> line.startsWith("actor,") || line.split(",")[1].compareTo("2026-03-05") < 0)
                        .toList());
        Path newer = Files.write(
                folder.resolve("newer.csv"),
                lines.stream()
                        .filter(line -> line.startsWith("actor,") || line.split(",")[1].compareTo("2026-03-04") >= 0)
                        .toList());
        Path model = folder.resolve("model.ueba");
        Path state = folder.resolve("state.ueba");
        CommandRun.of("train", "--base", older, "--model", model, "--state", state);
        CommandRun daily = CommandRun.of(
                "daily", "--base", newer, "--model", model, "--state", state, "--out", folder.resolve("daily.csv"));
        assertThat(daily.exitCode()).as(daily.err()).isZero();
        assertThat(daily.err()).contains("left out", "of days up to 2026-03-04", "baselines now reach to 2026-03-11");
        CommandRun.of(
                "predict",
                "--base",
                base,
                "--model",
                model,
                "--from",
                "2026-03-05",
                "--to",
                "2026-03-11",
                "--out",
                folder.resolve("predict.csv"));
        assertThat(folder.resolve("daily.csv")).hasSameBinaryContentAs(folder.resolve("predict.csv"));

        byte[] before = Files.readAllBytes(state);
        CommandRun again = CommandRun.of(
                "daily", "--base", newer, "--model", model, "--state", state, "--out", folder.resolve("again.csv"));
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("no new day");
        assertThat(folder.resolve("again.csv")).doesNotExist();
        assertThat(state).hasBinaryContent(before);
    }

    @Test
    void predict_toStandardOutput_writesDataThereAndTheSummaryToStandardError() throws IOException {
        Path model = folder.resolve("model.ueba");
        CommandRun.of("train", "--base", base, "--model", model);
        Path emails = Files.writeString(folder.resolve("emails.csv"), "actor,email\nnobody,n@example.org\n");
        CommandRun run = CommandRun.of(
                "predict", "--base", base, "--model", model, "--day", "2026-03-10", "--emails", emails, "--out", "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().findFirst().orElseThrow()).endsWith(",is_anomaly,user_email");
        assertThat(run.out().lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.contains(",2026-03-10,") && line.endsWith(","));
        assertThat(run.err()).contains("written to standard output");
    }

    @Test
    void predict_dayWithoutData_namesTheNearestDays() {
        Path model = folder.resolve("model.ueba");
        CommandRun.of("train", "--base", base, "--model", model);
        CommandRun run = CommandRun.of(
                "predict", "--base", base, "--model", model, "--day", "2030-01-01", "--out", folder.resolve("r.csv"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("2026-03-11 before, none after");
        assertThat(folder.resolve("r.csv")).doesNotExist();
        CommandRun earlier = CommandRun.of(
                "predict", "--base", base, "--model", model, "--day", "2030-01-01", "--earlier-day", "--out", "-");
        assertThat(earlier.exitCode()).isZero();
        assertThat(earlier.out()).contains(",2026-03-11,");
    }

    @Test
    void train_secDev2025_derivesTheContaminationAndPredicts() {
        Path model = folder.resolve("model.ueba");
        CommandRun refused = CommandRun.of("train", "--base", base, "--model", model, "--algorithm", "secdev2025");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("the lowest score is", "choose another cutoff");
        assertThat(model).doesNotExist();
        CommandRun train = CommandRun.of(
                "train",
                "--base",
                base,
                "--model",
                model,
                "--algorithm",
                "secdev2025",
                "--cutoff",
                "-0.05",
                "--training-out",
                folder.resolve("training.csv"));
        assertThat(train.exitCode()).as(train.err()).isZero();
        CommandRun predict = CommandRun.of(
                "predict",
                "--base",
                base,
                "--model",
                model,
                "--from",
                "2026-01-01",
                "--to",
                "2026-03-11",
                "--out",
                "-");
        assertThat(predict.exitCode()).as(predict.err()).isZero();
        assertThat(predict.out()).contains(",True\n");
        assertThat(predict.err()).contains("below the cutoff 0.0");
    }

    @Test
    void train_exports_areHistoryAndTraining() throws IOException {
        CommandRun run = CommandRun.of(
                "train",
                "--base",
                base,
                "--model",
                folder.resolve("m"),
                "--history",
                "0.7",
                "--training-out",
                folder.resolve("t.csv"),
                "--history-out",
                folder.resolve("h.csv.gz"),
                "--modified-zscores",
                "--composite-max",
                "--keep-negative-zscores",
                "--trees",
                10,
                "--samples",
                64,
                "--contamination",
                "auto",
                "--seed",
                4294967295L);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("t.csv")).get(0))
                .contains("modzscore_git_clone", "zscore_composite_max");
        assertThat(Files.readAllBytes(folder.resolve("h.csv.gz"))).startsWith(0x1f, 0x8b);
        assertThat(run.err()).contains("model of 10 trees over 114 features", "offset -0.5,");
    }

    static Stream<List<Object>> wrongUsages() {
        return Stream.of(
                List.of("predict", "--model", "m", "--out", "r"),
                List.of("predict", "--model", "m", "--out", "r", "--from", "2026-01-01"),
                List.of("predict", "--model", "m", "--out", "r", "--day", "2026-01-01", "--to", "2026-01-01"),
                List.of("predict", "--model", "m", "--out", "r", "--day", "05/07/2025"),
                List.of("train", "--model", "m", "--contamination", "0.7"),
                List.of("train", "--model", "m", "--contamination", "nan"),
                List.of("train", "--model", "m", "--seed", "-1"),
                List.of("train", "--model", "m", "--trees", "0"),
                List.of("train", "--model", "m", "--samples", "0"),
                List.of("train", "--model", "m", "--cutoff", "nan"),
                List.of("train", "--model", "m", "--algorithm", "secdev2025", "--modified-zscores"),
                List.of("train", "--model", "m", "--algorithm", "secdev2025", "--state", "s"),
                List.of("train", "--model", "m", "--algorithm", "other"),
                List.of("detect", "--out", "o", "--test-days", "0"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsages")
    void run_withContradictingOptions_isWrongUsageInOneLine(List<Object> arguments) {
        List<Object> all = new java.util.ArrayList<>(arguments);
        all.addAll(List.of("--base", base));
        CommandRun run = CommandRun.of(all.toArray());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).startsWith("ueba: ");
    }

    @Test
    void detect_lenient_leavesBadRowsOutAndSaysWhich() throws IOException {
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(base));
        lines.set(4, lines.get(4).replaceFirst(",2026-", ",yesterday-"));
        Path bad = Files.write(folder.resolve("bad.csv"), lines);
        CommandRun strict = CommandRun.of("detect", "--base", bad, "--out", folder.resolve("out"));
        assertThat(strict.exitCode()).isEqualTo(1);
        assertThat(strict.err()).contains("bad.csv, line 5: column 'day'").hasLineCount(1);
        CommandRun lenient = CommandRun.of("detect", "--base", bad, "--out", folder.resolve("out"), "--lenient");
        assertThat(lenient.exitCode()).as(lenient.err()).isZero();
        assertThat(lenient.err()).contains("left out 1 bad row of", "  line 5: column 'day'");
    }

    @Test
    void detect_hostileActor_isShownHarmless() throws IOException {
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(base));
        for (int day = 9; day <= 11; day++) {
            lines.add("=\u001b[31mevil,2026-03-%02d,0".formatted(day) + ",900".repeat(36));
        }
        Path hostile = Files.write(folder.resolve("hostile.csv"), lines);
        CommandRun run = CommandRun.of("detect", "--base", hostile, "--out", folder.resolve("out"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("=\\u{1b}[31mevil").doesNotContain("\u001b");
    }

    @Test
    void detect_tooFewDays_saysHowMany() throws IOException {
        Path few =
                Files.write(folder.resolve("few.csv"), Files.readAllLines(base).subList(0, 60));
        CommandRun run = CommandRun.of("detect", "--base", few, "--out", folder.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("31 test days must leave at least 2 older ones");
        Path header = Files.write(
                folder.resolve("header.csv"), Files.readAllLines(base).subList(0, 1));
        CommandRun none = CommandRun.of("detect", "--base", header, "--out", folder.resolve("out"));
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("have no rows");
    }

    @Test
    void predict_withAFileThatIsNoModel_saysSo() {
        CommandRun run = CommandRun.of("predict", "--base", base, "--model", base, "--day", "2026-03-10", "--out", "-");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("expected a file of a detector model").hasLineCount(1);
    }

    private static double score(String line) {
        int flag = line.lastIndexOf(',');
        return Double.parseDouble(line.substring(line.lastIndexOf(',', flag - 1) + 1, flag));
    }
}
