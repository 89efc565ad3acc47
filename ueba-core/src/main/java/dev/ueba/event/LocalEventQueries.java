package dev.ueba.event;

import dev.ueba.series.SeriesAnomalies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Events in memory that can be asked like a workspace of Log Analytics: each table a list of {@link SecurityEvent}, its columns their
 * fields. Every event counts once, as it would there, also one with a {@link EventField#REPEAT}. Labels
 * ({@link EventField#ANOMALY}) are no columns.
 *
 * <p><strong>Memory.</strong> An event takes 24 bytes and 4 more for each column of its table; each different text is kept once. Give
 * {@link Builder#range} to keep only what a lookup needs ({@link EntityAnomalyLookup#neededRange}). Beyond 20 million events, 1,000
 * columns of a table or 500 million characters of different texts, events are refused.
 *
 * <p><strong>Time.</strong> A question reads the rows of its table once or twice; nothing is sorted or indexed.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class LocalEventQueries implements EventQueries {

    private static final int MOST_EVENTS = 20_000_000;
    private static final int MOST_COLUMNS = 1000;
    private static final long MOST_CHARACTERS = 500_000_000;
    private static final String TEXT = "string";

    private final Map<String, EventTable> tables;
    private final EventTable.TextCodes texts;
    private final EventTable.TextCodes fileNames;

    private LocalEventQueries(Builder builder) {
        this.tables = new TreeMap<>(builder.tables);
        this.texts = builder.texts;
        this.fileNames = builder.fileNames;
    }

    /**
     * Starts with no tables.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the number of events of each table.
     *
     * @return by name, sorted
     */
    public Map<String, Integer> eventCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        tables.forEach((name, table) -> counts.put(name, table.rowCount()));
        return counts;
    }

    @Override
    public CategoryRule categoryRule() {
        return CategoryRule.ofSmallTables();
    }

    @Override
    public QueryAnswer<List<EntityColumn>> presence(EntityMatch entity, List<String> wanted, TimeRange range) {
        Set<EntityColumn> found = new TreeSet<>();
        Matches matches = new Matches(entity);
        for (String name : wanted.isEmpty() ? tables.keySet() : wanted) {
            EventTable table = table(name);
            BitSet rows = rows(table, range);
            for (String column : columnNames(table)) {
                int[] codes = table.codes(column);
                for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                    if (matches.matches(codes[row])) {
                        found.add(new EntityColumn(name, column));
                        break;
                    }
                }
            }
        }
        return QueryAnswer.of(List.copyOf(found));
    }

    @Override
    public QueryAnswer<Optional<EntitySightings>> sightings(
            EntityMatch entity, String name, List<String> entityColumns, TimeRange range) {
        EventTable table = table(name);
        BitSet rows = matching(table, entity, entityColumns, rows(table, range));
        if (rows.isEmpty()) {
            return QueryAnswer.of(Optional.empty());
        }
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        Set<Long> days = new LinkedHashSet<>();
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            Instant time = table.time(row);
            first = time.isBefore(first) ? time : first;
            last = time.isAfter(last) ? time : last;
            days.add(Math.floorDiv(time.getEpochSecond(), Duration.ofDays(1).toSeconds()));
        }
        return QueryAnswer.of(Optional.of(new EntitySightings(first, last, rows.cardinality(), days.size())));
    }

    @Override
    public QueryAnswer<TableColumns> columns(String name, TimeRange range) {
        EventTable table = table(name);
        BitSet rows = rows(table, range);
        List<TableColumns.Column> columns = new ArrayList<>();
        for (String column : columnNames(table)) {
            BitSet different = new BitSet(texts.count());
            int[] codes = table.codes(column);
            for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                different.set(codes[row]);
            }
            different.clear(EventTable.MISSING);
            columns.add(new TableColumns.Column(column, TEXT, different.cardinality()));
        }
        return QueryAnswer.of(new TableColumns(rows.cardinality(), columns));
    }

    @Override
    public QueryAnswer<List<ValueSeries>> series(SeriesRequest request) {
        EventTable table = table(request.table());
        BitSet inRange = rows(table, request.range());
        TimeRange lastStep = new TimeRange(
                request.range().to().minus(request.step()), request.range().to());
        List<ValueSeries> series = new ArrayList<>();
        for (String entityColumn : request.entityColumns()) {
            BitSet rows = matching(table, request.entity(), List.of(entityColumn), inRange);
            for (TableColumns.Column column : request.columns()) {
                int[] codes = table.codes(column.name());
                Map<Integer, double[]> counts = new LinkedHashMap<>();
                for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                    if (codes[row] != EventTable.MISSING && table.isIn(row, lastStep)) {
                        counts.computeIfAbsent(codes[row], code -> new double[request.stepCount()]);
                    }
                }
                for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                    double[] ofValue = counts.get(codes[row]);
                    if (ofValue != null) {
                        ofValue[step(request, table.time(row))]++;
                    }
                }
                counts.forEach((code, ofValue) -> {
                    SeriesAnomalies anomalies = request.decomposition().decompose(ofValue);
                    series.add(ValueSeries.of(entityColumn, column.name(), texts.text(code), ofValue, anomalies));
                });
            }
        }
        return QueryAnswer.of(List.copyOf(series));
    }

    /**
     * Returns events behind anomalies.
     *
     * @param related which events
     * @return the newest ones, as many as {@link RelatedEvents#limit} allows, in order of time
     * @throws IllegalArgumentException if there is no such table or column
     */
    public List<SecurityEvent> events(RelatedEvents related) {
        EventTable table = table(related.table());
        BitSet ofEntity = matching(table, related.entity(), related.entityColumns(), rows(table, related.range()));
        List<SecurityEvent> events = new ArrayList<>();
        EventFields fields = EventFields.of(table.columnNames());
        for (int row = ofEntity.nextSetBit(0); row >= 0; row = ofEntity.nextSetBit(row + 1)) {
            for (RelatedEvents.ColumnValue value : related.values()) {
                int code = table.codes(value.column())[row];
                if (code != EventTable.MISSING && texts.text(code).equals(value.value())) {
                    events.add(event(table, row, fields));
                    break;
                }
            }
        }
        List<SecurityEvent> sorted = SecurityEvent.sorted(events);
        return sorted.subList(Math.max(0, sorted.size() - related.limit()), sorted.size());
    }

    private SecurityEvent event(EventTable table, int row, EventFields fields) {
        @Nullable String[] values = new @Nullable String[fields.names().size()];
        for (int i = 0; i < values.length; i++) {
            int code = table.codes(fields.names().get(i))[row];
            values[i] = code == EventTable.MISSING ? null : texts.text(code);
        }
        return fields.event(table.time(row), table.source(row, fileNames), values);
    }

    private static int step(SeriesRequest request, Instant time) {
        return (int) Duration.between(request.range().from(), time).dividedBy(request.step());
    }

    private EventTable table(String name) {
        EventTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table '" + name + "'; there are " + tables.keySet());
        }
        return table;
    }

    private static List<String> columnNames(EventTable table) {
        return table.columnNames().stream()
                .filter(column -> !column.equals(EventField.ANOMALY))
                .toList();
    }

    private static BitSet rows(EventTable table, TimeRange range) {
        BitSet rows = new BitSet(table.rowCount());
        for (int row = 0; row < table.rowCount(); row++) {
            if (table.isIn(row, range)) {
                rows.set(row);
            }
        }
        return rows;
    }

    /** Returns the rows in which one of the columns holds the entity. */
    private BitSet matching(EventTable table, EntityMatch entity, List<String> columns, BitSet rows) {
        BitSet matching = new BitSet(table.rowCount());
        Matches matches = new Matches(entity);
        for (String column : columns) {
            int[] codes = table.codes(column);
            for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                if (matches.matches(codes[row])) {
                    matching.set(row);
                }
            }
        }
        return matching;
    }

    /** Compares each different text once. */
    private final class Matches {

        private final EntityMatch entity;
        private final BitSet seen = new BitSet();
        private final BitSet matching = new BitSet();

        Matches(EntityMatch entity) {
            this.entity = entity;
        }

        boolean matches(int code) {
            if (code != EventTable.MISSING && !seen.get(code)) {
                seen.set(code);
                matching.set(code, entity.matches(texts.text(code)));
            }
            return matching.get(code);
        }
    }

    /** Gathers events. Not thread-safe. */
    public static final class Builder {

        private final Map<String, EventTable> tables = new LinkedHashMap<>();
        private EventTable.TextCodes texts = new EventTable.TextCodes(MOST_CHARACTERS);
        private EventTable.TextCodes fileNames = new EventTable.TextCodes(MOST_CHARACTERS);
        private @Nullable TimeRange range;
        private int mostEvents = MOST_EVENTS;
        private int events;

        private Builder() {}

        /**
         * Leaves out events outside a range from here on.
         *
         * @param value what to keep
         * @return this
         */
        public Builder range(TimeRange value) {
            this.range = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets how many events are kept at most; 20 million otherwise.
         *
         * @param value {@code >= 1}
         * @return this
         */
        public Builder mostEvents(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("mostEvents must be >= 1, but was " + value);
            }
            this.mostEvents = value;
            return this;
        }

        /**
         * Adds an event; a table begins with its first one, also if that lies outside the range.
         *
         * @param table name of the table, not empty
         * @param event copied
         * @return this
         * @throws IllegalArgumentException if there are too many events, columns or texts
         */
        public Builder add(String table, SecurityEvent event) {
            if (table.isEmpty()) {
                throw new IllegalArgumentException("the name of a table must not be empty");
            }
            EventTable known = tables.computeIfAbsent(table, EventTable::new);
            if (range == null || range.contains(event.time())) {
                if (events == mostEvents) {
                    throw new IllegalArgumentException("there are more than " + mostEvents
                            + " events, which is the limit; give fewer files or a shorter time");
                }
                known.add(event, texts, fileNames, MOST_COLUMNS);
                events++;
            }
            return this;
        }

        /**
         * Returns the tables and starts anew.
         *
         * @return the events added so far
         */
        public LocalEventQueries build() {
            LocalEventQueries built = new LocalEventQueries(this);
            tables.clear();
            texts = new EventTable.TextCodes(MOST_CHARACTERS);
            fileNames = new EventTable.TextCodes(MOST_CHARACTERS);
            events = 0;
            return built;
        }
    }
}
