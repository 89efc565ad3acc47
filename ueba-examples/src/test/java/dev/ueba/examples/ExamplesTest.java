package dev.ueba.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example in a process of its own, in an empty folder that is not the repository. */
class ExamplesTest {

    private static final int LONGEST_EXAMPLE = 80;

    @TempDir
    Path folder;

    @TempDir
    Path temporary;

    private String run(Class<?> example) throws IOException, InterruptedException {
        ChildJvm.Result result =
                ChildJvm.runMain(folder, ChildJvm.classPath(), example.getName(), "-Djava.io.tmpdir=" + temporary);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(folder).isEmptyDirectory();
        return result.output();
    }

    private static Path printedFolder(String output) {
        Matcher folder = Pattern.compile("(?m)^files are in (.*)$").matcher(output);
        assertThat(folder.find()).as(output).isTrue();
        return Path.of(folder.group(1).strip());
    }

    @Test
    void detectOnSample_printsTheTwentyLowestWithTheirLabels() throws Exception {
        String output = run(DetectOnSample.class);

        assertThat(output.lines().filter(line -> line.matches(" *\\d+  2026-.*")))
                .hasSize(20);
        assertThat(output)
                .contains("   1  2026-03-23  nweber              -0.146599  no       mass_clone")
                .contains("0 of 578 rows are below the cutoff -0.32");
        assertThat(printedFolder(output).resolve("results.csv")).isNotEmptyFile();
    }

    @Test
    void detectOnRawLogs_showsTheEventsBehindTheStrangestDay() throws Exception {
        String output = run(DetectOnRawLogs.class);

        assertThat(output).contains("events read from 182 files", "2026-03-23 nweber -0.15441");
        assertThat(output.lines().filter(line -> line.matches("[a-z_.]+ example-works/.*, line \\d+")))
                .hasSize(3);
    }

    @Test
    void investigateEntity_findsTheDownloadsAndTheirAddress() throws Exception {
        String output = run(InvestigateEntity.class);

        assertThat(output)
                .contains("actor_ip = 203.0.113.17: 16.0 events instead of 0.0")
                .contains("events behind it: ");
        assertThat(printedFolder(output).resolve("investigation.html")).isNotEmptyFile();
    }

    @Test
    void trainModel_savesAModelAndItsTrainingRows() throws Exception {
        String output = run(TrainModel.class);

        assertThat(output)
                .contains("trained on 1223 rows of 2026-02-15 to 2026-03-31")
                .contains("100 trees over 75 features, offset -0.39551607710418596");
        assertThat(printedFolder(output).resolve("model.ueba")).isNotEmptyFile();
        assertThat(Files.readAllLines(printedFolder(output).resolve("training.csv")))
                .hasSize(1224);
    }

    @Test
    void predictDay_findsTheMassCloneAndItsAddress() throws Exception {
        assertThat(run(PredictDay.class))
                .contains("2026-03-23 nweber -0.12812539833514897 cloned 112 times, n.weber@example.org");
    }

    @Test
    void explainAnomalies_namesTheClonesAndTheBlindSpots() throws Exception {
        String output = run(ExplainAnomalies.class);

        assertThat(output)
                .contains("nweber: Not flagged: the average path is ")
                .contains("  git_clone is 112, usually 3.9 and at most 20 on 40 earlier days (98.5th percentile); ")
                .contains("ATT&CK v19: T1213.003 Data from Information Repositories: Code Repositories.");
        assertThat(output.lines().filter(line -> line.startsWith("no score depends on: ")))
                .hasSize(1)
                .first()
                .asString()
                .contains("org_recovery_codes_downloaded");
        assertThat(printedFolder(output).resolve("results-with-reasons.csv")).isNotEmptyFile();
    }

    @Test
    void dailyScoring_givesTheScoresOfTheFullHistory() throws Exception {
        String output = run(DailyScoring.class);

        assertThat(output).contains("2026-03-23: 34 actors, the strangest is nweber");
        assertThat(output.lines().filter("same scores as from the full history: true"::equals))
                .hasSize(2);
    }

    @Test
    void dailyAlerts_givesTheAlertsOfTheFullHistory_andHearsTheAnalyst() throws Exception {
        String output = run(DailyAlerts.class);

        assertThat(output)
                .contains("2026-03-30: cem-castro, risk 5 bits", "2026-03-30: 0 cleared", "2026-03-31: 1 cleared");
        assertThat(output.lines().filter("same alerts as from the full history: true"::equals))
                .hasSize(2);
    }

    @Test
    void ownRecords_findsTheTill() throws Exception {
        assertThat(run(OwnRecords.class)).startsWith("till-4 -0.");
    }

    @Test
    void saveAndLoad_scoresAlikeAndRefusesTheDamagedFile() throws Exception {
        assertThat(run(SaveAndLoad.class))
                .contains("same scores from the file: true")
                .contains("damaged.ueba: the checksum does not match");
    }

    @Test
    void isolationForestAlone_findsTheOutliers() throws Exception {
        assertThat(run(IsolationForestAlone.class)).contains("10 of 1000 rows").contains("ROC AUC 1.0");
    }

    @Test
    void detectInAuthLog_findsTheNight() throws Exception {
        String output = run(DetectInAuthLog.class);

        assertThat(output)
                .contains("7 of 342 are anomalies", "3 of 259 are anomalies")
                .contains("  2026-01-08T03:17:34Z accepted dora 203.0.113.66, line 307")
                .contains("  2026-01-08T03:10:00Z 203.0.113.66: [63 failures with 9 users,");
        assertThat(printedFolder(output).resolve("anomalies.csv")).isNotEmptyFile();
    }

    @Test
    void detectInCloudTrail_findsTheStolenKey() throws Exception {
        String output = run(DetectInCloudTrail.class);

        assertThat(output).contains("StopLogging 203.0.113.66 [the call StopLogging, a rare call for this identity");
        assertThat(printedFolder(output).resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void detectInSecurityLog_printsBothSideBySide() throws Exception {
        assertThat(run(DetectInSecurityLog.class))
                .containsPattern(
                        "precision 0.5455, recall 0.6000, F1 0.5714 +precision 0.9091, recall 1.0000, F1 0.9524");
    }

    @Test
    void examples_areShort() throws IOException {
        List<Path> sources = Repository.sources("ueba-examples");
        assertThat(sources).hasSizeGreaterThan(7);
        for (Path source : sources) {
            assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThan(LONGEST_EXAMPLE);
        }
    }
}
