package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ueba.event.CategoryRule;
import dev.ueba.event.EntityAnomaly;
import dev.ueba.event.EntityAnomalyLookup;
import dev.ueba.event.EntityColumn;
import dev.ueba.event.EntityLookupOptions;
import dev.ueba.event.EntityLookupResult;
import dev.ueba.event.EntityMatch;
import dev.ueba.event.EntitySightings;
import dev.ueba.event.EventFields;
import dev.ueba.event.EventQueries;
import dev.ueba.event.EventSource;
import dev.ueba.event.LocalEventQueries;
import dev.ueba.event.QueryAnswer;
import dev.ueba.event.QueryRecord;
import dev.ueba.event.RelatedEvents;
import dev.ueba.event.RelatedQuery;
import dev.ueba.event.SeriesRequest;
import dev.ueba.event.TableColumns;
import dev.ueba.event.TimeRange;
import dev.ueba.event.ValueSeries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lookup finds the same in a workspace and in memory, if the workspace says of the same events what Kusto is asked for. */
class EntityLookupAgreementTest {

    private static final Instant ALERT = Instant.parse("2026-01-31T14:20:00Z");
    private static final EventFields FIELDS = EventFields.of("user", "ip", "action", "id");
    private static final EntityLookupOptions OPTIONS =
            EntityLookupOptions.defaults().withCategories(CategoryRule.ofSmallTables());

    /** Asks a workspace whose answers are made, as tables of the service, of what events in memory say. */
    private static final class Answered implements EventQueries {

        private final LocalEventQueries events;
        private final CannedWorkspace workspace = new CannedWorkspace();
        private final LogAnalyticsEventQueries asked = LogAnalyticsEventQueries.of(workspace);

        Answered(LocalEventQueries events) {
            this.events = events;
            for (String table : events.eventCounts().keySet()) {
                workspace.table(
                        table, "TimeGenerated:datetime", "user:string", "ip:string", "action:string", "id:string");
            }
        }

        @Override
        public QueryAnswer<List<EntityColumn>> presence(EntityMatch entity, List<String> tables, TimeRange range)
                throws IOException {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (EntityColumn column : events.presence(entity, tables, range).value()) {
                rows.add(0, new Object[] {column.table(), column.column()});
            }
            workspace.next(CannedWorkspace.answer("source_table:string column_name:string", rows));
            return asked.presence(entity, tables, range);
        }

        @Override
        public QueryAnswer<Optional<EntitySightings>> sightings(
                EntityMatch entity, String table, List<String> entityColumns, TimeRange range) throws IOException {
            EntitySightings found = events.sightings(entity, table, entityColumns, range)
                    .value()
                    .orElse(null);
            workspace.next(
                    "first_time:datetime last_time:datetime events:long days:long",
                    found == null
                            ? new Object[] {null, null, 0L, 0L}
                            : new Object[] {found.first(), found.last(), found.count(), found.days()});
            return asked.sightings(entity, table, entityColumns, range);
        }

        @Override
        public QueryAnswer<TableColumns> columns(String table, TimeRange range) throws IOException {
            TableColumns found = events.columns(table, range).value();
            List<QueryTable.Column> columns = new ArrayList<>();
            List<Object> row = new ArrayList<>();
            columns.add(new QueryTable.Column("events", QueryTable.ColumnType.LONG));
            row.add(found.eventCount());
            for (TableColumns.Column column : found.columns()) {
                columns.add(new QueryTable.Column("distinct_" + (columns.size() - 1), QueryTable.ColumnType.LONG));
                row.add(column.distinctCount());
            }
            workspace.next(QueryTable.of(columns, List.<Object[]>of(row.toArray())));
            return asked.columns(table, range);
        }

