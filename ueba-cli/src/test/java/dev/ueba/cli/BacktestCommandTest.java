package dev.ueba.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.evaluation.SyntheticOrganisation;
import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

    @TempDir
    private Path folder;

    private Path base;

    @BeforeEach
    void writeBase() throws IOException {
        base = folder.resolve("base.csv");
        FeatureCsv.write(
                SyntheticOrganisation.generate(SyntheticOrganisationOptions.defaults()
                                .withActors(20)
                                .withDays(40)
                                .withAttacks(0))
                        .baseFeatures(),
                base);
    }

    private CommandRun backtest(Object... further) {
        List<Object> arguments = new ArrayList<>(List.of("backtest", "--base", base, "--out", folder.resolve("out")));
        arguments.addAll(List.of(further));
        return CommandRun.of(arguments.toArray());
    }

    @Test
    void backtest_withoutLabels_putsAttacksIn() throws IOException {
        byte[] before = Files.readAllBytes(base);
        CommandRun run = backtest("--attacks", 10, "--strength", "1,0.5", "--seed", 3);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains(
                        "scoring 13 days from 2026-01-28 to 2026-02-09, models fitted on the days before, anew every 30"
                                + " days",
                        "attacks put in at strength 1.0: 10 attacks in 10 incidents",
                        "attacks put in at strength 0.5: 10 attacks in 10 incidents",
                        "recall at 10 a day       attacks        faithful        improved count_threshold      deviations");
        Path out = folder.resolve("out");
        String metrics = Files.readString(out.resolve("metrics.json"));
        assertThat(metrics).contains("\"source\" : \"injection\"", "\"strength\" : 0.5", "\"improved\" : {");
        assertThat(Files.readString(out.resolve("report.html"))).contains("Attacks put in at strength 0.5");
        assertThat(Files.readAllLines(out.resolve("labels.csv"))).hasSize(11).contains("actor,day,scenario");
        assertThat(Files.readAllBytes(base)).isEqualTo(before);
        assertThat(backtest("--attacks", 10, "--strength", "1,0.5", "--seed", 3).exitCode())
                .isZero();
        assertThat(out.resolve("metrics.json")).hasContent(metrics);
    }

    @Test
    void backtest_ofOneMode_hasNoOther() throws IOException {
        CommandRun run = backtest(
                "--attacks", 5, "--mode", "faithful", "--scenarios", "mass_clone,off_hours", "--from", "2026-02-01");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("out").resolve("metrics.json")))
                .contains(
                        "\"faithful\" : {", "\"count_threshold\" : {", "\"from\" : \"2026-02-01\"", "\"off_hours\" : {")
                .doesNotContain("\"improved\" : {", "\"recovery_codes\" : {");
        assertThat(backtest("--attacks", 5, "--mode", "improved").err())
                .contains("improved")
                .doesNotContain("faithful  ");
    }

    @Test
    void backtest_withLabels_namesThoseThatMatchNothing() throws IOException {
        List<String> rows = Files.readAllLines(base);
        String[] last = rows.get(rows.size() - 1).split(",");
        int actor = List.of(rows.get(0).split(",")).indexOf("actor");
        int day = List.of(rows.get(0).split(",")).indexOf("day");
        Path labels = Files.writeString(
                folder.resolve("labels.csv"),
                "actor,day,scenario\n" + last[actor] + "," + last[day] + ",own name\nno\u001bbody,2026-02-01,x\n"
                        + last[actor] + ",2026-01-03,x\n");
        CommandRun run = backtest("--labels", labels, "--budget", 3);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "1 label of days before 2026-01-28 play no part",
                        "warning: 1 label of scored days matches no row; actors are compared as exact text:",
                        "  no\\u{1b}body on 2026-02-01",
                        "labels: 1 attack in 1 incident",
                        "recall at 3 a day",
                        "own name");
        assertThat(folder.resolve("out").resolve("labels.csv")).doesNotExist();
        assertThat(Files.readString(folder.resolve("out").resolve("metrics.json")))
                .contains("\"source\" : \"given\"", "\"labels_unmatched\" : 1", "\"strength\" : null", "\"3\" : ");

        Files.writeString(labels, "actor,day\nnobody,2026-02-01\n");
        CommandRun none = backtest("--labels", labels);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("none of the 1 labels has a scored row");
    }

    @Test
    void backtest_wronglyUsed_saysHow() throws IOException {
        CommandRun unknown = backtest("--scenarios", "theft");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no scenario named 'theft'; known are [mass_clone");
        assertThat(backtest("--labels", base, "--attacks", 4).exitCode()).isEqualTo(2);
        assertThat(backtest("--strength", "1,1").err()).contains("--strength must name each strength once");
        assertThat(backtest("--strength", "0").exitCode()).isEqualTo(2);
        assertThat(backtest("--budget", "0").err()).contains("budget must be from 1 to 100000, but was 0");
        assertThat(backtest("--refit", "0").exitCode()).isEqualTo(2);
        CommandRun early = backtest("--from", "2026-01-02");
        assertThat(early.exitCode()).isEqualTo(1);
        assertThat(early.err()).contains("there are 1 days before the first scored day 2026-01-02");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
