package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.logs.LogPlace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitHubAuditFeatureAggregatorTest {

    private static final GitHubAuditLogOptions LOGS = GitHubAuditLogOptions.defaults();
    private static final GitHubAuditFeatureOptions FEATURES = GitHubAuditFeatureOptions.defaults();

    private static GitHubAuditEvent event(String time, String action, String actor, String ip, String repo) {
        return event(time, action, actor, ip, repo, "", "");
    }

    private static GitHubAuditEvent event(
            String time, String action, String actor, String ip, String repo, String user, String id) {
        return new GitHubAuditEvent(
                Optional.of(Instant.parse(time)), action, actor, ip, repo, user, id, false, new LogPlace("f", 1, 1));
    }

    private static GitHubAuditFeatureAggregator aggregator(
            GitHubAuditFeatureOptions features, List<GitHubAuditEvent> events) {
        GitHubAuditFeatureAggregator aggregator = new GitHubAuditFeatureAggregator(LOGS, features);
        events.forEach(aggregator::add);
        return aggregator;
    }

    private static double value(FeatureTable table, int row, String feature) {
        return table.value(row, table.schema().featureIndex(feature));
    }

    private static List<String> keys(FeatureTable table) {
        return table.toRecords().stream()
                .map(record -> record.day() + " " + record.actor())
                .toList();
    }

    @Test
    void table_ofNothing_isEmpty() {
        GitHubAuditFeatureAggregator aggregator = aggregator(FEATURES, List.of());
        assertThat(aggregator.table().rowCount()).isZero();
        assertThat(aggregator.table().schema()).isEqualTo(GitHubAuditFeatures.SCHEMA);
        assertThat(aggregator.dayRange()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "repository_branch_protection_evaluation.disable, repository_branch_protection_evaluation_disable",
        "repository_secret_scanning_push_protection.disable, repository_secret_scanning_protection_disable",
        "repository_secret_scanning.disable, repository_secret_scanning_protection_disable"
    })
    void table_ofActionsThatNeverMatchedInTheOriginal_countsThem(String action, String feature) {
        FeatureTable table = aggregator(FEATURES, List.of(event("2026-01-01T00:00:00Z", action, "a", "", "")))
                .table();
        assertThat(value(table, 0, feature)).isOne();
        assertThat(GitHubActions.documented()).contains(action);
    }

    @Test
    void table_ofAnEventAtMidnight_countsItOnce() {
        GitHubAuditFeatureAggregator aggregator =
                aggregator(FEATURES, List.of(event("2026-01-02T00:00:00Z", "git.clone", "a", "", "")));
        LocalDate day = LocalDate.parse("2026-01-02");
        assertThat(aggregator.table(new DayRange(day.minusDays(30), day)).rowCount())
                .isZero();
        assertThat(aggregator.table(new DayRange(day, day.plusDays(30))).rowCount())
                .isOne();
    }

    @Test
    void table_ofManyAddresses_countsThemExactly() {
        List<GitHubAuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            events.add(event(
                    "2026-01-02T10:00:00Z", "git.clone", "a", "10.0." + i / 256 + "." + i % 256, "o/r" + i % 777));
        }
        FeatureTable table = aggregator(FEATURES, events).table();
        assertThat(value(table, 0, "unique_ips_used")).isEqualTo(5000);
        assertThat(value(table, 0, "unique_repos_accessed")).isEqualTo(777);
        assertThat(value(table, 0, "git_clone")).isEqualTo(5000);
    }

    @Test
    void table_afterLateEvents_isAsIfTheyHadComeInTime() {
        List<GitHubAuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(event("2026-01-0" + (1 + i % 5) + "T10:0" + i % 10 + ":00Z", "git.clone", "a", "", "o/r" + i));
        }
        GitHubAuditFeatureAggregator late = aggregator(FEATURES, events.subList(5, 40));
        assertThat(keys(late.table())).hasSize(5);
        events.subList(0, 5).forEach(late::add);
        late.add(event("2025-12-24T23:00:00Z", "git.clone", "a", "", ""));
        events.add(event("2025-12-24T23:00:00Z", "git.clone", "a", "", ""));
        assertThat(late.table().toRecords())
                .isEqualTo(aggregator(FEATURES, events).table().toRecords());
        assertThat(late.dayRange().orElseThrow().from()).isEqualTo("2025-12-24");
    }

    @Test
    void merge_ofParts_isTheWhole() {
        List<GitHubAuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            events.add(event(
                    "2026-01-0" + (1 + i % 2) + "T1" + i % 10 + ":0" + i % 9 + ":00Z",
                    i % 3 == 0 ? "git.push" : "git.clone",
                    "actor" + i % 2,
                    "10.0.0." + i % 100,
                    "o/r" + i % 50,
                    "",
                    "id" + i));
        }
        GitHubAuditFeatureOptions extended = FEATURES.withExtended(true);
        GitHubAuditFeatureAggregator left = aggregator(extended, events.subList(0, 5900));
        GitHubAuditFeatureAggregator right = aggregator(extended, events.subList(5900, 6000));
        GitHubAuditFeatureAggregator reversed = aggregator(extended, events.subList(5900, 6000));
        reversed.merge(aggregator(extended, events.subList(0, 5900)));
        left.merge(right);
        assertThat(left.table().toRecords())
                .isEqualTo(aggregator(extended, events).table().toRecords())
                .isEqualTo(reversed.table().toRecords());
        assertThat(left.counts().used()).isEqualTo(6000);
    }

    @Test
    void merge_ofAggregatorsWithTheSameId_isRefused() {
        GitHubAuditEvent event = event("2026-01-01T10:00:00Z", "git.clone", "a", "", "", "", "id");
        GitHubAuditFeatureAggregator left = aggregator(FEATURES, List.of(event));
        GitHubAuditFeatureAggregator right = aggregator(FEATURES, List.of(event));
        assertThatThrownBy(() -> left.merge(right)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> left.merge(aggregator(FEATURES.withPastOnly(true), List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void add_ofACopy_isCountedOnce() {
        GitHubAuditFeatureAggregator aggregator = new GitHubAuditFeatureAggregator(LOGS, FEATURES);
        assertThat(aggregator.add(event("2026-01-01T10:00:00Z", "git.clone", "a", "", "", "", "x")))
                .isTrue();
        assertThat(aggregator.add(event("2026-01-01T10:00:00Z", "git.clone", "a", "", "", "", "x")))
                .isFalse();
        assertThat(aggregator.add(event("2026-01-01T10:00:00Z", "git.clone", "a", "", "", "", "")))
                .isTrue();
        assertThat(aggregator.add(event("2026-01-01T10:00:00Z", "git.clone", "a", "", "", "", "")))
                .isTrue();
        assertThat(value(aggregator.table(), 0, "git_clone")).isEqualTo(3);
        assertThat(aggregator.counts().duplicates()).isOne();
    }

    @Test
    void table_overDaysOfAClockChange_usesTheLocalDay() {
        // Berlin: 2026-03-29 lasts from 23:00Z of the day before to 22:00Z
        GitHubAuditFeatureOptions berlin = FEATURES.withZone(ZoneId.of("Europe/Berlin"));
        FeatureTable table = aggregator(
                        berlin,
                        List.of(
                                event("2026-03-28T22:59:59Z", "git.clone", "a", "", ""),
                                event("2026-03-28T23:00:00Z", "git.clone", "b", "", ""),
                                event("2026-03-29T21:59:59Z", "git.clone", "c", "", ""),
                                event("2026-03-29T22:00:00Z", "git.clone", "d", "", "")))
                .table();
        assertThat(keys(table)).containsExactly("2026-03-28 a", "2026-03-29 b", "2026-03-29 c", "2026-03-30 d");
        assertThat(value(table, 2, "is_weekend")).isOne();
        assertThat(value(table, 3, "is_weekend")).isZero();
    }

    @Test
    void outlierTimeCount_pastOnly_doesNotSeeTheFuture() {
        List<GitHubAuditEvent> events = new ArrayList<>();
        for (int day = 1; day <= 9; day++) {
            for (int i = 0; i < 4; i++) {
                events.add(event("2026-01-0" + day + "T10:0" + i + ":30Z", "git.clone", "a", "", ""));
            }
        }
        events.add(event("2026-01-05T03:00:00Z", "git.clone", "a", "", ""));
        GitHubAuditFeatureOptions pastOnly = FEATURES.withPastOnly(true);
        FeatureTable table = aggregator(pastOnly, events).table();
        assertThat(value(table, 4, "outlier_time_count")).isOne();
        assertThat(value(table, 0, "outlier_time_count")).isZero();
        // A wild future changes nothing for the day, but it does over the whole range.
        for (int i = 0; i < 24; i++) {
            events.add(event("2026-01-09T" + (i < 10 ? "0" : "") + i + ":30:00Z", "git.clone", "a", "", ""));
        }
        assertThat(value(aggregator(pastOnly, events).table(), 4, "outlier_time_count"))
                .isOne();
        assertThat(value(aggregator(FEATURES, events).table(), 4, "outlier_time_count"))
                .isZero();
        // And the range asked for does not matter.
        FeatureTable oneDay = aggregator(pastOnly, events).table(DayRange.of(LocalDate.parse("2026-01-05")));
        assertThat(value(oneDay, 0, "outlier_time_count")).isOne();
    }

    @Test
    void add_ofMachines_dropsOrKeepsAndListsThem() {
        List<GitHubAuditEvent> events = new ArrayList<>();
        for (String actor : List.of("a", "x[bot]", "my_deploy_key_7", "ci-user", "Deploy_Key")) {
            events.add(event("2026-01-01T10:00:00Z", "git.clone", actor, "", ""));
        }
        events.add(new GitHubAuditEvent(
                Optional.of(Instant.parse("2026-01-01T10:00:00Z")),
                "git.clone",
                "app",
                "",
                "",
                "",
                "",
                true,
                new LogPlace("f", 1, 1)));
        GitHubAuditLogOptions options =
                LOGS.withMachineAccounts(MachineAccounts.defaults().withNames(Set.of("ci-user")));
        GitHubAuditFeatureAggregator dropping = new GitHubAuditFeatureAggregator(options, FEATURES);
        GitHubAuditFeatureAggregator keeping =
                new GitHubAuditFeatureAggregator(options.withKeepMachineAccounts(true), FEATURES);
        events.forEach(dropping::add);
        events.forEach(keeping::add);
        assertThat(keys(dropping.table())).containsExactly("2026-01-01 Deploy_Key", "2026-01-01 a");
        assertThat(dropping.counts().machineLeftOut()).isEqualTo(4);
        assertThat(keys(keeping.table())).hasSize(6);
        assertThat(keeping.counts().machineAccounts())
                .isEqualTo(dropping.counts().machineAccounts())
                .isEqualTo(Map.of("x[bot]", 1L, "my_deploy_key_7", 1L, "ci-user", 1L, "app", 1L));
        assertThat(keeping.counts().machineLeftOut()).isZero();
        for (int i = 0; i < events.size(); i++) {
            assertThat(options.machineAccounts().test(events.get(i))).isEqualTo(i != 0 && i != 4);
        }
    }

    @Test
    void leaverActions_areThoseOfTheFourteenDaysBefore() {
        List<GitHubAuditEvent> events = List.of(
                event("2026-01-31T12:00:00Z", "org.remove_member", "admin", "", "", "leaver", ""),
                event("2026-01-17T11:59:59Z", "git.clone", "leaver", "", ""),
                event("2026-01-17T12:00:00Z", "git.clone", "leaver", "", ""),
                event("2026-01-31T11:59:59Z", "git.clone", "leaver", "", ""),
                event("2026-01-31T12:00:00Z", "git.clone", "leaver", "", ""),
                event("2026-01-30T12:00:00Z", "org.remove_member", "admin", "", "", "back", ""),
                event("2026-01-31T12:00:00Z", "org.add_member", "scim[bot]", "", "", "back", ""),
                event("2026-01-29T12:00:00Z", "git.clone", "back", "", ""));
        GitHubAuditFeatureAggregator aggregator = aggregator(FEATURES.withExtended(true), events);
        Instant left = Instant.parse("2026-01-31T12:00:00Z");
        assertThat(aggregator.leaverActions(aggregator.dayRange().orElseThrow()))
                .containsExactly(
                        new LeaverActions("leaver", LocalDate.parse("2026-01-17"), 1, left),
                        new LeaverActions("leaver", LocalDate.parse("2026-01-31"), 1, left));
        assertThatThrownBy(() -> aggregator(FEATURES, events).leaverActions(DayRange.of(LocalDate.EPOCH)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void table_extended_knowsARepositoryAsNewForFourteenDays() {
        GitHubAuditFeatureOptions extended = FEATURES.withExtended(true);
        FeatureTable table = aggregator(
                        extended,
                        List.of(
                                event("2026-01-15T09:59:59Z", "git.clone", "a", "", "o/r"),
                                event("2026-01-15T10:00:00Z", "git.clone", "a", "", "o/r"),
                                event("2026-01-01T10:00:00Z", "git.push", "a", "", "o/r"),
                                event("2026-01-15T10:00:00Z", "git.push", "b", "", "o/r")))
                .table();
        assertThat(value(table, 0, "new_repo_git_push")).isOne();
        assertThat(value(table, 1, "new_repo_git_clone")).isOne();
        assertThat(value(table, 1, "git_clone")).isEqualTo(2);
        assertThat(value(table, 1, "unique_repos_first_accessed")).isOne();
        assertThat(value(table, 2, "new_repo_git_push")).isOne();
        assertThat(table.schema().features().subList(37, 46)).isEqualTo(GitHubAuditFeatureAggregator.EXTENDED);
    }
}
