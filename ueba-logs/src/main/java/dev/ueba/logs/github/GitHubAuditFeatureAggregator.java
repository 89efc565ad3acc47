package dev.ueba.logs.github;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.hours.HourHabitOptions;
import dev.ueba.hours.HourHabits;
import dev.ueba.logs.LogPlace;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes base features per actor and day out of events, one event at a time, in any order. A table can be asked for at any
 * time; later events change later tables, also of days long past.
 *
 * <p>Counts are exact and do not depend on the order of events. Events are told apart by their document id: the same id twice
 * is one event, and if the copies differ, the one added first counts ({@link GitHubAuditLogSource}, which can read again, is
 * independent of the order even then). Events without an id are never copies of each other.
 *
 * <p>Memory: about 250 bytes per actor and day with events, 2 bytes per event (up to 6 KB per actor and day), 4 to 16 bytes
 * per actor, day and distinct address or repository, 24 to 37 bytes per document id up to the limit, 17 bytes per event for
 * extended features. Not thread-safe; {@link #merge} joins aggregators that were fed in parallel.
 *
 * <pre>{@code
 * GitHubAuditFeatureAggregator aggregator = new GitHubAuditFeatureAggregator(
 *         GitHubAuditLogOptions.defaults(), GitHubAuditFeatureOptions.defaults());
 * GitHubAuditLogReader.read(files, GitHubAuditLogOptions.defaults(), aggregator::add);
 * FeatureTable base = aggregator.table();
 * }</pre>
 */
public final class GitHubAuditFeatureAggregator {

    /** The columns that follow the base columns if extended features are asked for. */
    public static final List<String> EXTENDED = ExtendedFeatures.NAMES;

    /**
     * The last column if habits of hours are asked for: how many events the actor had in hours of the week at which, by its days
     * before, it hardly ever does anything.
     */
    public static final String UNUSUAL_HOUR_COUNT = HourHabitFeature.NAME;

    private static final FeatureSchema EXTENDED_SCHEMA =
            FeatureSchema.ofFeatures(Stream.concat(GitHubAuditFeatures.SCHEMA.features().stream(), EXTENDED.stream())
                    .toList());

    private final GitHubAuditLogOptions logOptions;
    private final GitHubAuditFeatureOptions featureOptions;
    private final DocumentIds ids;
    private final EventCounter counter;
    private final RawEvent raw = new RawEvent();

    /**
     * Creates an aggregator without events.
     *
     * @param logOptions which events count; the limits of files do not matter here
     * @param featureOptions which features are made of them
     */
    public GitHubAuditFeatureAggregator(GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions) {
        this(logOptions, featureOptions, new DocumentIds(logOptions.maxDocumentIds()));
    }

    private GitHubAuditFeatureAggregator(
            GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions, DocumentIds ids) {
        this(logOptions, featureOptions, ids, new EventCounter(logOptions, featureOptions, ids, false, true));
    }

    /** Creates an aggregator of what was already counted. */
    GitHubAuditFeatureAggregator(
            GitHubAuditLogOptions logOptions,
            GitHubAuditFeatureOptions featureOptions,
            DocumentIds ids,
            EventCounter counter) {
        this.logOptions = logOptions;
        this.featureOptions = featureOptions;
        this.ids = ids;
        this.counter = counter;
    }

    /**
     * Returns the columns of the tables.
     *
     * @param extended whether extended features follow the base features
     * @return {@link GitHubAuditFeatures#SCHEMA}, or that and {@link #EXTENDED}
     */
    public static FeatureSchema schema(boolean extended) {
        return extended ? EXTENDED_SCHEMA : GitHubAuditFeatures.SCHEMA;
    }

    /**
     * Returns the columns of the tables.
     *
     * @param options which features are made
     * @return {@link GitHubAuditFeatures#SCHEMA}, followed by {@link #EXTENDED} and {@link #UNUSUAL_HOUR_COUNT} if they are asked
     *     for
     */
    public static FeatureSchema schema(GitHubAuditFeatureOptions options) {
        FeatureSchema schema = schema(options.extended());
        return options.hourHabits().isEmpty()
                ? schema
                : FeatureSchema.ofFeatures(Stream.concat(schema.features().stream(), Stream.of(UNUSUAL_HOUR_COUNT))
                        .toList());
    }

    /**
     * Adds an event. Copies, events without time or actor, and events of machines are only counted.
     *
     * @param event any event
     * @return whether it counts for the features
     */
    public boolean add(GitHubAuditEvent event) {
        raw.set(event);
        LogPlace place = event.place();
        raw.line = place.line();
        raw.record = place.record();
        return counter.add(raw);
    }

    /**
     * Adds all that another aggregator has taken, which must not be used afterwards.
     *
     * @param other made with equal options, and fed with other events
     * @throws IllegalArgumentException if the options differ or both have taken an event with the same document id; this
     *     aggregator is then of no use either
     */
    public void merge(GitHubAuditFeatureAggregator other) {
        if (!logOptions.equals(other.logOptions) || !featureOptions.equals(other.featureOptions)) {
            throw new IllegalArgumentException("aggregators with different options cannot be merged: " + logOptions
                    + ", " + featureOptions + " and " + other.logOptions + ", " + other.featureOptions);
        }
        if (ids != other.ids) {
            ids.addAll(other.ids);
        }
        counter.addAll(other.counter);
    }

    /**
     * Returns the days from the first to the last event that counts.
     *
     * @return empty if no event counts
     */
    public Optional<DayRange> dayRange() {
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        ActorDays days = counter.days();
        for (int actor = 0; actor < days.actors.size(); actor++) {
            ActorDays.Actor of = days.actor(actor);
            if (of.size() > 0) {
                first = Math.min(first, of.cell(0).epochDay);
                last = Math.max(last, of.cell(of.size() - 1).epochDay);
            }
        }
        return first > last
                ? Optional.empty()
                : Optional.of(DayRange.ofInclusive(LocalDate.ofEpochDay(first), LocalDate.ofEpochDay(last)));
    }

    /**
     * Returns the features of all days that have events.
     *
     * @return one row per actor and day with events, sorted by day, then actor (code points)
     */
    public FeatureTable table() {
        return table(dayRange().orElse(DayRange.ofInclusive(LocalDate.EPOCH, LocalDate.EPOCH)));
    }

    /**
     * Returns the features of a range of days. Unless the options say past only, an actor's usual time of day is that of this
     * range, so the same day can have another {@code outlier_time_count} in another range.
     *
     * @param range days wanted
     * @return one row per actor and day with events, sorted by day, then actor (code points)
     */
    public FeatureTable table(DayRange range) {
        EventLog log = counter.log();
        FeatureSchema schema = schema(featureOptions);
        ActorDayTable table = new ActorDayTable(
                counter.days(),
                range,
                featureOptions.pastOnly(),
                schema.featureCount() - GitHubAuditFeatures.SCHEMA.featureCount());
        if (log != null) {
            new ExtendedFeatures(log, counter.days(), featureOptions.zone(), range).fill(table);
        }
        if (featureOptions.hourHabits().isPresent()) {
            new HourHabitFeature(counter.days(), featureOptions.hourHabits().get())
                    .fill(table, table.endDay(), table.column(schema.featureIndex(UNUSUAL_HOUR_COUNT)));
        }
        return table.toTable(schema);
    }

    /**
     * Returns the hours that each actor keeps to, learned from all days that have events.
     *
     * @return habits that know all days so far; a new object
     * @throws IllegalStateException if the aggregator was not made for habits of hours
     */
    public HourHabits hourHabits() {
        HourHabitOptions options = featureOptions
                .hourHabits()
                .orElseThrow(() -> new IllegalStateException(
                        "habits of hours need the option hourHabits; give withHourHabits(true)"));
        return new HourHabitFeature(counter.days(), options).learnAll();
    }

    /**
     * Returns what people who have left the organisation did in the two weeks before. Somebody has left if the latest
     * membership event about them is {@code org.remove_member}.
     *
     * @param range days wanted
     * @return sorted by day, then actor; empty if nobody left
     * @throws IllegalStateException if the aggregator was not made for extended features
     */
    public List<LeaverActions> leaverActions(DayRange range) {
        EventLog log = counter.log();
        if (log == null) {
            throw new IllegalStateException("actions of leavers need the option of extended features");
        }
        return new ExtendedFeatures(log, counter.days(), featureOptions.zone(), range).leaverActions();
    }

    /**
     * Returns what became of the events so far.
     *
     * @return a snapshot
     */
    public GitHubLogCounts counts() {
        return counter.settledTally().toCounts();
    }
}
