package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ueba train --risk-state} and {@code ueba daily --mode improved}: nights, crashes between them, decisions. */
class NightlyRiskTest {

    private static final String FIRST_NIGHT = "2026-03-12";
    private static final Object[] SETTINGS = {
        "--mode", "improved", "--budget", 3, "--quarantine", 6, "--half-life", 60, "--budget-days", 20
    };

    @TempDir
    private static Path data;

    private static Path base;
    private static List<String> lines;

    @TempDir
    private Path folder;

    private Path model;
    private Path state;
    private Path risk;

    @BeforeAll
    static void trainOnce() throws IOException {
        base = data.resolve("base.csv");
        assertThat(CommandRun.of(
                                "generate",
                                "base-features",
                                "--out",
                                data,
                                "--actors",
                                30,
                                "--days",
                                80,
                                "--attacks",
                                12,
                                "--seed",
                                5)
                        .exitCode())
                .isZero();
        lines = Files.readAllLines(base);
        CommandRun train = run(
                new Object[] {"train", "--base", before(FIRST_NIGHT), "--model", data.resolve("model.ueba")},
                SETTINGS,
                new Object[] {"--state", data.resolve("state.ueba"), "--risk-state", data.resolve("risk.ueba")});
        assertThat(train.exitCode()).as(train.err()).isZero();
        assertThat(train.err()).contains("risk state of 30 actors written to", "held back");
    }

    @BeforeEach
    void copyStates() throws IOException {
        model = data.resolve("model.ueba");
        state = Files.copy(data.resolve("state.ueba"), folder.resolve("state.ueba"));
        risk = Files.copy(data.resolve("risk.ueba"), folder.resolve("risk.ueba"));
    }

    private static CommandRun run(Object[]... parts) {
        List<Object> all = new ArrayList<>();
        for (Object[] part : parts) {
            all.addAll(List.of(part));
        }
        return CommandRun.of(all.toArray());
    }

    /** Writes the rows of days in {@code [from, to)}. */
    private static Path days(String from, String to) throws IOException {
        List<String> chosen = new ArrayList<>();
        for (String line : lines) {
            String day = line.split(",", 3)[1];
            if (day.equals("day") || (day.compareTo(from) >= 0 && day.compareTo(to) < 0)) {
                chosen.add(line);
            }
        }
        return Files.write(data.resolve("base-" + from + "-" + to + ".csv"), chosen);
    }

    private static Path before(String day) throws IOException {
        return days("2000-01-01", day);
    }

    private CommandRun daily(Path rows, String results, Object... more) {
        return run(
                new Object[] {
                    "daily",
                    "--base",
                    rows,
                    "--model",
                    model,
                    "--state",
                    state,
                    "--mode",
                    "improved",
                    "--risk-state",
                    risk,
                    "--out",
                    folder.resolve(results)
                },
                more);
    }

    private CommandRun predict(Path rows, String from, String to, String results, Object... more) {
        return run(
                new Object[] {
                    "predict",
                    "--base",
                    rows,
                    "--model",
                    model,
                    "--from",
                    from,
                    "--to",
                    to,
                    "--out",
                    folder.resolve(results)
                },
                SETTINGS,
                more);
    }

