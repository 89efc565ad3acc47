package dev.ueba.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.series.SeriesDecomposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalEventQueriesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TimeRange ALL = new TimeRange(START, START.plus(Duration.ofDays(10)));
    private static final EntityMatch ALICE = EntityMatch.of("alice");

    private static SecurityEvent event(Instant time, String... namesAndTexts) {
        SecurityEvent.Builder builder = SecurityEvent.builder(time, EventSource.index("log.json", 0));
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            builder.field(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return builder.build();
    }

    @Test
    void sightings_bordersOfTheRange_areHalfOpen() {
        LocalEventQueries queries = LocalEventQueries.builder()
                .add("t", event(ALL.from(), "user", "alice"))
                .add("t", event(ALL.from().plusNanos(1), "user", "ALICE"))
                .add("t", event(ALL.to().minusNanos(1), "user", "alice"))
                .add("t", event(ALL.to(), "user", "alice"))
                .build();

        EntitySightings sightings =
                queries.sightings(ALICE, "t", List.of("user"), ALL).value().orElseThrow();

        assertThat(sightings).isEqualTo(new EntitySightings(ALL.from(), ALL.to().minusNanos(1), 3, 2));
        assertThat(queries.sightings(EntityMatch.of("bob"), "t", List.of("user"), ALL)
                        .value())
                .isEmpty();
    }

    @Test
    void presence_severalTablesAndColumns_areSorted() {
        LocalEventQueries queries = LocalEventQueries.builder()
                .add("z", event(START, "b", "alice", "a", "alice", "c", "bob"))
                .add("a", event(START, "user", "alice"))
                .add("none", event(START, "user", "bob"))
                .build();

        assertThat(queries.presence(ALICE, List.of(), ALL).value())
                .containsExactly(new EntityColumn("a", "user"), new EntityColumn("z", "a"), new EntityColumn("z", "b"));
        assertThat(queries.presence(ALICE, List.of("z"), ALL).value()).hasSize(2);
        assertThat(queries.eventCounts()).containsExactly(Map.entry("a", 1), Map.entry("none", 1), Map.entry("z", 1));
    }

    @Test
    void columns_missingEmptyAndLabels_doNotCount() {
        LocalEventQueries queries = LocalEventQueries.builder()
                .add("t", event(START, "user", "alice", "ip", "", EventField.ANOMALY, "1"))
                .add("t", event(START, "user", "bob"))
                .add("t", event(START, "late", "x"))
                .build();

        TableColumns columns = queries.columns("t", ALL).value();

        assertThat(columns.eventCount()).isEqualTo(3);
        assertThat(columns.columns())
                .containsExactly(
                        new TableColumns.Column("user", "string", 2),
                        new TableColumns.Column("ip", "string", 0),
                        new TableColumns.Column("late", "string", 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void series_randomEvents_countAsAPlainLoopDoes(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LocalEventQueries.Builder builder = LocalEventQueries.builder();
        Map<String, double[]> expected = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            long second = random.nextLong(-86_400, 11 * 86_400);
            String user = random.nextBoolean() ? "alice" : "bob";
            String action = "a" + random.nextInt(6);
            builder.add("t", event(START.plusSeconds(second), "user", user, "action", action));
            if (user.equals("alice") && second >= 0 && second < 10 * 86_400) {
                expected.computeIfAbsent(action, key -> new double[10])[(int) (second / 86_400)]++;
            }
        }
        SeriesRequest request = new SeriesRequest(
                ALICE,
                "t",
                List.of("user"),
                List.of(new TableColumns.Column("action", "string", 6)),
                ALL,
                Duration.ofDays(1),
                SeriesDecomposition.defaults());

        List<ValueSeries> series = builder.build().series(request).value();

        assertThat(series).hasSize(6).allSatisfy(one -> {
            assertThat(one.counts()).isEqualTo(expected.get(one.value()));
            assertThat(one.anomalies().scores())
                    .isEqualTo(SeriesDecomposition.defaults()
                            .decompose(one.counts())
                            .scores());
        });
    }

    @Test
    void builder_limits_areToldWithAdvice() {
        LocalEventQueries.Builder two = LocalEventQueries.builder()
                .mostEvents(2)
                .add("t", event(START, "user", "a"))
                .add("t", event(START, "user", "a"));

        assertThatThrownBy(() -> two.add("t", event(START, "user", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 2 events, which is the limit; give fewer files");
        LocalEventQueries.Builder wide = LocalEventQueries.builder();
        for (int i = 0; i < 1000; i++) {
            wide.add("t", event(START, "c" + i, "x"));
        }
        assertThatThrownBy(() -> wide.add("t", event(START, "one too many", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 1000 columns");
    }

    @Test
    void builder_range_keepsOnlyWhatLiesInIt() {
        LocalEventQueries queries = LocalEventQueries.builder()
                .range(ALL)
                .add("t", event(START.minusNanos(1), "user", "a"))
                .add("t", event(START, "user", "a"))
                .add("old", event(START.minusSeconds(5), "user", "alice"))
                .build();

        assertThat(queries.eventCounts()).containsExactly(Map.entry("old", 0), Map.entry("t", 1));
        assertThat(queries.presence(ALICE, List.of(), ALL).value()).isEmpty();
    }

    @Test
    void questions_unknownTableOrColumn_areRefused() {
        LocalEventQueries queries =
                LocalEventQueries.builder().add("t", event(START, "user", "a")).build();

        assertThatThrownBy(() -> queries.columns("x", ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no table 'x'; there are [t]");
        assertThatThrownBy(() -> queries.sightings(ALICE, "t", List.of("who"), ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the table 't' has no column 'who'; it has [user]");
    }

    @Test
    void ruleOfCategories_limits() {
        CategoryRule big = CategoryRule.ofBigTables();
        assertThat(big.accepts(1, 1_000_000)).isFalse();
        assertThat(big.accepts(2, 201)).isTrue();
        assertThat(big.accepts(2, 200)).isFalse();
        assertThat(big.accepts(999, 1_000_000)).isTrue();
        assertThat(big.accepts(1000, 1_000_000)).isFalse();
        assertThat(CategoryRule.ofSmallTables().accepts(40, 81)).isTrue();
        assertThat(CategoryRule.ofSmallTables().accepts(40, 80)).isFalse();
    }

    @Test
    void request_rangeThatIsNoWholeNumberOfSteps_isRefused() {
        assertThatThrownBy(() -> new SeriesRequest(
                        ALICE, "t", List.of(), List.of(), ALL, Duration.ofHours(7), SeriesDecomposition.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a whole number of steps");
    }
}
