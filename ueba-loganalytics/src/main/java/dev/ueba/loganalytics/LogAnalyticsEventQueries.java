package dev.ueba.loganalytics;

import dev.ueba.event.EntityColumn;
import dev.ueba.event.EntityMatch;
import dev.ueba.event.EntitySightings;
import dev.ueba.event.EventQueries;
import dev.ueba.event.QueryAnswer;
import dev.ueba.event.RelatedEvents;
import dev.ueba.event.SeriesRequest;
import dev.ueba.event.TableColumns;
import dev.ueba.event.TimeRange;
import dev.ueba.event.ValueSeries;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.series.SeriesAnomalies;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an Azure Log Analytics or Microsoft Sentinel workspace, to be asked about an entity. A lookup sends one query over
 * all tables, and four for each table that holds the entity.
 *
 * <p>The time of an event is its {@code TimeGenerated}; tables without it are not found. Values of columns that are no text are
 * compared as Kusto writes them. The name of the entity and all values are literals in the queries, and names of tables and columns
 * are used only as the workspace told them, in quotes; each query is one statement whatever they contain.
 *
 * <p>Kusto's own {@code series_decompose_anomalies} takes the series apart. It differs from {@link
 * dev.ueba.series.SeriesDecomposition} in how it detects periods, and where the usual residuals are all the same. With {@code HAS}, an
 * entity without any letter or digit is looked for as with {@code CONTAINS}.
 *
 * <p>The columns of a table are read once and remembered. Safe to share between threads.
 *
 * <pre>{@code
 * EventQueries queries = LogAnalyticsEventQueries.of(executor);
 * EntityLookupResult result = EntityAnomalyLookup.of(queries).find(EntityMatch.of("alice"), alertTime);
 * }</pre>
 */
public final class LogAnalyticsEventQueries implements EventQueries {

    private static final Set<String> CATEGORICAL = Set.of("int", "long", "string");

    private final LogsQueryExecutor executor;
    private final Duration timeout;
    private final @Nullable PortalLinks portal;
    private final Map<String, TableSchema> schemas;

