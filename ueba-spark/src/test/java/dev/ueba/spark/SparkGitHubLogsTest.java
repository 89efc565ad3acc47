package dev.ueba.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.evaluation.SyntheticOrganisationOptions;
import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.github.GitHubAuditFeatureOptions;
import dev.ueba.logs.github.GitHubAuditLogOptions;
import dev.ueba.logs.github.GitHubAuditLogSource;
import dev.ueba.logs.synthetic.SyntheticAuditLog;
import dev.ueba.logs.synthetic.SyntheticAuditLogOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkGitHubLogsTest {

    @Test
    void readBaseFeatures_ofSyntheticLogsWithCopies_hasTheCellsOfTheLogSource(@TempDir Path folder) throws IOException {
        SyntheticAuditLog.generate(
                SyntheticAuditLogOptions.defaults()
                        .withOrganisation(SyntheticOrganisationOptions.defaults()
                                .withActors(12)
                                .withDays(6)
                                .withAttacks(1)
                                .withSeed(4))
                        .withHoursPerDelivery(24),
                folder);
        // Copies that differ, under one actor and under two; an event without an id; and what is no event at all.
        Files.writeString(
                folder.resolve("logs").resolve("copies.json"),
                """
                {"@timestamp":1767312000000,"action":"git.clone","actor":"first","_document_id":"same"}
                {"@timestamp":1767312000000,"action":"git.clone","actor":"first","_document_id":"same","actor_ip":"192.0.2.7"}
                {"@timestamp":1767315600000,"action":"repo.access","actor":"second","_document_id":"moved"}
                {"@timestamp":1767315600000,"action":"repo.access","actor":"third","_document_id":"moved","repo":"o/r"}
                {"@timestamp":1767319200000,"action":"git.clone","actor":"first"}
                {"@timestamp":1767319200000,"action":"git.clone","actor":"first"}
                {"broken":
                """);
        GitHubAuditFeatureOptions pastOnly =
                GitHubAuditFeatureOptions.defaults().withPastOnly(true);

        for (GitHubAuditFeatureOptions options : List.of(GitHubAuditFeatureOptions.defaults(), pastOnly)) {
            FeatureTable expected = GitHubAuditLogSource.open(
                            List.of(folder.resolve("logs").toString()), GitHubAuditLogOptions.defaults(), options)
                    .readFeatures();
            String logs = folder.resolve("logs").toUri().toString();
            Dataset<Row> rows = SparkGitHubLogs.of(GitHubAuditLogOptions.defaults(), options)
                    .readBaseFeatures(Sessions.shared(), logs + "*.json," + logs + "*/*/*/*/*.gz");

            assertThat(rows.columns())
                    .containsExactly(expected.schema().columns().toArray(String[]::new));
            assertThat(Frames.lines(rows)).containsExactlyInAnyOrderElementsOf(Frames.lines(expected));
        }
    }

    @Test
    void of_extendedFeatures_areRefused() {
        assertThatThrownBy(() -> SparkGitHubLogs.of(
                        GitHubAuditLogOptions.defaults(),
                        GitHubAuditFeatureOptions.defaults().withExtended(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use ueba-logs");
    }

    @Test
    void of_hourHabits_areRefused() {
        assertThatThrownBy(() -> SparkGitHubLogs.of(
                        GitHubAuditLogOptions.defaults(),
                        GitHubAuditFeatureOptions.defaults().withHourHabits(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("habits of hours");
    }
}
