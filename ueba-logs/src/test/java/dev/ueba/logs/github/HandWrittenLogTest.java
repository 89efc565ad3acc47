package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.LogFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of a log that was computed by hand; see golden/github-hand/README.md. */
final class HandWrittenLogTest {

    @TempDir
    Path folder;

    private static Path log() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(HandWrittenLogTest.class.getResource("/golden/github-hand/log.json"))
                .toURI());
    }

    private static void assertRow(FeatureTable table, int row, String actor, String day, Map<String, Double> values) {
        assertThat(table.actor(row)).isEqualTo(actor);
        assertThat(table.day(row)).isEqualTo(day);
        assertThat(PlainReference.withoutZeros(table.record(row).values())).isEqualTo(values);
    }

    @Test
    void readFeatures_ofTheLog_isTheTableOfItsReadme() throws IOException, URISyntaxException {
        GitHubAuditLogSource source = GitHubAuditLogSource.open(List.of(log().toString()));
        FeatureTable table = source.readFeatures();
        assertThat(table.rowCount()).isEqualTo(5);
        assertRow(
                table,
                0,
                "alice",
                "2026-01-01",
                Map.of(
                        "git_clone",
                        2.0,
                        "repo_download_zip",
                        1.0,
                        "unique_ips_used",
                        2.0,
                        "unique_repos_accessed",
                        2.0));
        assertRow(
                table,
                1,
                "alice",
                "2026-01-02",
                Map.of("pull_request_create", 1.0, "unique_ips_used", 1.0, "unique_repos_accessed", 1.0));
        assertRow(
                table,
                2,
                "bob",
                "2026-01-02",
                Map.of("pull_request_merge", 2.0, "unique_ips_used", 1.0, "unique_repos_accessed", 2.0));
        assertRow(
                table,
                3,
                "bob",
                "2026-01-03",
                Map.of(
                        "is_weekend",
                        1.0,
                        "repository_secret_scanning_protection_disable",
                        1.0,
                        "unique_repos_accessed",
                        1.0));
        assertRow(table, 4, "Änne", "2026-01-03", Map.of("is_weekend", 1.0, "org_recovery_codes_viewed", 1.0));
        GitHubLogCounts counts = source.counts();
        assertThat(counts.read()).isEqualTo(13);
        assertThat(counts.used()).isEqualTo(9);
        assertThat(counts.duplicates()).isOne();
        assertThat(counts.machineLeftOut()).isOne();
        assertThat(counts.withoutActor()).isOne();
        assertThat(counts.withoutTime()).isOne();
        assertThat(counts.unreadable()).isOne();
        assertThat(counts.unreadablePlaces().get(0).place().toString()).isEqualTo(LogFiles.text(log()) + ":13");
        assertThat(counts.undocumentedActions()).isEqualTo(Map.of("made.up", 1L));
    }

    @Test
    void readFeatures_ofACutGzipFile_usesWhatIsThereAndTheOtherFiles() throws IOException, URISyntaxException {
        byte[] gzip = LogWriting.gzip(Files.readString(log()).repeat(500).getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("cut.json.gz"), Arrays.copyOf(gzip, gzip.length / 2));
        Files.write(folder.resolve("head.gz"), Arrays.copyOf(gzip, 5));
        byte[] damaged = gzip.clone();
        // the checksum at the end
        damaged[damaged.length - 8] ^= 1;
        Files.write(folder.resolve("damaged"), damaged);
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.write(folder.resolve("empty.gz"), LogWriting.gzip(new byte[0]));
        Files.write(
                folder.resolve("noise"),
                new SplittableRandom(1)
                        .longs(4000)
                        .mapToObj(Long::toHexString)
                        .reduce("", String::concat)
                        .getBytes(StandardCharsets.US_ASCII));
        Files.copy(log(), folder.resolve("whole.json"));
        GitHubAuditLogSource source = GitHubAuditLogSource.open(List.of(folder.toString()));
        assertThat(source.readFeatures().rowCount()).isEqualTo(5);
        assertThat(source.counts().files()).isEqualTo(7);
        assertThat(source.counts().unreadablePlaces()).hasSize(20);
        List<String> reasons = new ArrayList<>();
        GitHubAuditLogOptions all = GitHubAuditLogOptions.defaults()
                .withLimits(GitHubAuditLogOptions.defaults().limits().withReportedPlaces(10_000));
        GitHubAuditLogReader.read(source.files(), all, event -> {})
                .unreadablePlaces()
                .forEach(place -> reasons.add(place.toString().replaceAll(".*/|:\\d+:", "")));
        assertThat(reasons)
                .contains(
                        "cut.json.gz the gzip data is cut off here; the rest is missing",
                        "head.gz the gzip data is cut off or damaged at its beginning",
                        "damaged the gzip data is damaged from here on; the rest is left out",
                        "noise there is no JSON object on this line");
    }
}
