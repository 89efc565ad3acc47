package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityWindowsTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final EventText IP = EventText.field("ip");
    private static final EventText USER = EventText.field("user");

    private static EntityWindows.Builder perIp() {
        return EntityWindows.per("ip", IP, TEN_MINUTES, ZoneOffset.UTC);
    }

    @Test
    void table_boundaries_areHalfOpen() {
        EntityWindows windows = perIp().count("n", event -> true).build();
        WindowTable table = windows.table(List.of(
                Events.login(599, "failed", "u", "x"),
                Events.login(600, "failed", "u", "x"),
                Events.login(0, "failed", "u", "x"),
                Events.login(1, "failed", "u", "a"),
                Events.login(1, "failed", "u", ""),
                Events.login(1, "failed", "u", null)));
        assertThat(table.rowCount()).isEqualTo(3);
        assertThat(rows(table))
                .containsExactly(
                        "2026-01-05T12:00:00Z 2026-01-05T12:10:00Z a [1.0]",
                        "2026-01-05T12:00:00Z 2026-01-05T12:10:00Z x [2.0]",
                        "2026-01-05T12:10:00Z 2026-01-05T12:20:00Z x [1.0]");
        assertThat(table.eventsWithoutEntity()).isEqualTo(2);
        assertThat(table.lateEvents()).isZero();
        assertThat(table.entityType()).isEqualTo("ip");
        assertThat(table.features().day(0)).isEqualTo(LocalDate.of(2026, 1, 5));
        assertThat(table.features().schema().features()).containsExactly("n");
    }

    @Test
    void table_dayOfTheZone_hasTheLengthThatTheClocksGiveIt() {
        // Berlin, 2026-03-29: the clocks go from 2 to 3, the day has 23 hours.
        EntityWindows days = EntityWindows.per("ip", IP, Duration.ofDays(1), ZoneId.of("Europe/Berlin"))
                .count("n", event -> true)
                .build();
        WindowTable table = days.table(List.of(
                Events.at(Instant.parse("2026-03-28T23:00:00Z"), 0, "ip", "x"),
                Events.at(Instant.parse("2026-03-29T21:59:59Z"), 1, "ip", "x"),
                Events.at(Instant.parse("2026-03-29T22:00:00Z"), 2, "ip", "x"),
                Events.at(Instant.parse("2026-10-25T22:59:59Z"), 3, "ip", "x")));
        assertThat(rows(table))
                .containsExactly(
                        "2026-03-28T23:00:00Z 2026-03-29T22:00:00Z x [2.0]",
                        "2026-03-29T22:00:00Z 2026-03-30T22:00:00Z x [1.0]",
                        "2026-10-24T22:00:00Z 2026-10-25T23:00:00Z x [1.0]");
        assertThat(table.features().day(0)).isEqualTo(LocalDate.of(2026, 3, 29));
    }

    @Test
    void table_sizeThatDoesNotDivideTheDay_endsWithTheDay() {
        EntityWindows windows = EntityWindows.per("ip", IP, Duration.ofHours(7), ZoneOffset.UTC)
                .count("n", event -> true)
                .build();
        WindowTable table = windows.table(List.of(
                Events.at(Instant.parse("2026-01-05T23:59:59.999999999Z"), 0, "ip", "x"),
                Events.at(Instant.parse("2026-01-06T00:00:00Z"), 1, "ip", "x")));
        assertThat(rows(table))
                .containsExactly(
                        "2026-01-05T21:00:00Z 2026-01-06T00:00:00Z x [1.0]",
                        "2026-01-06T00:00:00Z 2026-01-06T07:00:00Z x [1.0]");
    }

    @Test
    void countAndRatio_repeatedEvents_countAsOftenAsTheySay() {
        EntityWindows windows = perIp().count("events", event -> true)
                .count("failures", AuthLogDetection::isFailure)
                .count("never", event -> false)
                .distinct("users", USER)
                .distinct("failed_users", USER, AuthLogDetection::isFailure)
                .ratio("failure_share", "failures", "events")
                .ratio("of_nothing", "events", "never")
                .build();
        WindowTable table = windows.table(List.of(
                Events.at(0, "ip", "x", "event", "failed", "user", "a", "repeat", "5"),
                Events.at(1, "ip", "x", "event", "failed", "user", "a", "repeat", "many"),
                Events.at(2, "ip", "x", "event", "accepted", "user", "b", "repeat", "0"),
                Events.at(3, "ip", "x", "event", "accepted", "repeat", "")));
        assertThat(table.features().record(0).values().values()).containsExactly(8.0, 6.0, 0.0, 2.0, 1.0, 0.75, 0.0);
    }

    @Test
    void firstSeenAndRare_lookBackOnly() {
        EntityWindows windows = perIp().firstSeen("new_user", USER)
                .firstSeen("new_user_of_ip", EventText.fields("ip", "user"))
                .rare("rare_user", USER, 3)
                .build();
        WindowTable table = windows.table(List.of(
                Events.login(0, "failed", "a", "x"), // new, new for x, before: 0
                Events.login(1, "failed", "a", "x"), // before: 1
                Events.login(2, "failed", "a", "y"), // new for y, before: 2
                Events.login(600, "failed", "a", "y"), // before: 3, not rare
                Events.login(601, "failed", null, "y"))); // no user at all is new for y
        assertThat(rows(table))
                .extracting(row -> row.substring(row.indexOf('[')))
                .containsExactly("[1.0, 1.0, 1.0]", "[0.0, 1.0, 1.0]", "[0.0, 1.0, 0.0]");
    }

    @Test
    void rarity_isTheRarestOfTheWindow() {
        EntityWindows windows = perIp().rarity("bits", USER, event -> "").build();
        WindowTable table = windows.table(List.of(
                Events.login(0, "failed", "a", "x"), // 0 of 0 before: log2(1 / 1)
                Events.login(1, "failed", "a", "x"), // 1 of 1: log2(2 / 2)
                Events.login(2, "failed", "a", "x"),
                Events.login(600, "failed", "b", "x"), // 0 of 3: log2(4)
                Events.login(601, "failed", "a", "x"))); // 3 of 4: log2(5 / 4)
        assertThat(table.features().value(0, 0)).isZero();
        assertThat(table.features().value(1, 0)).isEqualTo(2.0, within(1e-12));
    }

    @Test
    void after_seesBeyondTheStartOfTheWindow() {
        EntityWindows windows = perIp().after(
                        "success_after", AuthLogDetection::isFailure, 3, AuthLogDetection::isAccepted)
                .build();
        WindowTable table = windows.table(List.of(
                Events.login(590, "failed", "a", "x"),
                Events.login(591, "failed", "a", "x"),
                Events.login(592, "accepted", "a", "x"), // after 2
                Events.login(599, "failed", "a", "x"),
                Events.login(600, "accepted", "a", "y"), // another address
                Events.login(601, "accepted", "a", "x"), // after 3
                Events.login(1189, "accepted", "a", "x"), // the first of them is 599 s old
                Events.login(1190, "accepted", "a", "x"))); // 600 s old
        assertThat(rows(table))
                .extracting(row -> row.substring(row.indexOf("Z ", 25) + 2))
                .containsExactly("x [0.0]", "x [2.0]", "y [0.0]");
    }

    @Test
    void recent_addsUpOverALongerWhile() {
        EntityWindows windows = perIp().recent("hour", AuthLogDetection::isFailure, Duration.ofHours(1))
                .build();
        WindowTable table = windows.table(List.of(
                Events.at(0, "ip", "x", "event", "failed", "repeat", "4"),
                Events.login(1, "failed", "a", "x"),
                Events.login(1800, "accepted", "a", "x"),
                Events.login(3600, "accepted", "a", "x"), // the first is 3,600 s old
                Events.login(7200, "accepted", "a", "x")));
        assertThat(rows(table))
                .extracting(row -> row.substring(row.indexOf('[')))
                .containsExactly("[5.0]", "[5.0]", "[1.0]", "[0.0]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void table_agreesWithTheNaiveReference_inAnyOrder(long seed) {
        List<SecurityEvent> events = Events.random(seed, 300);
        EntityWindows windows = perIp().count("failures", AuthLogDetection::isFailure)
                .distinct("users", USER)
                .firstSeen("new_user", USER)
                .after("success_after", AuthLogDetection::isFailure, 2, AuthLogDetection::isAccepted)
                .recent("last_day", AuthLogDetection::isFailure, Duration.ofDays(1))
                .build();
        WindowTable table = windows.table(Events.shuffled(events, seed));
        assertThat(rows(table)).isEqualTo(naive(SecurityEvent.sorted(events)));
        assertThat(rows(windows.table(events))).isEqualTo(rows(table));
    }

    private static List<String> naive(List<SecurityEvent> sorted) {
        Map<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            SecurityEvent event = sorted.get(i);
            if (event.textOrNull("ip") != null) {
                long start = Math.floorDiv(event.time().getEpochSecond(), 600L) * 600;
                groups.computeIfAbsent(
                                Instant.ofEpochSecond(start) + " " + Instant.ofEpochSecond(start + 600) + " "
                                        + event.textOrNull("ip"),
                                key -> new ArrayList<>())
                        .add(i);
            }
        }
        List<String> rows = new ArrayList<>();
        groups.forEach((key, members) -> {
            double failures = 0;
            double newUsers = 0;
            double successAfter = 0;
            double day = 0;
            Set<String> users = new HashSet<>();
            for (int i : members) {
                SecurityEvent event = sorted.get(i);
                long weight = event.field("repeat").map(Long::parseLong).orElse(1L);
                String user = event.textOrNull("user");
                failures += AuthLogDetection.isFailure(event) ? weight : 0;
                if (user != null) {
                    users.add(user);
                    newUsers += sorted.subList(0, i).stream()
                                    .noneMatch(other -> other.textOrNull("ip") != null && other.has("user", user))
                            ? 1
                            : 0;
                }
                long before = 0;
                day = 0;
                for (int j = 0; j <= i; j++) {
                    SecurityEvent other = sorted.get(j);
                    long age = Duration.between(other.time(), event.time()).toSeconds();
                    if (other.has("ip", event.textOrNull("ip")) && AuthLogDetection.isFailure(other)) {
                        long times = other.field("repeat").map(Long::parseLong).orElse(1L);
                        before += age < 600 && j < i ? times : 0;
                        day += age < 86_400 ? times : 0;
                    }
                }
                successAfter += AuthLogDetection.isAccepted(event) && before >= 2 ? weight : 0;
            }
            rows.add(key + " " + List.of(failures, (double) users.size(), newUsers, successAfter, day));
        });
        return rows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void collector_withinItsLateness_givesTheTable(long seed) {
        List<SecurityEvent> events = Events.random(seed, 300);
        EntityWindows windows =
                perIp().count("n", event -> true).firstSeen("new", USER).build();
        WindowCollector collector = windows.collector(Duration.ofDays(4));
        events.forEach(event -> assertThat(collector.add(event)).isTrue());
        WindowTable table = collector.finish();
        assertThat(rows(table)).isEqualTo(rows(windows.table(events)));
        assertThat(table.lateEvents()).isZero();
    }

    @Test
    void collector_lateEvents_areLeftOutAndCounted() {
        WindowCollector collector = perIp().count("n", event -> true).build().collector(Duration.ofSeconds(60));
        assertThat(collector.add(Events.at(1000, "ip", "x"))).isTrue();
        assertThat(collector.add(Events.at(940, "ip", "x"))).isTrue();
        assertThat(collector.add(Events.at(939, "ip", "x"))).isFalse();
        assertThat(collector.add(Events.at(2000, "ip", "x"))).isTrue();
        assertThat(collector.add(Events.at(1000, "ip", "x"))).isFalse();
        WindowTable table = collector.finish();
        assertThat(table.lateEvents()).isEqualTo(2);
        assertThat(rows(table))
                .extracting(row -> row.substring(row.indexOf('[')))
                .containsExactly("[2.0]", "[1.0]");
        assertThatThrownBy(collector::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> collector.add(Events.at(0))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void table_ofNothing_hasNoRows() {
        WindowTable table = perIp().count("n", event -> true).build().table(List.of());
        assertThat(table.rowCount()).isZero();
        assertThat(table.features().featureCount()).isEqualTo(1);
    }

    @Test
    void table_timesBeyondTheCalendar_areRefused() {
        EntityWindows windows = perIp().count("n", event -> true).build();
        assertThatThrownBy(() -> windows.table(List.of(Events.at(Instant.MAX, 3, "ip", "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t#3: the time")
                .hasMessageContaining("too far away");
    }

    @Test
    void builder_mistakes_areRefused() {
        assertThatThrownBy(() -> perIp().build()).hasMessageContaining("at least one feature");
        assertThatThrownBy(() -> perIp().count("n", event -> true).count("n", event -> true))
                .hasMessage("the feature 'n' occurs twice");
        assertThatThrownBy(() -> perIp().count("day", event -> true)).hasMessageContaining("'day' is taken");
        assertThatThrownBy(() -> perIp().ratio("r", "a", "b")).hasMessageContaining("needs the feature 'a'");
        assertThatThrownBy(() -> perIp().rare("r", IP, 0)).hasMessageContaining(">= 1");
        assertThatThrownBy(() -> perIp().recent("r", event -> true, Duration.ZERO))
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> EntityWindows.per("ip", IP, Duration.ofHours(25), ZoneOffset.UTC))
                .hasMessageContaining("at most a day");
        assertThatThrownBy(() -> EntityWindows.per("ip", IP, Duration.ZERO, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> rows(WindowTable table) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            Collection<Double> values = table.features().record(row).values().values();
            rows.add(table.windowStart(row) + " " + table.windowEnd(row) + " " + table.entity(row) + " " + values);
        }
        return rows;
    }
}