    private static void assertDone(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void daily_nightByNight_givesTheSameBytesAsPredictOverTheHistory() throws IOException {
        Path emails = Files.writeString(folder.resolve("emails.csv"), "actor,email\nnobody,n@example.org\n");
        String[] nights = {FIRST_NIGHT, "2026-03-13", "2026-03-14", "2026-03-17", "2026-03-18"};
        for (int night = 0; night + 1 < nights.length; night++) {
            CommandRun run = daily(
                    days(nights[night], nights[night + 1]),
                    "nightly.csv",
                    "--findings",
                    folder.resolve("nightly-findings.csv"),
                    "--emails",
                    emails);
            assertDone(run);
            assertThat(run.err()).contains("alerts on", "baselines now reach to", "risk state now reaches there too");
            String last = LocalDate.parse(nights[night + 1]).minusDays(1).toString();
            assertDone(predict(
                    base,
                    nights[night],
                    last,
                    "replayed.csv",
                    "--findings",
                    folder.resolve("replayed-findings.csv"),
                    "--emails",
                    emails));
            assertThat(folder.resolve("nightly.csv")).hasSameBinaryContentAs(folder.resolve("replayed.csv"));
            assertThat(folder.resolve("nightly-findings.csv"))
                    .hasSameBinaryContentAs(folder.resolve("replayed-findings.csv"));
        }
        assertThat(folder.resolve("state.ueba.next")).doesNotExist();
    }

    @Test
    void daily_twice_wipesNothing() throws IOException {
        Path night = days(FIRST_NIGHT, "2026-03-13");
        assertDone(daily(night, "results.csv", "--findings", folder.resolve("findings.csv")));
        byte[][] before = {
            Files.readAllBytes(folder.resolve("results.csv")),
            Files.readAllBytes(folder.resolve("findings.csv")),
            Files.readAllBytes(state),
            Files.readAllBytes(risk)
        };
        CommandRun again = daily(night, "results.csv", "--findings", folder.resolve("findings.csv"));
        assertDone(again);
        assertThat(again.err())
                .contains("no new day: nothing scored, results, baselines and risk state left as they are");
        assertThat(folder.resolve("results.csv")).hasBinaryContent(before[0]);
        assertThat(folder.resolve("findings.csv")).hasBinaryContent(before[1]);
        assertThat(state).hasBinaryContent(before[2]);
        assertThat(risk).hasBinaryContent(before[3]);
    }

    @Test
    void daily_ofLateDay_namesIt() throws IOException {
        assertDone(daily(days("2026-03-13", "2026-03-14"), "results.csv"));
        CommandRun late = daily(days(FIRST_NIGHT, "2026-03-15"), "results.csv");
        assertDone(late);
        assertThat(late.err()).contains("warning: the baselines know nothing of [2026-03-12], which came too late");
    }

    /** Where a job can die, in the order of its steps. */
    enum Crash {
        RESULTS_WRITTEN,
        NEXT_BASELINES_WRITTEN,
        RISK_STATE_REPLACED,
        BASELINES_REPLACED
    }

    @ParameterizedTest
    @EnumSource
    void daily_afterACrash_endsAsIfThereHadBeenNone(Crash crash) throws IOException {
        Path oldState = Files.copy(state, folder.resolve("old-state"));
        Path oldRisk = Files.copy(risk, folder.resolve("old-risk"));
        Path night = days(FIRST_NIGHT, "2026-03-13");
        Path nextNight = days("2026-03-13", "2026-03-14");
        assertDone(daily(night, "expected-1.csv"));
        Path newState = Files.copy(state, folder.resolve("new-state"));
        Path newRisk = Files.copy(risk, folder.resolve("new-risk"));
        assertDone(daily(nextNight, "expected-2.csv"));
        byte[] lastState = Files.readAllBytes(state);
        byte[] lastRisk = Files.readAllBytes(risk);

        Files.copy(
                crash.compareTo(Crash.BASELINES_REPLACED) >= 0 ? newState : oldState,
                state,
                StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                crash.compareTo(Crash.RISK_STATE_REPLACED) >= 0 ? newRisk : oldRisk,
                risk,
                StandardCopyOption.REPLACE_EXISTING);
        Path pending = folder.resolve("state.ueba.next");
        if (crash.compareTo(Crash.NEXT_BASELINES_WRITTEN) >= 0) {
            Files.copy(newState, pending);
        }
        Files.copy(folder.resolve("expected-1.csv"), folder.resolve("results.csv"));

        CommandRun again = daily(night, "results.csv");
        assertDone(again);
        assertThat(again.err().contains("interrupted between its two states"))
                .isEqualTo(crash == Crash.RISK_STATE_REPLACED);
        assertThat(folder.resolve("results.csv")).hasSameBinaryContentAs(folder.resolve("expected-1.csv"));
        assertThat(state).hasSameBinaryContentAs(newState);
        assertThat(risk).hasSameBinaryContentAs(newRisk);
        assertThat(pending).doesNotExist();
        assertDone(daily(nextNight, "results.csv"));
        assertThat(folder.resolve("results.csv")).hasSameBinaryContentAs(folder.resolve("expected-2.csv"));
        assertThat(state).hasBinaryContent(lastState);
        assertThat(risk).hasBinaryContent(lastRisk);
    }

    @Test
    void daily_thatCannotWriteTheNextBaselines_replacesNothing() throws IOException {
        byte[] oldState = Files.readAllBytes(state);
        byte[] oldRisk = Files.readAllBytes(risk);
        Files.createDirectories(folder.resolve("state.ueba.next/in-the-way"));
        CommandRun run = daily(days(FIRST_NIGHT, "2026-03-13"), "results.csv");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(state).hasBinaryContent(oldState);
        assertThat(risk).hasBinaryContent(oldRisk);
    }

    @Test
    void daily_whenOnlyTheBaselinesWentOn_refusesAndSaysWhatToDo() throws IOException {
        Path night = days(FIRST_NIGHT, "2026-03-13");
        assertDone(CommandRun.of(
                "daily", "--base", night, "--model", model, "--state", state, "--out", folder.resolve("faithful.csv")));
        byte[] ahead = Files.readAllBytes(state);
        CommandRun run = daily(days("2026-03-13", "2026-03-14"), "results.csv");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("up to 2026-03-12, but the risk state", "up to 2026-03-11", "make both in one training")
                .hasLineCount(1);
        assertThat(state).hasBinaryContent(ahead);
        assertThat(folder.resolve("results.csv")).doesNotExist();
    }

    @Test
    void daily_withARiskStateOfAnotherModel_isRefused() {
        Path other = folder.resolve("other.ueba");
        assertDone(CommandRun.of("train", "--base", base, "--model", other, "--trees", 10));
        model = other;
        CommandRun run = daily(base, "results.csv");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the risk state knows the scores of another model")
                .hasLineCount(1);
    }

    @Test
    void daily_withTheSettingsOfTheState_works_andWithOthersSaysWhichDiffer() throws IOException {
        Path night = days(FIRST_NIGHT, "2026-03-13");
        byte[] before = Files.readAllBytes(risk);
        CommandRun other = daily(night, "results.csv", "--budget", 5, "--quarantine", 6, "--half-life", 30);
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err())
                .contains("alertsPerDay is 3, not 5", "halfLifeDays is 60.0, not 30.0")
                .doesNotContain("quarantineDays")
                .hasLineCount(1);
        assertThat(risk).hasBinaryContent(before);
        assertDone(daily(night, "results.csv", "--budget", 3, "--quarantine", 6, "--half-life", 60));
    }

