package dev.ueba.event;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** One lookup on its way. Not thread-safe. */
final class LookupRun {

    private static final int MOST_RELATED_VALUES = 100;
    private static final int MOST_RELATED_EVENTS = 1000;
    private static final Duration RELATED = Duration.ofDays(14);

    private final EventQueries source;
    private final EntityLookupOptions options;
    private final EntityAnomalyLookup.Progress progress;
    private final LongSupplier nanos;
    private final EntityMatch entity;
    private final Instant at;
    private final List<QueryRecord> audit = new ArrayList<>();
    private final List<EntityAnomaly> found = new ArrayList<>();

    LookupRun(
            EventQueries source,
            EntityLookupOptions options,
            EntityAnomalyLookup.Progress progress,
            LongSupplier nanos,
            EntityMatch entity,
            Instant at) {
        this.source = source;
        this.options = options;
        this.progress = progress;
        this.nanos = nanos;
        this.entity = entity;
        this.at = at;
    }

    private interface Question<T> {
        QueryAnswer<T> ask() throws IOException;
    }

    EntityLookupResult find() throws IOException {
        TimeRange around = new TimeRange(at.minus(options.around()), at.plus(options.around()));
        List<EntityColumn> present = asked("presence", "", () -> source.presence(entity, options.tables(), around));
        Map<String, List<String>> columnsOfTable = present.stream()
                .distinct()
                .sorted()
                .collect(Collectors.groupingBy(
                        EntityColumn::table,
                        TreeMap::new,
                        Collectors.mapping(EntityColumn::column, Collectors.toUnmodifiableList())));
        List<TableLookup> tables = new ArrayList<>();
        progress.tables(0, columnsOfTable.size(), "");
        for (Map.Entry<String, List<String>> table : columnsOfTable.entrySet()) {
            tables.add(search(table.getKey(), table.getValue()));
            progress.tables(tables.size(), columnsOfTable.size(), table.getKey());
        }
        return new EntityLookupResult(
                entity,
                at,
                tables,
                found,
                audit,
                related(columnsOfTable),
                source.portalLink().orElse(null));
    }

    private TableLookup search(String table, List<String> entityColumns) throws IOException {
        TimeRange history = EntityAnomalyLookup.historyRange(at, options);
        EntitySightings sightings = asked(
                        "sightings", table, () -> source.sightings(entity, table, entityColumns, history))
                .orElse(null);
        Instant first = sightings == null ? history.to() : sightings.first();
        Duration step = EntityAnomalyLookup.step(first, at);
        TimeRange range = EntityAnomalyLookup.steps(first, at, options);
        int steps = Math.toIntExact(range.duration().dividedBy(step));
        if (sightings == null || steps < EntityAnomalyLookup.LEAST_STEPS) {
            return new TableLookup(
                    table,
                    entityColumns,
                    TableLookup.Outcome.NOT_ENOUGH_HISTORY,
                    sightings,
                    sightings == null ? null : range,
                    step,
                    steps,
                    List.of(),
                    0,
                    0);
        }
        List<TableColumns.Column> categories = categories(table);
        if (categories.isEmpty()) {
            return new TableLookup(
                    table,
                    entityColumns,
                    TableLookup.Outcome.NO_CATEGORIES,
                    sightings,
                    range,
                    step,
                    steps,
                    List.of(),
                    0,
                    0);
        }
        SeriesRequest request =
                new SeriesRequest(entity, table, entityColumns, categories, range, step, options.decomposition());
        List<ValueSeries> series = withoutRepetitions(asked("series", table, () -> source.series(request)));
        int kept = keep(request, series);
        return new TableLookup(
                table,
                entityColumns,
                TableLookup.Outcome.SEARCHED,
                sightings,
                range,
                step,
                steps,
                EntityAnomalyLookup.names(categories),
                series.size(),
                kept);
    }

    private List<TableColumns.Column> categories(String table) throws IOException {
        TableColumns columns =
                asked("columns", table, () -> source.columns(table, EntityAnomalyLookup.surveyRange(at, options)));
        CategoryRule given = options.categories();
        CategoryRule rule = given == null ? source.categoryRule() : given;
        return columns.columns().stream()
                .filter(column -> rule.accepts(column.distinctCount(), columns.eventCount()))
                .toList();
    }

    private int keep(SeriesRequest request, List<ValueSeries> series) {
        Map<String, String> types = request.columns().stream()
                .collect(Collectors.toMap(TableColumns.Column::name, TableColumns.Column::type, (a, b) -> a));
        int kept = 0;
        for (ValueSeries one : series) {
            if (one.length() != request.stepCount()) {
                throw new IllegalStateException("the source returned a series of " + one.length()
                        + " steps, expected were " + request.stepCount());
            }
            if (EntityAnomalyLookup.isKept(one, options)) {
                String type = types.getOrDefault(one.column(), "string");
                found.add(new EntityAnomaly(entity, at, request.range(), request.step(), request.table(), type, one));
                kept++;
            }
        }
        return kept;
    }

    /** Two columns that hold the entity in the same events say the same twice: the first one in order of names is enough. */
    private static List<ValueSeries> withoutRepetitions(List<ValueSeries> series) {
        Set<List<Object>> seen = new HashSet<>();
        return series.stream()
                .sorted(Comparator.comparing(ValueSeries::entityColumn))
                .filter(one -> seen.add(List.of(
                        one.column(),
                        one.value(),
                        Arrays.stream(one.counts()).boxed().toList())))
                .toList();
    }

    /** One query for each table, with its strangest values. */
    private List<RelatedQuery> related(Map<String, List<String>> columnsOfTable) {
        Instant end = EntityAnomalyLookup.endOfDay(at, options);
        List<EntityAnomaly> sorted =
                found.stream().sorted(EntityAnomaly.STRANGEST_FIRST).toList();
        List<RelatedQuery> related = new ArrayList<>();
        columnsOfTable.forEach((table, columns) -> {
            Set<RelatedEvents.ColumnValue> values = new LinkedHashSet<>();
            for (EntityAnomaly anomaly : sorted) {
                if (anomaly.table().equals(table) && values.size() < MOST_RELATED_VALUES) {
                    values.add(new RelatedEvents.ColumnValue(
                            anomaly.series().column(),
                            anomaly.type(),
                            anomaly.series().value()));
                }
            }
            if (!values.isEmpty()) {
                RelatedEvents events = new RelatedEvents(
                        entity,
                        table,
                        columns,
                        List.copyOf(values),
                        new TimeRange(end.minus(RELATED), end),
                        MOST_RELATED_EVENTS);
                related.add(new RelatedQuery(events, source.relatedQuery(events).orElse(null)));
            }
        });
        return related;
    }

    private <T> T asked(String question, String table, Question<T> query) throws IOException {
        long start = nanos.getAsLong();
        QueryAnswer<T> answer = query.ask();
        audit.add(new QueryRecord(question, table, Duration.ofNanos(nanos.getAsLong() - start), answer.queries()));
        return answer.value();
    }
}