        @Override
        public QueryAnswer<List<ValueSeries>> series(SeriesRequest request) throws IOException {
            List<String> columns =
                    request.columns().stream().map(TableColumns.Column::name).toList();
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (ValueSeries series : events.series(request).value()) {
                rows.add(0, new Object[] {
                    (long) request.entityColumns().indexOf(series.entityColumn()),
                    (long) columns.indexOf(series.column()),
                    series.value(),
                    json(series.counts()),
                    json(series.anomalies().scores()),
                    json(series.anomalies().baseline())
                });
            }
            workspace.next(CannedWorkspace.answer(
                    "entity_column:long value_column:long cell:string series_counts:string series_scores:string"
                            + " series_baseline:string",
                    rows));
            return asked.series(request);
        }

        @Override
        public Optional<String> relatedQuery(RelatedEvents related) {
            return asked.relatedQuery(related);
        }

        private static String json(double[] values) {
            return Arrays.stream(values)
                    .mapToObj(value -> Double.isInfinite(value) ? "\"" + value + "\"" : Double.toString(value))
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    private static LocalEventQueries events(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LocalEventQueries.Builder builder = LocalEventQueries.builder();
        List<String> users = List.of("alice", "bob", "carol", "Alice");
        for (int i = 0; i < 3000; i++) {
            // On the day of the alert there are more, and more of them from one place.
            boolean late = i % 12 == 0;
            Duration ago = Duration.ofMinutes(random.nextInt(late ? 120 : 40 * 24 * 60));
            builder.add(
                    random.nextInt(3) == 0 ? "web" : "app",
                    FIELDS.event(
                            ALERT.plusSeconds(1800).minus(ago),
                            EventSource.line("app.log", i + 1),
                            users.get(random.nextInt(users.size())),
                            late ? "203.0.113.9" : "192.0.2." + random.nextInt(5),
                            late && random.nextBoolean() ? "download" : random.nextBoolean() ? "read" : "write",
                            random.nextInt(4) == 0 ? null : "id" + i));
        }
        return builder.build();
    }

    private static List<Object> told(EntityAnomaly anomaly) {
        ValueSeries series = anomaly.series();
        return List.of(
                anomaly.table(),
                anomaly.range(),
                anomaly.step(),
                series.entityColumn(),
                series.column(),
                series.value(),
                Arrays.stream(series.counts()).boxed().toList(),
                anomaly.expectedCount(),
                anomaly.actualCount(),
                anomaly.seriesScore());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void find_inAWorkspaceAndInMemory_findsTheSame(long seed) throws IOException {
        LocalEventQueries events = events(seed);

        EntityLookupResult local = EntityAnomalyLookup.of(events, OPTIONS).find(EntityMatch.of("alice"), ALERT);
        EntityLookupResult asked =
                EntityAnomalyLookup.of(new Answered(events), OPTIONS).find(EntityMatch.of("alice"), ALERT);

        assertThat(local.anomalies()).isNotEmpty();
        assertThat(asked.tables())
                .usingRecursiveComparison()
                .ignoringFields("seriesCount")
                .isEqualTo(local.tables());
        assertThat(asked.anomalies().stream().map(EntityLookupAgreementTest::told))
                .containsExactlyElementsOf(local.anomalies().stream()
                        .map(EntityLookupAgreementTest::told)
                        .toList());
    }

    @Test
    void find_inAWorkspace_sendsFourQueriesATable() throws IOException {
        EntityLookupResult result =
                EntityAnomalyLookup.of(new Answered(events(1)), OPTIONS).find(EntityMatch.of("alice"), ALERT);

        assertThat(result.tables()).hasSize(2);
        assertThat(result.queries())
                .extracting(QueryRecord::question)
                .containsExactly("presence", "sightings", "columns", "series", "sightings", "columns", "series");
        assertThat(result.queries().stream().mapToInt(query -> query.queries().size()))
                .containsExactly(1, 2, 1, 1, 2, 1, 1);
        assertThat(result.related())
                .isNotEmpty()
                .extracting(RelatedQuery::query)
                .allSatisfy(query -> assertThat(query)
                        .startsWith("[\"")
                        .contains("=~ \"alice\"")
                        .contains("| top "));
    }
}
