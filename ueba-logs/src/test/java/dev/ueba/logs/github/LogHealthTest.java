package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.feature.DayRange;
import dev.ueba.logs.LogPlace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LogHealthTest {

    private static final LocalDate START = LocalDate.parse("2026-01-05");

    private final GitHubAuditFeatureAggregator aggregator =
            new GitHubAuditFeatureAggregator(GitHubAuditLogOptions.defaults(), GitHubAuditFeatureOptions.defaults());

    private void add(LocalDate day, int hour, int count, String action, String ip) {
        Instant time = Instant.parse(day + "T00:00:00Z").plusSeconds(3600L * hour);
        for (int i = 0; i < count; i++) {
            aggregator.add(new GitHubAuditEvent(
                    Optional.of(time), action, "a", ip, "", "", "", false, new LogPlace("f", 1, 1)));
        }
    }

    private LogHealth health() {
        DayRange range = aggregator.dayRange().orElseThrow();
        return LogHealth.of(aggregator.counts(), aggregator.table(range), range);
    }

    @Test
    void of_steadyLogs_findsNothing() {
        for (int day = 0; day < 28; day++) {
            for (int hour = 0; hour < 24; hour++) {
                add(START.plusDays(day), hour, day % 7 < 5 ? 10 : 1, "git.clone", "10.0.0.1");
            }
        }
        LogHealth health = health();
        assertThat(health.quietDays()).isEmpty();
        assertThat(health.hoursWithoutEvents()).isZero();
        assertThat(health.longestGap()).isEmpty();
        assertThat(health.volumeChanges()).isEmpty();
        assertThat(health.shareWithoutIp()).isZero();
        assertThat(health.needsAttention()).isFalse();
        assertThat(health.zeroFeatures()).hasSize(34).doesNotContain("git_clone", "is_weekend", "unique_ips_used");
    }

    @Test
    void of_logsWithAGapABurstAndADip_namesThem() {
        for (int day = 0; day < 35; day++) {
            int events = day == 8 ? 500 : day == 16 ? 20 : 100;
            if (day != 24) {
                add(START.plusDays(day), 9, events, day == 3 ? "made.up" : "git.clone", day % 2 == 0 ? "" : "10.0.0.1");
            }
        }
        LogHealth health = health();
        assertThat(health.quietDays()).containsExactly(START.plusDays(24));
        assertThat(health.volumeChanges())
                .containsExactly(
                        new LogHealth.VolumeChange(START.plusDays(8), 500, 100),
                        new LogHealth.VolumeChange(START.plusDays(16), 20, 100),
                        new LogHealth.VolumeChange(START.plusDays(24), 0, 100));
        assertThat(health.longestGap()).contains(new LogHealth.Gap(LocalDateTime.parse("2026-01-28T10:00"), 47));
        assertThat(health.hoursWithoutEvents()).isEqualTo(34 * 24 + 1 - 34);
        assertThat(health.needsAttention()).isTrue();
        assertThat(health.toLines())
                .contains(
                        "1 days without events: 2026-01-29",
                        "3 days with a sudden change of volume: 2026-01-13 (500, usually 100), 2026-01-21 (20, usually 100),"
                                + " 2026-01-29 (0, usually 100)",
                        "  100 made.up");
    }

    @Test
    void of_noEvents_saysSo() {
        LogHealth health = LogHealth.of(aggregator.counts(), aggregator.table(), new DayRange(START, START));
        assertThat(health.toLines()).containsExactly("0 events read from 0 files, 0 used");
    }

    @Test
    void documented_isTheShippedList() {
        assertThat(GitHubActions.documented()).hasSize(1194).contains("git.clone", "org.remove_member");
        assertThat(GitHubActions.actionsOf("git_clone")).containsExactly("git.clone");
        assertThat(GitHubActions.actionsOf("unique_ips_used")).isEmpty();
    }
}
