package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.hours.DailyRhythm;
import dev.ueba.hours.HourHabitOptions;
import dev.ueba.logs.LogPlace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HourHabitFeatureTest {

    private static final GitHubAuditLogOptions LOGS = GitHubAuditLogOptions.defaults();
    private static final GitHubAuditFeatureOptions PUBLISHED = GitHubAuditFeatureOptions.defaults();
    private static final GitHubAuditFeatureOptions HABITS = PUBLISHED.withHourHabits(true);
    private static final LocalDate START = LocalDate.of(2026, 1, 5);
    private static final String COLUMN = "unusual_hour_count";

    private static GitHubAuditEvent event(LocalDate day, String time, String actor) {
        return event(Instant.parse(day + "T" + time + "Z"), actor);
    }

    private static GitHubAuditEvent event(Instant time, String actor) {
        return new GitHubAuditEvent(
                Optional.of(time), "git.clone", actor, "10.0.0.1", "o/r", "", "", false, new LogPlace("f", 1, 1));
    }

    /** Days with events at the given times of day. */
    private static List<GitHubAuditEvent> days(String actor, int count, String... times) {
        List<GitHubAuditEvent> events = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            for (String time : times) {
                events.add(event(START.plusDays(day), time, actor));
            }
        }
        return events;
    }

    private static GitHubAuditFeatureAggregator aggregator(
            GitHubAuditFeatureOptions options, List<GitHubAuditEvent> events) {
        GitHubAuditFeatureAggregator aggregator = new GitHubAuditFeatureAggregator(LOGS, options);
        events.forEach(aggregator::add);
        return aggregator;
    }

    private static FeatureTable table(GitHubAuditFeatureOptions options, List<GitHubAuditEvent> events) {
        return aggregator(options, events).table();
    }

    private static double lastValue(FeatureTable table, String feature) {
        return table.value(table.rowCount() - 1, table.schema().featureIndex(feature));
    }

    @Test
    void unusualHours_ofNoonForANightWorker_areSeenWhereTheLinearMeanIsBlind() {
        List<GitHubAuditEvent> events = days("owl", 90, "22:10:00", "23:20:00", "00:30:00", "01:40:00");
        LocalDate last = START.plusDays(90);
        for (String time : List.of("12:05:00", "12:15:00", "12:25:00")) {
            events.add(event(last, time, "owl"));
        }
        for (boolean pastOnly : new boolean[] {false, true}) {
            FeatureTable table = table(HABITS.withPastOnly(pastOnly), events);
            assertThat(lastValue(table, "outlier_time_count")).isZero();
            assertThat(lastValue(table, COLUMN)).isEqualTo(3);
        }
    }

    @Test
    void unusualHours_ofAnOrdinaryNightShift_areNone() {
        FeatureTable table = table(HABITS, days("owl", 91, "22:10:00", "23:20:00", "00:30:00", "01:40:00"));
        for (int row = 0; row < table.rowCount(); row++) {
            assertThat(table.value(row, table.schema().featureIndex(COLUMN))).isZero();
        }
    }

    @Test
    void unusualHours_ofAnActorsFirstDay_areThoseOfTheOthers() {
        List<GitHubAuditEvent> events = new ArrayList<>();
        for (String colleague : List.of("ada", "bob", "eve", "kim")) {
            events.addAll(days(colleague, 90, "09:00:00", "10:00:00", "11:00:00", "12:00:00"));
        }
        LocalDate last = START.plusDays(90);
        events.add(event(last, "10:30:00", "new"));
        events.add(event(last, "22:30:00", "new"));
        assertThat(lastValue(table(HABITS, events), COLUMN)).isEqualTo(1);
        assertThat(lastValue(table(HABITS, List.of(event(last, "22:30:00", "alone"))), COLUMN))
                .isZero();
    }

    @Test
    void unusualHours_ofAScript_doNotMakeItsHourAHabit() {
        List<GitHubAuditEvent> events = days("ada", 90, "09:00:00", "10:00:00", "11:00:00", "12:00:00");
        for (int i = 0; i < 10_000; i++) {
            events.add(event(START.plusDays(30).atTime(2, i % 60).toInstant(ZoneOffset.UTC), "ada"));
        }
        LocalDate last = START.plusDays(90);
        events.add(event(last, "02:30:00", "ada"));
        FeatureTable table = table(HABITS, events);
        assertThat(lastValue(table, COLUMN)).isOne();
        assertThat(table.value(30, table.schema().featureIndex(COLUMN))).isEqualTo(10_000);
    }

    @Test
    void table_withHourHabits_hasAllOtherColumnsAsBefore() {
        for (long seed = 0; seed < 20; seed++) {
            List<GitHubAuditEvent> events = random(seed);
            for (GitHubAuditFeatureOptions options :
                    List.of(PUBLISHED, PUBLISHED.withPastOnly(true), PUBLISHED.withExtended(true))) {
                FeatureTable without = table(options, events);
                FeatureTable with = table(options.withHourHabits(true), events);
                int columns = without.featureCount();
                assertThat(with.featureCount()).isEqualTo(columns + 1);
                assertThat(with.schema().features().get(columns)).isEqualTo(COLUMN);
                assertThat(with.schema().features().subList(0, columns))
                        .isEqualTo(without.schema().features());
                assertThat(with.rowCount()).isEqualTo(without.rowCount());
                for (int row = 0; row < with.rowCount(); row++) {
                    for (int column = 0; column < columns; column++) {
                        assertThat(with.value(row, column)).isEqualTo(without.value(row, column));
                    }
                }
            }
        }
    }

    @Test
    void schema_ofTheOptions_isThatOfTheTable() {
        assertThat(GitHubAuditFeatureAggregator.schema(PUBLISHED)).isEqualTo(GitHubAuditFeatures.SCHEMA);
        GitHubAuditFeatureOptions all = HABITS.withExtended(true);
        assertThat(GitHubAuditFeatureAggregator.schema(all))
                .isEqualTo(table(all, List.of()).schema());
        assertThat(all.withHourHabits(false)).isEqualTo(PUBLISHED.withExtended(true));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void table_whateverTheOrderOfEventsAndParts_isTheSame(long seed) {
        List<GitHubAuditEvent> events = random(seed);
        List<GitHubAuditEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        GitHubAuditFeatureOptions options =
                PUBLISHED.withHourHabits(Optional.of(HourHabitOptions.defaults().withHalfLifeDays(seed % 2 * 5.0)));
        FeatureTable table = table(options, events);
        int cut = events.size() / 3;
        GitHubAuditFeatureAggregator merged = aggregator(options, shuffled.subList(0, cut));
        merged.merge(aggregator(options, shuffled.subList(cut, shuffled.size())));
        assertThat(merged.table().toRecords()).isEqualTo(table.toRecords());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 4, 5, 6, 7, 8, 9})
    void table_ofADay_doesNotDependOnLaterDaysNorOnTheRange(long seed) {
        List<GitHubAuditEvent> events = random(seed);
        FeatureTable table = table(HABITS, events);
        assertThat(table.rowCount()).isPositive();
        DayRange all = table.dayRange().orElseThrow();
        LocalDate cut = all.from().plusDays(all.dayCount() / 2);
        List<GitHubAuditEvent> until = events.stream()
                .filter(event -> !event.time()
                        .orElse(Instant.MAX)
                        .isAfter(cut.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .toList();
        List<GitHubAuditEvent> other = new ArrayList<>(until);
        other.addAll(days("stranger", 60, "03:00:00"));
        other.removeIf(event -> event.actor().equals("stranger")
                && event.time()
                        .orElseThrow()
                        .isBefore(cut.atStartOfDay(ZoneOffset.UTC).toInstant()));
        DayRange before = new DayRange(all.from(), cut);
        List<Double> expected = column(table.selectDays(before));
        assertThat(column(table(HABITS, other).selectDays(before))).isEqualTo(expected);
        DayRange part = new DayRange(cut.minusDays(3), cut);
        assertThat(column(aggregator(HABITS, events).table(part))).isEqualTo(column(table.selectDays(part)));
    }

    @Test
    void unusualHours_inTheActorsZone_knowNoClockChange() {
        HourHabitOptions sharp = HourHabitOptions.defaults().withSmoothingHours(0.1);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<GitHubAuditEvent> events = new ArrayList<>();
        // Until a day after the clocks of 2026-03-29.
        for (int day = 0; day < 85; day++) {
            for (int hour = 9; hour < 13; hour++) {
                events.add(event(
                        START.plusDays(day).atTime(hour, 30).atZone(berlin).toInstant(), "ada"));
            }
        }
        GitHubAuditFeatureOptions options = PUBLISHED.withHourHabits(Optional.of(sharp));
        assertThat(lastValue(table(options.withZone(berlin), events), COLUMN)).isZero();
        // In UTC the first hour of the day after the change is a new one, unless neighbours count.
        assertThat(lastValue(table(options, events.subList(0, 84 * 4)), COLUMN)).isEqualTo(1);
        assertThat(lastValue(table(HABITS, events.subList(0, 84 * 4)), COLUMN)).isZero();
    }

    @Test
    void hourHabits_tellTheRhythmOfAnActor() {
        GitHubAuditFeatureAggregator aggregator =
                aggregator(HABITS, days("ada", 40, "14:00:00", "15:00:00", "16:00:00", "17:00:00", "21:59:00"));
        DailyRhythm rhythm = aggregator.hourHabits().rhythm("ada").orElseThrow();
        assertThat(rhythm.days()).isEqualTo(40.0);
        assertThat(rhythm.offsetHours().orElseThrow()).isCloseTo(-4, within(1.0));
        assertThat(aggregator.hourHabits().lastDay()).contains(START.plusDays(39));
        assertThatThrownBy(() -> aggregator(PUBLISHED, List.of()).hourHabits())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withHourHabits(true)");
    }

    private static List<GitHubAuditEvent> random(long seed) {
        return TestEvent.randomLog(seed).stream()
                .filter(event -> event.millis() != 0 && !event.actor().isEmpty())
                .map(event -> event(Instant.ofEpochMilli(event.millis()), event.actor()))
                .toList();
    }

    private static List<Double> column(FeatureTable table) {
        int column = table.schema().featureIndex(COLUMN);
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            values.add(table.value(row, column));
        }
        return values;
    }
}