    private LogAnalyticsEventQueries(
            LogsQueryExecutor executor,
            Duration timeout,
            @Nullable PortalLinks portal,
            Map<String, TableSchema> schemas) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.timeout = timeout;
        this.portal = portal;
        this.schemas = schemas;
    }

    /**
     * Returns the tables of a workspace.
     *
     * @param executor runs the queries
     * @return without links to the portal, waiting for an answer as long as the service may work on it
     */
    public static LogAnalyticsEventQueries of(LogsQueryExecutor executor) {
        return new LogAnalyticsEventQueries(executor, LogsQueryExecutor.LONGEST_QUERY, null, new ConcurrentHashMap<>());
    }

    /**
     * Returns a copy that waits another time for each answer.
     *
     * @param value more than 0
     * @return the copy
     * @throws IllegalArgumentException if it is not more than 0
     */
    public LogAnalyticsEventQueries withTimeout(Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("the timeout must be more than 0, but was " + value);
        }
        return new LogAnalyticsEventQueries(executor, value, portal, schemas);
    }

    /**
     * Returns a copy that knows where the workspace is in the Azure portal.
     *
     * @param resource {@code /subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…}
     * @return the copy
     * @throws IllegalArgumentException if it is not the resource of a workspace
     */
    public LogAnalyticsEventQueries withWorkspaceResource(String resource) {
        return new LogAnalyticsEventQueries(executor, timeout, new PortalLinks(resource), schemas);
    }

    @Override
    public QueryAnswer<List<EntityColumn>> presence(EntityMatch entity, List<String> tables, TimeRange range)
            throws LogAnalyticsException {
        List<String> sent = new ArrayList<>();
        for (String table : tables) {
            schema(table, sent);
        }
        QueryTable found = run(EntityKql.presence(entity, tables, range), range, sent);
        List<EntityColumn> present = new ArrayList<>();
        if (found.rowCount() > 0) {
            int table = column(found, EntityKql.TABLE);
            int column = column(found, EntityKql.COLUMN);
            for (int row = 0; row < found.rowCount(); row++) {
                present.add(new EntityColumn(found.text(row, table), found.text(row, column)));
            }
        }
        return new QueryAnswer<>(present.stream().distinct().sorted().toList(), sent);
    }

    @Override
    public QueryAnswer<Optional<EntitySightings>> sightings(
            EntityMatch entity, String table, List<String> entityColumns, TimeRange range)
            throws LogAnalyticsException {
        if (entityColumns.isEmpty()) {
            throw new IllegalArgumentException("at least one column has to hold the entity");
        }
        List<String> sent = new ArrayList<>();
        TableSchema schema = schema(table, sent);
        QueryTable found = run(EntityKql.sightings(entity, schema, schema.columns(entityColumns), range), range, sent);
        oneRow(found);
        long count = whole(found, 0, column(found, EntityKql.EVENTS));
        if (count == 0) {
            return new QueryAnswer<>(Optional.empty(), sent);
        }
        Instant first = found.instant(0, column(found, EntityKql.FIRST));
        Instant last = found.instant(0, column(found, EntityKql.LAST));
        long days = whole(found, 0, column(found, EntityKql.DAYS));
        if (first == null || last == null || last.isBefore(first) || count < 0 || days < 1) {
            throw unexpected("first and last time and number of days of " + count + " events");
        }
        return new QueryAnswer<>(Optional.of(new EntitySightings(first, last, count, days)), sent);
    }

    @Override
    public QueryAnswer<TableColumns> columns(String table, TimeRange range) throws LogAnalyticsException {
        List<String> sent = new ArrayList<>();
        TableSchema schema = schema(table, sent);
        List<TableSchema.Column> candidates = schema.columns().stream()
                .filter(column -> CATEGORICAL.contains(column.type()))
                .toList();
        QueryTable found = run(EntityKql.distinctCounts(schema, candidates, range), range, sent);
        oneRow(found);
        List<TableColumns.Column> columns = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            TableSchema.Column column = candidates.get(i);
            long count = whole(found, 0, column(found, EntityKql.DISTINCT + i));
            columns.add(new TableColumns.Column(column.name(), column.type(), count));
        }
        return new QueryAnswer<>(new TableColumns(whole(found, 0, column(found, EntityKql.EVENTS)), columns), sent);
    }

    @Override
    public QueryAnswer<List<ValueSeries>> series(SeriesRequest request) throws LogAnalyticsException {
        List<String> sent = new ArrayList<>();
        if (request.entityColumns().isEmpty() || request.columns().isEmpty()) {
            return QueryAnswer.of(List.of());
        }
        TableSchema schema = schema(request.table(), sent);
        List<TableSchema.Column> entityColumns = schema.columns(request.entityColumns());
        List<TableSchema.Column> columns = schema.columns(
                request.columns().stream().map(TableColumns.Column::name).toList());
        QueryTable found = run(EntityKql.series(request, schema, entityColumns, columns), request.range(), sent);
        List<ValueSeries> series = new ArrayList<>();
        for (int row = 0; row < found.rowCount(); row++) {
            series.add(series(found, row, request));
        }
        return new QueryAnswer<>(List.copyOf(series), sent);
    }

    private static ValueSeries series(QueryTable found, int row, SeriesRequest request) throws LogAnalyticsException {
        double[] counts = numbers(found, row, EntityKql.COUNTS, request.stepCount());
        double[] scores = numbers(found, row, EntityKql.SCORES, request.stepCount());
        double[] baseline = numbers(found, row, EntityKql.BASELINE, request.stepCount());
        int entityColumn = position(
                found, row, EntityKql.ENTITY_COLUMN, request.entityColumns().size());
        int column =
                position(found, row, EntityKql.VALUE_COLUMN, request.columns().size());
        try {
            return ValueSeries.of(
                    request.entityColumns().get(entityColumn),
                    request.columns().get(column).name(),
                    found.text(row, column(found, EntityKql.VALUE)),
                    counts,
                    SeriesAnomalies.of(request.decomposition().threshold(), counts, scores, baseline));
        } catch (IllegalArgumentException e) {
            throw unexpected("finite counts and baselines");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @return KQL
     * @throws IllegalArgumentException if this object has not been asked about the table yet, or if it has no such column
     */
    @Override
    public Optional<String> relatedQuery(RelatedEvents events) {
        TableSchema schema = schemas.get(events.table());
        if (schema == null) {
            throw new IllegalArgumentException("the columns of the table '" + events.table()
                    + "' are not known; ask for its columns, sightings or series first");
        }
        return Optional.of(EntityKql.related(events, schema));
    }

    /**
     * {@inheritDoc}
     *
     * @return empty without {@link #withWorkspaceResource}
     */
    @Override
    public Optional<URI> portalLink() {
        return portal == null ? Optional.empty() : Optional.of(portal.page());
    }

    /**
     * Returns the page of the workspace with a query in its editor. The query becomes part of the link.
     *
     * @param kql any query, such as that of {@link #relatedQuery}
     * @return empty without {@link #withWorkspaceResource}
     */
    public Optional<URI> portalLink(String kql) {
        return portal == null ? Optional.empty() : Optional.of(portal.page(kql));
    }

    private TableSchema schema(String table, List<String> sent) throws LogAnalyticsException {
        TableSchema known = schemas.get(table);
        if (known != null) {
            return known;
        }
        QueryTable found;
        try {
            found = run(EntityKql.schema(table), null, sent);
        } catch (LogAnalyticsException e) {
            if (e.reason() == Reason.QUERY_REFUSED) {
                throw new IllegalArgumentException(
                        "the workspace has no table '" + table + "' that can be read: " + e.getMessage(), e);
            }
            throw e;
        }
        List<TableSchema.Column> columns = new ArrayList<>();
        int name = column(found, "ColumnName");
        int type = column(found, "ColumnType");
        for (int row = 0; row < found.rowCount(); row++) {
            columns.add(new TableSchema.Column(found.text(row, name), found.text(row, type)));
        }
        TableSchema schema = new TableSchema(table, columns);
        schemas.put(table, schema);
        return schema;
    }

    private QueryTable run(String kql, @Nullable TimeRange range, List<String> sent) throws LogAnalyticsException {
        sent.add(kql);
        QueryInterval interval = range == null || range.duration().isZero()
                ? QueryInterval.unbounded()
                : QueryInterval.of(range.from(), range.to());
        try {
            return executor.run(kql, interval, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogAnalyticsException(Reason.CANCELLED, "interrupted while waiting for an answer");
        }
    }

    private static int column(QueryTable table, String name) throws LogAnalyticsException {
        return table.columnIndex(name).orElseThrow(() -> unexpected("a column '" + name + "'"));
    }

    private static void oneRow(QueryTable table) throws LogAnalyticsException {
        if (table.rowCount() != 1) {
            throw unexpected("one row instead of " + table.rowCount());
        }
    }

    private static long whole(QueryTable table, int row, int column) throws LogAnalyticsException {
        if (table.cell(row, column) instanceof Long value && value >= 0) {
            return value;
        }
        throw unexpected("a count in '" + table.columns().get(column).name() + "'");
    }

    private static int position(QueryTable table, int row, String name, int count) throws LogAnalyticsException {
        long position = whole(table, row, column(table, name));
        if (position >= count) {
            throw unexpected("a position below " + count + " in '" + name + "'");
        }
        return (int) position;
    }

    private static double[] numbers(QueryTable table, int row, String name, int length) throws LogAnalyticsException {
        try {
            return SeriesText.numbers(table.text(row, column(table, name)), length);
        } catch (NumberFormatException e) {
            throw unexpected("numbers in '" + name + "': " + e.getMessage());
        }
    }

    private static LogAnalyticsException unexpected(String wanted) {
        return new LogAnalyticsException(
                Reason.UNEXPECTED_RESULT, "the answer is not what was asked for; expected " + wanted);
    }
}