    @Test
    void daily_withDecisions_reportsThem_andEqualsPredictWithThem() throws IOException {
        LocalDate day = LocalDate.parse(FIRST_NIGHT).minusDays(1);
        List<String> decided = new ArrayList<>();
        // One night after the other, up to one with two alerts.
        while (decided.size() < 3) {
            day = day.plusDays(1);
            assertDone(daily(days(day.toString(), day.plusDays(1).toString()), "results.csv"));
            decided = new ArrayList<>(List.of("actor,day,decision"));
            for (String row : Files.readAllLines(folder.resolve("results.csv"))) {
                if (row.endsWith(",True")) {
                    decided.add(row.split(",", 2)[0] + "," + day + (decided.size() == 1 ? ",cleared" : ",confirmed"));
                }
            }
        }
        int confirmed = decided.size() - 2;
        decided.add("nobody,2026-03-12,cleared");
        Path decisions = Files.write(folder.resolve("decisions.csv"), decided);
        LocalDate next = day.plusDays(1);
        Path night = days(next.toString(), next.plusDays(1).toString());
        CommandRun run = daily(night, "nightly.csv", "--decisions", decisions);
        assertDone(run);
        assertThat(run.err())
                .contains(
                        "decisions: 1 cleared, " + confirmed + " confirmed, 0 about days that are not held (any more)")
                .contains("warning: 1 decision of actors that have no row");
        assertDone(predict(base, next.toString(), next.toString(), "replayed.csv", "--decisions", decisions));
        assertThat(folder.resolve("nightly.csv")).hasSameBinaryContentAs(folder.resolve("replayed.csv"));
    }

    @Test
    void decisions_withABadWord_areRefusedBeforeAnythingIsWritten() throws IOException {
        byte[] before = Files.readAllBytes(risk);
        Path decisions =
                Files.writeString(folder.resolve("decisions.csv"), "actor,day,decision\nann,2026-03-01,perhaps\n");
        CommandRun run = daily(days(FIRST_NIGHT, "2026-03-13"), "results.csv", "--decisions", decisions);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("decisions.csv, line 2: 'decision' must be cleared or confirmed, but is 'perhaps'");
        assertThat(risk).hasBinaryContent(before);
        assertThat(folder.resolve("results.csv")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daily --mode=improved",
                "daily --risk-state=r",
                "daily --findings=f.csv",
                "daily --budget=3",
                "daily --decisions=d.csv",
                "train --mode=improved",
                "train --risk-state=r --state=s",
                "train --mode=improved --risk-state=r",
                "train --mode=improved --risk-state=s --state=s",
                "train --quarantine=3",
                "train --mode=improved --risk-state=r --state=s --decisions=d.csv",
                "train --mode=improved --risk-state=r --state=s --algorithm=secdev2025"
            })
    void run_withOptionsThatDoNotGoTogether_isWrongUsageInOneLine(String text) {
        List<Object> all = new ArrayList<>(List.of((Object[]) text.split(" ")));
        all.addAll(List.of("--base", base, "--model", folder.resolve("m.ueba")));
        if (text.startsWith("daily")) {
            all.addAll(List.of("--state", state, "--out", folder.resolve("results.csv")));
        }
        CommandRun run = CommandRun.of(all.toArray());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("ueba: ").hasLineCount(1);
        assertThat(folder.resolve("m.ueba")).doesNotExist();
    }

    @Test
    void daily_withLearnedPeers_pointsToTrain() {
        CommandRun run = daily(base, "results.csv", "--peers", "learned");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--peers learned belongs to 'ueba train --risk-state'");
    }
}
