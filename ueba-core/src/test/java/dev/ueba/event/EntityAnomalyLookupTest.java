package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EntityAnomalyLookupTest {

    private static final Instant ALERT = Instant.parse("2026-01-31T14:20:00Z");
    private static final EventFields FIELDS = EventFields.of("user", "ip", "action", "id");

    @TempDir
    private Path folder;

    private final List<SecurityEvent> events = new ArrayList<>();
    private long line;

    private void event(Instant time, String user, String ip, String action) {
        line++;
        events.add(FIELDS.event(time, EventSource.line("app.log", line), user, ip, action, "id" + line));
    }

    /** Alice and Bob read and write from 13:30 on, three to six times a day, for days up to and with that of the alert. */
    private void ordinaryDays(int days) {
        SplittableRandom random = new SplittableRandom(7);
        for (int day = days - 1; day >= 0; day--) {
            int times = day == 0 ? 4 : 3 + random.nextInt(4);
            for (int i = 0; i < times; i++) {
                Instant time = Instant.parse("2026-01-31T13:30:00Z")
                        .minus(Duration.ofDays(day))
                        .plus(Duration.ofMinutes(20L * i));
                event(time, "alice", i % 2 == 0 ? "192.0.2.1" : "192.0.2.2", i % 2 == 0 ? "read" : "write");
                event(time, "bob", "192.0.2.2", i % 2 == 0 ? "read" : "write");
            }
        }
    }

    private void download(int times) {
        for (int i = 0; i < times; i++) {
            event(ALERT.minusSeconds(60L * i), "Alice", "203.0.113.9", "download");
        }
    }

    private LocalEventQueries local() {
        LocalEventQueries.Builder builder = LocalEventQueries.builder();
        events.forEach(event -> builder.add("app", event));
        return builder.build();
    }

    private EntityLookupResult find(String entity) throws IOException {
        return EntityAnomalyLookup.of(local()).find(EntityMatch.of(entity), ALERT);
    }

    @Test
    void find_newValuesOnTheDayOfTheAlert_comeFirst() throws IOException {
        ordinaryDays(40);
        download(12);

        EntityLookupResult result = find("alice");

        assertThat(result.isEntitySeen()).isTrue();
        assertThat(result.anomalies())
                .extracting(anomaly ->
                        anomaly.series().column() + "=" + anomaly.series().value())
                .containsExactly("action=download", "ip=203.0.113.9", "user=Alice");
        EntityAnomaly first = result.anomalies().get(0);
        assertThat(first.actualCount()).isEqualTo(12);
        assertThat(first.expectedCount()).isZero();
        assertThat(first.seriesScore()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(first.series().anomalies().isSpreadDegenerate()).isTrue();
        assertThat(first.range())
                .isEqualTo(new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(first.step()).isEqualTo(Duration.ofDays(1));
        assertThat(first.series().entityColumn()).isEqualTo("user");
        assertThat(result.top()).hasSize(3);
        TableLookup table = result.tables().get(0);
        assertThat(table.outcome()).isEqualTo(TableLookup.Outcome.SEARCHED);
        assertThat(table.categories()).containsExactly("user", "ip", "action");
        assertThat(table.stepCount()).isEqualTo(31);
        assertThat(table.told()).isEqualTo("3 of 8 values in 3 columns rose, over 31 days");
    }

    @Test
    void find_knownValueThatRises_hasAFiniteScore() throws IOException {
        ordinaryDays(31);
        for (int i = 0; i < 30; i++) {
            event(ALERT.plusSeconds(60L * i), "alice", "192.0.2.1", "read");
        }

        EntityLookupResult result = find("ALICE");

        assertThat(result.anomalies()).isNotEmpty().allSatisfy(anomaly -> {
            assertThat(anomaly.seriesScore()).isFinite().isGreaterThan(1.5);
            assertThat(anomaly.actualCount()).isGreaterThan(anomaly.expectedCount());
        });
        assertThat(result.anomalies())
                .extracting(anomaly -> anomaly.series().value())
                .contains("read", "192.0.2.1", "alice")
                .doesNotContain("write");
    }

    @Test
    void find_ordinaryDay_findsNothing() throws IOException {
        ordinaryDays(31);

        assertThat(find("bob").anomalies()).isEmpty();
        assertThat(find("bob").isEntitySeen()).isTrue();
    }

    @Test
    void find_entityThatNeverOccurs_saysSo() throws IOException {
        ordinaryDays(31);

        EntityLookupResult result = find("mallory");

        assertThat(result.isEntitySeen()).isFalse();
        assertThat(result.tables()).isEmpty();
        assertThat(result.anomalies()).isEmpty();
        assertThat(result.scoreGroups()).isEmpty();
        assertThat(result.queries()).extracting(QueryRecord::question).containsExactly("presence");
    }

    @Test
    void find_noEventsAtAll_saysSo() throws IOException {
        assertThat(EntityAnomalyLookup.of(LocalEventQueries.builder().build())
                        .find(EntityMatch.of("alice"), ALERT)
                        .isEntitySeen())
                .isFalse();
    }

    @Test
    void find_alertYearsAgo_isTheSame() throws IOException {
        ordinaryDays(40);
        download(12);
        List<SecurityEvent> now = List.copyOf(events);
        List<EntityAnomaly> expected = find("alice").anomalies();
        events.clear();
        Duration ago = Duration.ofDays(3000);
        for (SecurityEvent event : now) {
            event(
                    event.time().minus(ago),
                    event.field("user").orElseThrow(),
                    event.field("ip").orElseThrow(),
                    event.field("action").orElseThrow());
        }

        List<EntityAnomaly> found = EntityAnomalyLookup.of(local())
                .find(EntityMatch.of("alice"), ALERT.minus(ago))
                .anomalies();

        assertThat(found).hasSameSizeAs(expected);
        assertThat(found.get(0).range().to())
                .isEqualTo(Instant.parse("2026-02-01T00:00:00Z").minus(ago));
    }

    @Test
    void find_shuffledEvents_areTheSame() throws IOException {
        ordinaryDays(31);
        download(7);
        List<String> before = lines(find("alice"));
        Collections.shuffle(events, new Random(5));

        assertThat(lines(find("alice"))).isEqualTo(before);
    }

    private static List<String> lines(EntityLookupResult result) {
        return result.anomalies().stream()
                .map(a -> a.series().column() + a.series().value() + a.actualCount() + " " + a.expectedCount() + " "
                        + a.seriesScore())
                .toList();
    }

    @Test
    void find_newcomer_isJudgedByHours() throws IOException {
        for (int hour = 0; hour < 40; hour++) {
            event(ALERT.minus(Duration.ofHours(hour)), "eve", "192.0.2.1", "read");
            event(ALERT.minus(Duration.ofHours(hour)), "bob", "192.0.2.2", "write");
        }
        for (int i = 0; i < 9; i++) {
            event(ALERT.plusSeconds(i), "eve", "203.0.113.9", "download");
        }

        EntityLookupResult result = find("eve");

        TableLookup table = result.tables().get(0);
        assertThat(table.step()).isEqualTo(Duration.ofHours(1));
        assertThat(table.stepCount()).isEqualTo(40);
        assertThat(table.searchedRange().orElseThrow().to()).isEqualTo(Instant.parse("2026-01-31T15:00:00Z"));
        assertThat(result.anomalies())
                .extracting(anomaly -> anomaly.series().value())
                .contains("download", "203.0.113.9");
    }

    @Test
    void find_fewSteps_isNotEnoughHistory() throws IOException {
        for (int hour = 0; hour < 7; hour++) {
            event(ALERT.minus(Duration.ofHours(hour)), "eve", "192.0.2.1", "read");
        }

        TableLookup seven = find("eve").tables().get(0);
        event(ALERT.minus(Duration.ofHours(7)), "eve", "192.0.2.1", "write");
        event(ALERT.minus(Duration.ofHours(7)), "bob", "192.0.2.2", "write");
        TableLookup eight = find("eve").tables().get(0);

        assertThat(seven.outcome()).isEqualTo(TableLookup.Outcome.NOT_ENOUGH_HISTORY);
        assertThat(seven.stepCount()).isEqualTo(7);
        assertThat(seven.told()).isEqualTo("not enough history: the entity is known for 7 hours, but 8 are needed");
        assertThat(eight.outcome()).isEqualTo(TableLookup.Outcome.SEARCHED);
    }

    @Test
    void find_seenOnlyAfterTheDayOfTheAlert_isNotEnoughHistory() throws IOException {
        Instant alert = Instant.parse("2026-01-31T23:50:00Z");
        event(alert.plus(Duration.ofMinutes(30)), "eve", "192.0.2.1", "read");

        EntityLookupResult result = EntityAnomalyLookup.of(local()).find(EntityMatch.of("eve"), alert);

        assertThat(result.isEntitySeen()).isTrue();
        assertThat(result.tables().get(0).outcome()).isEqualTo(TableLookup.Outcome.NOT_ENOUGH_HISTORY);
        assertThat(result.tables().get(0).searchedRange()).isEmpty();
    }

    @Test
    void find_entityInSeveralColumns_followsAllOfThem() throws IOException {
        EventFields fields = EventFields.of("actor", "target", "action");
        LocalEventQueries.Builder builder = LocalEventQueries.builder();
        for (int day = 0; day < 20; day++) {
            for (int i = 0; i < 4; i++) {
                Instant time = ALERT.minus(Duration.ofDays(day)).minusSeconds(i);
                builder.add("admin", fields.event(time, EventSource.line("a", 1 + i), "alice", "bob", "view"));
                builder.add("admin", fields.event(time, EventSource.line("a", 1 + i), "bob", "alice", "view"));
            }
        }
        for (int i = 0; i < 6; i++) {
            builder.add("admin", fields.event(ALERT, EventSource.line("a", 9), "root", "alice", "reset"));
        }

        EntityLookupResult result = EntityAnomalyLookup.of(builder.build()).find(EntityMatch.of("alice"), ALERT);

        assertThat(result.tables().get(0).entityColumns()).containsExactly("actor", "target");
        assertThat(result.anomalies())
                .extracting(a -> a.series().entityColumn() + ":" + a.series().value())
                .containsExactly("target:reset", "target:root", "target:alice");
    }

    @Test
    void find_columnsThatHoldTheEntityInTheSameEvents_reportOnce() throws IOException {
        EventFields fields = EventFields.of("actor", "user", "action");
        LocalEventQueries.Builder builder = LocalEventQueries.builder();
        for (int day = 0; day < 20; day++) {
            for (int i = 0; i < 4; i++) {
                Instant time = ALERT.minus(Duration.ofDays(day)).minusSeconds(i);
                String action = day == 0 ? "delete" : "view";
                builder.add("t", fields.event(time, EventSource.line("a", 1 + i), "alice", "alice", action));
                builder.add("t", fields.event(time, EventSource.line("a", 1 + i), "bob", "bob", "view"));
            }
        }

        EntityLookupResult result = EntityAnomalyLookup.of(builder.build()).find(EntityMatch.of("alice"), ALERT);

        assertThat(result.tables().get(0).entityColumns()).containsExactly("actor", "user");
        assertThat(result.anomalies())
                .extracting(a -> a.series().entityColumn() + ":" + a.series().value())
                .containsExactly("actor:delete");
    }

    @Test
    void find_alternatingSeries_isNoiseByAbsoluteFlags() {
        // Signed flags of such a series cancel each other; the published notebook keeps it.
        double[] counts = new double[31];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 50;
        }
        for (int i = 0; i < 4; i += 2) {
            counts[i] = 100;
            counts[i + 1] = 0;
        }
        counts[30] = 100;
        ValueSeries series = ValueSeries.of(
                "user",
                "action",
                "read",
                counts,
                EntityLookupOptions.defaults()
                        .decomposition()
                        .withSeasonality(0)
                        .decompose(counts));

        assertThat(series.anomalies().anomalyCount()).isEqualTo(5);
        assertThat(EntityAnomalyLookup.isKept(series, EntityLookupOptions.defaults()))
                .isFalse();
        assertThat(EntityAnomalyLookup.isKept(
                        series, EntityLookupOptions.defaults().withAnomalousPointsBelow(6)))
                .isTrue();
    }

    @Test
    void find_daysOfAZone_endAtItsMidnight() throws IOException {
        ordinaryDays(20);
        EntityLookupOptions options = EntityLookupOptions.defaults().withZone(ZoneId.of("Asia/Kolkata"));

        EntityLookupResult result = EntityAnomalyLookup.of(local(), options).find(EntityMatch.of("bob"), ALERT);

        assertThat(result.tables().get(0).searchedRange().orElseThrow().to())
                .isEqualTo(Instant.parse("2026-01-31T18:30:00Z"));
    }

    @Test
    void find_progressAndDurations_areTold() throws IOException {
        ordinaryDays(31);
        download(3);
        AtomicLong nanos = new AtomicLong();
        List<String> told = new ArrayList<>();

        EntityLookupResult result = EntityAnomalyLookup.of(local())
                .withTicker(() -> nanos.getAndAdd(5))
                .withProgress((done, total, table) -> told.add(done + "/" + total + " " + table))
                .find(EntityMatch.of("alice"), ALERT);

        assertThat(told).containsExactly("0/1 ", "1/1 app");
        assertThat(result.queries())
                .extracting(QueryRecord::question)
                .containsExactly("presence", "sightings", "columns", "series");
        assertThat(result.queries()).extracting(QueryRecord::duration).containsOnly(Duration.ofNanos(5));
    }

    @Test
    void find_tableThatDoesNotExist_isRefused() {
        ordinaryDays(1);
        EntityLookupOptions options = EntityLookupOptions.defaults().withTables(List.of("nope"));

        assertThatThrownBy(() -> EntityAnomalyLookup.of(local(), options).find(EntityMatch.of("alice"), ALERT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no table 'nope'; there are [app]");
    }

    @Test
    void related_eventsOfTheValues_areTheNewest() throws IOException {
        ordinaryDays(40);
        download(12);
        LocalEventQueries queries = local();
        EntityLookupResult result = EntityAnomalyLookup.of(queries).find(EntityMatch.of("alice"), ALERT);

        assertThat(result.related()).hasSize(1);
        assertThat(result.related().get(0).query()).isNull();
        RelatedEvents related = result.related().get(0).events();
        List<SecurityEvent> behind = queries.events(related);
        assertThat(behind).hasSize(12).allMatch(event -> event.has("action", "download"));
        assertThat(behind).isSortedAccordingTo(SecurityEvent.BY_TIME_AND_SOURCE);
        assertThat(behind.get(11).source())
                .isEqualTo(events.get(events.size() - 12).source());
    }

    @Test
    void writeCsv_hasTheColumnsOfTheNotebook() throws IOException {
        ordinaryDays(40);
        download(12);
        event(ALERT, "alice", "192.0.2.1", "=cmd|\"x\"");

        EntityLookupResult result = find("alice");
        result.writeCsv(folder.resolve("a.csv"), true);

        List<String> lines = Files.readAllLines(folder.resolve("a.csv"));
        assertThat(lines.get(0))
                .isEqualTo("qEntity,qTimestamp,minTimestamp,maxTimestamp,delta,Table,entCol,colName,colVal,colType,"
                        + "expectedCount,actualCount,seriesScore");
        assertThat(lines.get(1))
                .isEqualTo("alice,2026-01-31T14:20:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,1d,app,user,action,"
                        + "download,string,0.0,12,inf");
        assertThat(lines)
                .contains("alice,2026-01-31T14:20:00Z,2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,1d,app,user,action,"
                        + "\"'=cmd|\"\"x\"\"\",string,0.0,1,inf");
    }

    @Test
    void scoreGroups_moreThanTenAnomalies_areCutByScore() throws IOException {
        ordinaryDays(31);
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j <= i; j++) {
                event(ALERT.plusSeconds(i), "alice", "203.0.113." + i, "read");
            }
        }

        EntityLookupResult result = find("alice");
        List<EntityLookupResult.ScoreGroup> groups = result.scoreGroups();

        assertThat(result.anomalies()).hasSizeGreaterThan(10);
        assertThat(groups.get(0).lowestScore()).isInfinite();
        assertThat(groups.get(0).anomalies()).hasSize(12);
        assertThat(groups.get(0).anomalies().get(0).series().value()).isEqualTo("203.0.113.11");
        assertThat(groups.stream().flatMap(group -> group.anomalies().stream()).toList())
                .isEqualTo(result.anomalies());
        for (EntityLookupResult.ScoreGroup group : groups.subList(1, groups.size())) {
            assertThat(group.highestScore()).isFinite().isGreaterThanOrEqualTo(group.lowestScore());
        }
    }

    @Test
    void neededRange_holdsAllThatIsAsked() throws IOException {
        ordinaryDays(60);
        download(5);
        List<String> all = lines(find("alice"));
        LocalEventQueries.Builder builder = LocalEventQueries.builder()
                .range(EntityAnomalyLookup.neededRange(ALERT, EntityLookupOptions.defaults()));
        events.forEach(event -> builder.add("app", event));

        assertThat(lines(EntityAnomalyLookup.of(builder.build()).find(EntityMatch.of("alice"), ALERT)))
                .isEqualTo(all);
    }

    @Test
    void options_outOfRange_areRefused() {
        EntityLookupOptions defaults = EntityLookupOptions.defaults();
        assertThatThrownBy(() -> defaults.withDays(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withAround(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withAround(Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> defaults.withAnomalousPointsBelow(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(defaults.decomposition().threshold()).isEqualTo(1.5, within(0.0));
    }
}
