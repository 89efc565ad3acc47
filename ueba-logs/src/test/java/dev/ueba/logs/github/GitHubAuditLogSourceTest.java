package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GitHubAuditLogSourceTest {

    private static final List<String> ZONES =
            List.of("UTC", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe");

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static GitHubAuditLogSource source(
            Path folder, GitHubAuditLogOptions options, GitHubAuditFeatureOptions features, int threads)
            throws IOException {
        return new GitHubAuditLogSource(LogFiles.expand(List.of(folder.toString())), options, features, threads);
    }

    private static List<PlainReference.Row> rows(FeatureTable table) {
        assertThat(table.schema())
                .isEqualTo(GitHubAuditFeatureAggregator.schema(
                        table.schema().hasFeature(GitHubAuditFeatureAggregator.EXTENDED.get(0))));
        List<PlainReference.Row> rows = new ArrayList<>();
        table.toRecords()
                .forEach(record -> rows.add(new PlainReference.Row(
                        record.day(), record.actor(), PlainReference.withoutZeros(record.values()))));
        return rows;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readFeatures_ofRandomLogs_equalsThePlainReference(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed * 31 + 7);
        List<TestEvent> log = TestEvent.randomLog(seed);
        GitHubAuditLogOptions options = GitHubAuditLogOptions.defaults().withKeepMachineAccounts(seed % 5 == 4);
        GitHubAuditFeatureOptions features = GitHubAuditFeatureOptions.defaults()
                .withExtended(seed % 3 == 0)
                .withPastOnly(seed % 4 == 1)
                .withZone(ZoneId.of(ZONES.get((int) (seed % ZONES.size()))));
        LogWriting.write(folder.resolve("a"), log, random);
        List<TestEvent> shuffled = new ArrayList<>(log);
        Collections.shuffle(shuffled, new Random(seed));
        LogWriting.write(folder.resolve("b"), shuffled, random);

        GitHubAuditLogSource one = source(folder.resolve("a"), options, features, 1);
        Optional<DayRange> range = one.dayRange();
        int used = PlainReference.used(log, options).size();
        assertThat(one.counts().used()).isEqualTo(used);
        assertThat(one.counts().read()).isEqualTo(log.size());
        assertThat(one.counts().unreadable()).isZero();
        assertThat(range.isPresent()).isEqualTo(used > 0);
        if (range.isEmpty()) {
            assertThat(one.readFeatures().rowCount()).isZero();
            return;
        }
        assertThat(rows(one.readFeatures())).isEqualTo(PlainReference.rows(log, options, features, range.get()));
        DayRange part = new DayRange(
                range.get().from().plusDays(range.get().dayCount() / 3),
                range.get().to());
        assertThat(rows(one.readFeatures(part))).isEqualTo(PlainReference.rows(log, options, features, part));
        for (int threads : new int[] {2, 7}) {
            GitHubAuditLogSource other = source(folder.resolve("b"), options, features, threads);
            assertThat(rows(other.readFeatures())).isEqualTo(rows(one.readFeatures()));
            assertThat(other.readFeatures().schema())
                    .isEqualTo(one.readFeatures().schema());
            assertThat(other.counts().undocumentedActions())
                    .isEqualTo(one.counts().undocumentedActions());
            assertThat(other.counts().machineAccounts()).isEqualTo(one.counts().machineAccounts());
            assertThat(other.counts().volumes()).isEqualTo(one.counts().volumes());
            assertThat(other.counts().duplicates()).isEqualTo(one.counts().duplicates());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readFeatures_ofCopiesThatDiffer_doesNotDependOnOrderFilesOrThreads(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<TestEvent> log = new ArrayList<>();
        for (TestEvent event : TestEvent.randomLog(seed)) {
            log.add(new TestEvent(
                    event.millis(),
                    event.action(),
                    event.actor(),
                    event.ip(),
                    event.repo(),
                    event.user(),
                    "id-" + random.nextInt(60),
                    event.bot()));
        }
        LogWriting.write(folder.resolve("a"), log, random);
        Collections.shuffle(log, new Random(seed));
        LogWriting.write(folder.resolve("b"), log, random);
        GitHubAuditLogOptions options = GitHubAuditLogOptions.defaults();
        GitHubAuditFeatureOptions features = GitHubAuditFeatureOptions.defaults();
        GitHubAuditLogSource one = source(folder.resolve("a"), options, features, 1);
        GitHubAuditLogSource other = source(folder.resolve("b"), options, features, 3);
        assertThat(rows(other.readFeatures())).isEqualTo(rows(one.readFeatures()));
        long ids = log.stream().map(TestEvent::id).distinct().count();
        assertThat(one.counts().duplicates()).isEqualTo(log.size() - ids);
        assertThat(other.counts().differing()).isEqualTo(one.counts().differing());
        assertThat(other.counts().used()).isEqualTo(one.counts().used());
    }

    @Test
    void readFeatures_ofCopiesWithAndWithoutAddress_countsTheOneWithAddress() throws IOException {
        String plain = "{\"@timestamp\":1767225600000,\"action\":\"git.clone\",\"actor\":\"a\",\"_document_id\":\"x\"";
        Files.writeString(folder.resolve("1.json"), plain + "}\n" + plain + "}\n");
        Files.writeString(folder.resolve("2.json"), plain + ",\"actor_ip\":\"10.0.0.1\"}\n");
        FeatureTable table =
                GitHubAuditLogSource.open(List.of(folder.toString())).readFeatures();
        assertThat(table.rowCount()).isOne();
        assertThat(table.record(0).values()).containsEntry("git_clone", 1.0).containsEntry("unique_ips_used", 1.0);
    }

    @Test
    void readFeatures_beyondTheLimitOfIds_saysHowManyWereNotChecked() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines.append("{\"@timestamp\":1767225600000,\"action\":\"git.clone\",\"actor\":\"a\",\"_document_id\":\"")
                    .append(i % 10)
                    .append("\"}\n");
        }
        Files.writeString(folder.resolve("1.json"), lines);
        GitHubAuditLogSource source = source(
                folder,
                GitHubAuditLogOptions.defaults().withMaxDocumentIds(4),
                GitHubAuditFeatureOptions.defaults(),
                1);
        assertThat(source.counts().duplicates()).isEqualTo(4);
        assertThat(source.counts().unchecked()).isEqualTo(12);
        assertThat(source.counts().used()).isEqualTo(16);
        assertThat(source.health().needsAttention()).isTrue();
        assertThat(source(
                                folder,
                                GitHubAuditLogOptions.defaults().withMaxDocumentIds(0),
                                GitHubAuditFeatureOptions.defaults(),
                                1)
                        .counts()
                        .used())
                .isEqualTo(20);
    }

    @Test
    void readFeatures_withQuietDays_isRefusedOnlyWhenAsked() throws IOException {
        Files.writeString(
                folder.resolve("1.json"),
                """
                {"@timestamp":"2026-01-01T10:00:00Z","action":"git.clone","actor":"a"}
                {"@timestamp":"2026-01-04T10:00:00Z","action":"git.clone","actor":"a"}
                """);
        GitHubAuditLogSource lenient = GitHubAuditLogSource.open(List.of(folder.toString()));
        assertThat(lenient.readFeatures().rowCount()).isEqualTo(2);
        assertThat(lenient.health().quietDays())
                .containsExactly(LocalDate.parse("2026-01-02"), LocalDate.parse("2026-01-03"));
        GitHubAuditLogSource strict = GitHubAuditLogSource.open(
                List.of(folder.toString()),
                GitHubAuditLogOptions.defaults(),
                GitHubAuditFeatureOptions.defaults().withRefuseQuietDays(true));
        assertThatThrownBy(strict::readFeatures)
                .isInstanceOf(LogFormatException.class)
                .hasMessageContaining("2026-01-02, 2026-01-03");
    }

    @Test
    void readFeatures_ofEachPartOfARange_givesEveryDayOnce() throws IOException {
        LogWriting.write(folder, TestEvent.randomLog(3), new SplittableRandom(3));
        GitHubAuditLogSource source = GitHubAuditLogSource.open(
                List.of(folder.toString()),
                GitHubAuditLogOptions.defaults(),
                GitHubAuditFeatureOptions.defaults().withPastOnly(true));
        DayRange whole = source.dayRange().orElseThrow();
        List<PlainReference.Row> parts = new ArrayList<>();
        for (LocalDate from = whole.from(); from.isBefore(whole.to()); from = from.plusDays(4)) {
            LocalDate to = from.plusDays(4).isBefore(whole.to()) ? from.plusDays(4) : whole.to();
            parts.addAll(rows(source.readFeatures(new DayRange(from, to))));
        }
        assertThat(parts).isEqualTo(rows(source.readFeatures()));
    }

    @Test
    void evidence_ofARow_namesFileAndLine() throws IOException {
        Path file = folder.resolve("1.json");
        Files.writeString(
                file,
                """

                {"@timestamp":"2026-01-01T10:00:00Z","action":"git.clone","actor":"a","_document_id":"1"}
                {"@timestamp":"2026-01-02T10:00:00Z","action":"git.clone","actor":"a"}
                broken
                {"@timestamp":"2026-01-01T11:00:00Z","action":"git.push","actor":"a","_document_id":"1"}
                {"@timestamp":"2026-01-01T11:00:00Z","action":"git.push","actor":"b"}
                {"@timestamp":"2026-01-01T12:00:00Z","action":"repo.access","actor":"a"}
                """);
        GitHubAuditLogSource source = GitHubAuditLogSource.open(List.of(folder.toString()));
        ActorOnDay wanted = new ActorOnDay("a", LocalDate.parse("2026-01-01"));
        ActorOnDay absent = new ActorOnDay("c", LocalDate.parse("2026-01-01"));
        Map<ActorOnDay, List<GitHubAuditEvent>> found = source.evidence(List.of(wanted, absent), 10);
        assertThat(found.get(wanted))
                .extracting(event -> event.place().toString() + " " + event.action())
                .containsExactly(LogFiles.text(file) + ":2 git.clone", LogFiles.text(file) + ":7 repo.access");
        assertThat(found.get(absent)).isEmpty();
        assertThat(source.evidence(List.of(wanted), 1).get(wanted)).hasSize(1);
    }
}
