package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ueba.event.EntityColumn;
import dev.ueba.event.EntityMatch;
import dev.ueba.event.EntitySightings;
import dev.ueba.event.QueryAnswer;
import dev.ueba.event.RelatedEvents;
import dev.ueba.event.SeriesRequest;
import dev.ueba.event.TableColumns;
import dev.ueba.event.TimeRange;
import dev.ueba.event.ValueSeries;
import dev.ueba.series.SeriesDecomposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogAnalyticsEventQueriesTest {

    private static final EntityMatch ALICE = EntityMatch.of("alice");
    private static final TimeRange DAYS =
            new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-05T00:00:00Z"));
    private static final String SERIES_COLUMNS = "entity_column:long value_column:long cell:string series_counts:string"
            + " series_scores:string series_baseline:string";

    private final CannedWorkspace workspace = new CannedWorkspace()
            .table("Signin", "TimeGenerated:datetime", "User:string", "Code:long", "Extra:dynamic", "Size:real");
    private final LogAnalyticsEventQueries queries = LogAnalyticsEventQueries.of(workspace);

    private static SeriesRequest request() {
        return new SeriesRequest(
                ALICE,
                "Signin",
                List.of("User", "Extra"),
                List.of(new TableColumns.Column("Code", "long", 3), new TableColumns.Column("User", "string", 2)),
                DAYS,
                Duration.ofDays(1),
                SeriesDecomposition.defaults().withTestPoints(1));
    }

    @Test
    void presence_overAllTables_isOneQuery() throws LogAnalyticsException {
        workspace.next(
                "source_table:string column_name:string",
                new Object[] {"Signin", "User"},
                new Object[] {"Audit", "Actor"},
                new Object[] {"Signin", "User"});

        QueryAnswer<List<EntityColumn>> answer = queries.presence(ALICE, List.of(), DAYS);

        assertThat(answer.value())
                .containsExactly(new EntityColumn("Audit", "Actor"), new EntityColumn("Signin", "User"));
        assertThat(answer.queries())
                .isEqualTo(workspace.queries)
                .containsExactly(
                        """
                        find withsource=source_table where TimeGenerated >= datetime(2026-01-01T00:00:00.0000000Z) \
                        and TimeGenerated < datetime(2026-01-05T00:00:00.0000000Z) and * has "alice" project pack(*)
                        | mv-expand kind=array entry = pack_
                        | extend column_name = tostring(entry[0])
                        | where column_name != "TimeGenerated" and tostring(entry[1]) =~ "alice"
                        | distinct source_table, column_name""");
        assertThat(workspace.intervals).containsExactly(QueryInterval.of(DAYS.from(), DAYS.to()));
    }

    @Test
    void presence_nowhere_isEmpty() throws LogAnalyticsException {
        workspace.next(QueryTable.empty());

        assertThat(queries.presence(ALICE, List.of(), DAYS).value()).isEmpty();
    }

    @Test
    void presence_inAnUnknownTable_namesIt() {
        assertThatThrownBy(() -> queries.presence(ALICE, List.of("Signin", "Nope"), DAYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Nope'");
    }

    @Test
    void sightings_ofAnEntity_areRead() throws LogAnalyticsException {
        workspace.next(
                "first_time:datetime last_time:datetime events:long days:long",
                new Object[] {DAYS.from(), DAYS.from().plusSeconds(5), 7L, 1L});

        QueryAnswer<Optional<EntitySightings>> answer =
                queries.sightings(ALICE, "Signin", List.of("User", "Extra"), DAYS);

        assertThat(answer.value())
                .contains(new EntitySightings(DAYS.from(), DAYS.from().plusSeconds(5), 7, 1));
        assertThat(answer.queries())
                .containsExactly(
                        """
                        ["Signin"]
                        | getschema
                        | project ColumnName, ColumnType""",
                        """
                        ["Signin"]
                        | where TimeGenerated >= datetime(2026-01-01T00:00:00.0000000Z) \
                        and TimeGenerated < datetime(2026-01-05T00:00:00.0000000Z)
                        | where ["User"] =~ "alice" or tostring(["Extra"]) =~ "alice"
                        | summarize first_time = min(TimeGenerated), last_time = max(TimeGenerated), events = count(), \
                        days = count_distinct(bin(TimeGenerated, 1d))""");
    }

    @Test
    void sightings_ofNobody_areEmpty() throws LogAnalyticsException {
        workspace.next(
                "first_time:datetime last_time:datetime events:long days:long", new Object[] {null, null, 0L, 0L});

        assertThat(queries.sightings(ALICE, "Signin", List.of("User"), DAYS).value())
                .isEmpty();
    }

    @Test
    void sightings_inAnUnknownColumn_isNotAsked() {
        assertThatThrownBy(() -> queries.sightings(ALICE, "Signin", List.of("User\"] | union *"), DAYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no column");
        assertThat(workspace.queries).hasSize(1);
    }

    @Test
    void columns_ofATable_areTextsAndWholeNumbers() throws LogAnalyticsException {
        workspace.next("events:long distinct_0:long distinct_1:long", new Object[] {500L, 3L, 4L});

        QueryAnswer<TableColumns> answer = queries.columns("Signin", DAYS);

        assertThat(answer.value())
                .isEqualTo(new TableColumns(
                        500,
                        List.of(
                                new TableColumns.Column("User", "string", 3),
                                new TableColumns.Column("Code", "long", 4))));
        assertThat(answer.queries().get(1))
                .endsWith(
                        """
                        | summarize events = count(),
                            distinct_0 = dcountif(["User"], isnotempty(["User"])),
                            distinct_1 = dcountif(["Code"], isnotempty(["Code"]))""");
    }

    @Test
    void series_ofValues_areRead() throws LogAnalyticsException {
        workspace.next(
                SERIES_COLUMNS,
                new Object[] {0L, 0L, "50126", "[1,2,1,9]", "[0.0,0.5,0,7.25]", "[1.0,1.5,1,1.25]"},
                new Object[] {1L, 1L, "alice", "[0,0,0,2]", "[0,0,0,\"Infinity\"]", "[0,0,0,0]"});

        QueryAnswer<List<ValueSeries>> answer = queries.series(request());

        assertThat(answer.value())
                .extracting(ValueSeries::entityColumn, ValueSeries::column, ValueSeries::value)
                .containsExactly(tuple("User", "Code", "50126"), tuple("Extra", "User", "alice"));
        ValueSeries first = answer.value().get(0);
        assertThat(first.counts()).containsExactly(1, 2, 1, 9);
        assertThat(first.anomalies().scores()).containsExactly(0, 0.5, 0, 7.25);
        assertThat(first.anomalies().baseline()).containsExactly(1, 1.5, 1, 1.25);
        assertThat(answer.value().get(1).anomalies().score(3)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(answer.queries().get(1))
                .isEqualTo(
                        """
                        ["Signin"]
                        | where TimeGenerated >= datetime(2026-01-01T00:00:00.0000000Z) \
                        and TimeGenerated < datetime(2026-01-05T00:00:00.0000000Z)
                        | where ["User"] =~ "alice" or tostring(["Extra"]) =~ "alice"
                        | project
                            TimeGenerated,
                            entity_column = pack_array(
                                iff(["User"] =~ "alice", 0, -1),
                                iff(tostring(["Extra"]) =~ "alice", 1, -1)),
                            cell = pack_array(
                                tostring(["Code"]),
                                ["User"])
                        | mv-expand entity_column to typeof(long)
                        | where entity_column >= 0
                        | mv-expand with_itemindex=value_column cell to typeof(string)
                        | where isnotempty(cell)
                        | make-series series_counts = count() default=0 on TimeGenerated \
                        from datetime(2026-01-01T00:00:00.0000000Z) to datetime(2026-01-05T00:00:00.0000000Z) step 1d \
                        by entity_column, value_column, cell
                        | where tolong(series_counts[-1]) > 0
                        | extend (series_flags, series_scores, series_baseline) = series_decompose_anomalies(\
                        series_counts, real(1.5), -1, "avg", 1, "ctukey", 0.6)
                        | project entity_column, value_column, cell, series_counts = tostring(series_counts), \
                        series_scores = tostring(series_scores), series_baseline = tostring(series_baseline)""");
    }

    @Test
    void series_thatWereNotAskedFor_areRefused() {
        for (Object[] row : List.of(
                new Object[] {2L, 0L, "a", "[1,2,1,9]", "[0,0,0,0]", "[1,1,1,1]"},
                new Object[] {0L, 2L, "a", "[1,2,1,9]", "[0,0,0,0]", "[1,1,1,1]"},
                new Object[] {null, 0L, "a", "[1,2,1,9]", "[0,0,0,0]", "[1,1,1,1]"},
                new Object[] {0L, 0L, "a", "[1,2,1]", "[0,0,0]", "[1,1,1]"},
                new Object[] {0L, 0L, "a", "[1,2,1,9]", "[0,0,0,0]", "[1,1,1,null]"},
                new Object[] {0L, 0L, "a", null, "[0,0,0,0]", "[1,1,1,1]"})) {
            workspace.next(CannedWorkspace.answer(SERIES_COLUMNS, List.<Object[]>of(row)));

            assertThatThrownBy(() -> queries.series(request()))
                    .isInstanceOfSatisfying(LogAnalyticsException.class, e -> assertThat(e.reason())
                            .isEqualTo(LogAnalyticsException.Reason.UNEXPECTED_RESULT));
        }
    }

    @Test
    void sightings_withoutARow_areRefused() {
        workspace.next(QueryTable.empty());

        assertThatThrownBy(() -> queries.sightings(ALICE, "Signin", List.of("User"), DAYS))
                .isInstanceOf(LogAnalyticsException.class)
                .hasMessageContaining("one row");
    }

    @Test
    void relatedQuery_ofKnownColumns_quotesItsValues() throws LogAnalyticsException {
        RelatedEvents events = new RelatedEvents(
                ALICE,
                "Signin",
                List.of("User"),
                List.of(
                        new RelatedEvents.ColumnValue("Code", "long", "5"),
                        new RelatedEvents.ColumnValue("User", "string", "o'\"b"),
                        new RelatedEvents.ColumnValue("Code", "long", "-7"),
                        new RelatedEvents.ColumnValue("Size", "real", "1.5")),
                DAYS,
                1000);
        assertThatThrownBy(() -> queries.relatedQuery(events)).isInstanceOf(IllegalArgumentException.class);
        workspace.next("events:long distinct_0:long distinct_1:long", new Object[] {500L, 3L, 4L});
        queries.columns("Signin", DAYS);

        assertThat(queries.relatedQuery(events).orElseThrow())
                .endsWith(
                        """
                        | where ["User"] =~ "alice"
                        | where ["Code"] in (long(5), long(-7))
                            or ["User"] in ("o'\\"b")
                            or tostring(["Size"]) in ("1.5")
                        | top 1000 by TimeGenerated desc""");
    }

    @Test
    void relatedQuery_ofANumberThatIsNone_comparesText() throws LogAnalyticsException {
        workspace.next("events:long distinct_0:long distinct_1:long", new Object[] {500L, 3L, 4L});
        queries.columns("Signin", DAYS);

        assertThat(queries.relatedQuery(new RelatedEvents(
                                ALICE,
                                "Signin",
                                List.of("User"),
                                List.of(new RelatedEvents.ColumnValue("Code", "long", "5) | union *")),
                                DAYS,
                                10))
                        .orElseThrow())
                .contains("tostring([\"Code\"]) in (\"5) | union *\")");
    }

    @Test
    void interrupted_whileWaiting_staysInterrupted() {
        LogAnalyticsEventQueries slow = LogAnalyticsEventQueries.of((kql, interval, timeout) -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> slow.presence(ALICE, List.of(), DAYS))
                .isInstanceOfSatisfying(LogAnalyticsException.class, e -> assertThat(e.reason())
                        .isEqualTo(LogAnalyticsException.Reason.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void portalLink_needsTheResource() {
        assertThat(queries.portalLink()).isEmpty();
        LogAnalyticsEventQueries linked =
                queries.withWorkspaceResource("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/logs"
                        + "/providers/Microsoft.OperationalInsights/workspaces/logs-1");

        assertThat(linked.portalLink().orElseThrow().toString()).endsWith("logs-1/logs");
        assertThat(linked.portalLink("T").orElseThrow().toString()).contains("AnalyticsShareLinkToQuery");
    }
}
