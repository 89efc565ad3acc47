package dev.ueba.event;

import dev.ueba.series.SeriesAnomalies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Finds what else was odd about an entity (a user, an address, a host …) around the time of an alert: values of any column whose
 * counts rise against what the entity's own past lets expect. The guided investigation of Microsoft's Sentinel notebook, for any
 * {@link EventQueries}.
 *
 * <ol>
 *   <li>Which columns of which tables hold the entity around the alert? All of them are followed.
 *   <li>For each table: when was the entity first seen, at most 30 days before the alert? The history reaches from there to the end of
 *       the day of the alert, in steps of 24 hours; if the entity was first seen within three days of the alert, to the end of the
 *       hour, in steps of an hour. Steps are counted back from that end, so that the last step always holds the alert. Fewer than
 *       {@link #LEAST_STEPS} steps are too few to judge, and the result says so.
 *   <li>Which columns of the table are categories, over the day around the alert? See {@link CategoryRule}.
 *   <li>How often did the entity have each value of those columns, step by step? A value is kept if the score of its last step is above
 *       the threshold, its last count is above the expected one, and fewer than five points of its whole series are anomalous, of
 *       either sign. If several columns hold the entity in the same events, a value is reported once, for the first of them.
 * </ol>
 *
 * <p>The current time plays no part: an old alert gives what it gave when it was new, if the events are still there.
 *
 * <p>Safe to share between threads if source and listener are. {@link #find} works in the calling thread.
 *
 * <pre>{@code
 * EntityLookupResult result = EntityAnomalyLookup.of(queries).find(EntityMatch.of("alice"), alertTime);
 * for (EntityAnomaly anomaly : result.top()) {
 *     System.out.println(anomaly.series().column() + " " + anomaly.actualCount() + " instead of " + anomaly.expectedCount());
 * }
 * }</pre>
 */
public final class EntityAnomalyLookup {

    /** The fewest steps of history, the step of the alert included. */
    public static final int LEAST_STEPS = 8;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration NEWCOMER = Duration.ofDays(3);

    /** Hears how far a lookup is. */
    @FunctionalInterface
    public interface Progress {

        /** Hears nothing. */
        Progress NONE = (done, total, table) -> {};

        /**
         * Told when the tables are known, and after each of them.
         *
         * @param done tables done, from 0
         * @param total tables that hold the entity
         * @param table name of the table just done; empty at the beginning
         */
        void tables(int done, int total, String table);
    }

    private final EventQueries queries;
    private final EntityLookupOptions options;
    private final Progress progress;
    private final LongSupplier nanos;

    private EntityAnomalyLookup(
            EventQueries queries, EntityLookupOptions options, Progress progress, LongSupplier nanos) {
        this.queries = Objects.requireNonNull(queries, "queries");
        this.options = Objects.requireNonNull(options, "options");
        this.progress = Objects.requireNonNull(progress, "progress");
        this.nanos = Objects.requireNonNull(nanos, "nanos");
    }

    /**
     * Returns a lookup with the usual options.
     *
     * @param queries where to look
     * @return a lookup
     */
    public static EntityAnomalyLookup of(EventQueries queries) {
        return of(queries, EntityLookupOptions.defaults());
    }

    /**
     * Returns a lookup.
     *
     * @param queries where to look
     * @param options how to look
     * @return a lookup
     */
    public static EntityAnomalyLookup of(EventQueries queries, EntityLookupOptions options) {
        return new EntityAnomalyLookup(queries, options, Progress.NONE, System::nanoTime);
    }

    /**
     * Returns a copy that tells how far it is.
     *
     * @param value hears it, in the thread of {@link #find}
     * @return the copy
     */
    public EntityAnomalyLookup withProgress(Progress value) {
        return new EntityAnomalyLookup(queries, options, value, nanos);
    }

    /**
     * Returns a copy that measures the duration of queries with another clock.
     *
     * @param value nanoseconds from some beginning, such as {@code System::nanoTime}
     * @return the copy
     */
    public EntityAnomalyLookup withTicker(LongSupplier value) {
        return new EntityAnomalyLookup(queries, options, progress, value);
    }

    /**
     * Returns the time whose events a lookup may ask for: what has to be loaded for a local one.
     *
     * @param at time of the alert
     * @param options how it looks
     * @return from before the history to after the alert
     */
    public static TimeRange neededRange(Instant at, EntityLookupOptions options) {
        Instant end = endOfDay(at, options);
        Instant after = at.plus(options.around());
        return new TimeRange(end.minus(DAY.multipliedBy(options.days() + 2L)), end.isAfter(after) ? end : after);
    }

    /**
     * Looks for what was odd about an entity.
     *
     * @param entity who
     * @param at time of the alert
     * @return what was found; if the entity does not occur around the alert, {@link EntityLookupResult#isEntitySeen} says so
     * @throws IllegalArgumentException if a table of the options does not exist
     * @throws IOException if the source cannot be read
     */
    public EntityLookupResult find(EntityMatch entity, Instant at) throws IOException {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(at, "at");
        return new LookupRun(queries, options, progress, nanos, entity, at).find();
    }

    static Instant endOfDay(Instant at, EntityLookupOptions options) {
        return at.atZone(options.zone())
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(options.zone())
                .toInstant();
    }

    /** Returns the steps from the first sighting to the end of the day or hour of the alert; empty if there is nothing before that. */
    static TimeRange steps(Instant first, Instant at, EntityLookupOptions options) {
        Instant end = endOfDay(at, options);
        Duration step = step(first, at);
        if (step.equals(HOUR)) {
            end = at.truncatedTo(ChronoUnit.HOURS).plus(HOUR);
        }
        if (!first.isBefore(end)) {
            return new TimeRange(end, end);
        }
        Duration before = Duration.between(first, end);
        long count = before.dividedBy(step);
        if (!step.multipliedBy(count).equals(before)) {
            count++;
        }
        return new TimeRange(end.minus(step.multipliedBy(count)), end);
    }

    static Duration step(Instant first, Instant at) {
        return first.isBefore(at.minus(NEWCOMER)) ? DAY : HOUR;
    }

    /** The day that ends when the entity need not occur any more, but at least all the time in which it may occur. */
    static TimeRange surveyRange(Instant at, EntityLookupOptions options) {
        Instant end = at.plus(options.around());
        Instant dayBefore = end.minus(DAY);
        Instant start = at.minus(options.around());
        return new TimeRange(dayBefore.isBefore(start) ? dayBefore : start, end);
    }

    /** Tells whether a value rose suspiciously in its last step. */
    static boolean isKept(ValueSeries series, EntityLookupOptions options) {
        SeriesAnomalies anomalies = series.anomalies();
        int last = series.length() - 1;
        return anomalies.flag(last) > 0
                && series.count(last) > Math.max(0, anomalies.baseline(last))
                && anomalies.anomalyCount() < options.anomalousPointsBelow();
    }

    static TimeRange historyRange(Instant at, EntityLookupOptions options) {
        Instant end = endOfDay(at, options);
        return new TimeRange(end.minus(DAY.multipliedBy(options.days() + 1L)), end);
    }

    static List<String> names(List<TableColumns.Column> columns) {
        return columns.stream().map(TableColumns.Column::name).toList();
    }
}
