package dev.ueba.event;

import dev.ueba.feature.FeatureSchema;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What an entity (a user, an address, a role) did in a stretch of time: turns events into one row per entity and window, with
 * features declared by name. The rows are an ordinary {@link dev.ueba.feature.FeatureTable}, so that whatever works on those
 * works on these.
 *
 * <p><strong>Windows</strong> are half-open, {@code [start, end)}. The first window of a day begins when the day begins in the
 * given zone, the next one {@code size} later, and so on; the last one ends with the day, so that it is shorter if the size
 * does not divide the day (on days when clocks change, for instance). There are rows only for entities with events.
 *
 * <p><strong>Looking back.</strong> First-seen and rarity features judge an event by the events before it, in the order of
 * {@link SecurityEvent#BY_TIME_AND_SOURCE}, never by later ones; at the beginning of a log everything is new.
 *
 * <p><strong>Late events.</strong> {@link #table} sorts, so that nothing is late. {@link #collector} takes events as they come
 * and says how late they may be.
 *
 * <p>Immutable and safe to share between threads, if its conditions are.
 *
 * <pre>{@code
 * EntityWindows windows = EntityWindows.per("ip", EventText.field("ip"), Duration.ofMinutes(10), ZoneOffset.UTC)
 *         .count("failures", event -> event.has("event", "failed"))
 *         .distinct("distinct_users", EventText.field("user"))
 *         .build();
 * WindowTable table = windows.table(events);
 * }</pre>
 */
public final class EntityWindows {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final String entityType;
    private final EventText entity;
    private final Duration size;
    private final ZoneId zone;
    private final List<WindowFeature> features;

    private EntityWindows(Builder builder) {
        this.entityType = builder.entityType;
        this.entity = builder.entity;
        this.size = builder.size;
        this.zone = builder.zone;
        this.features = List.copyOf(builder.features);
    }

    /**
     * Starts a declaration.
     *
     * @param entityType what the entities are, such as {@code ip}; written beside every row
     * @param entity who an event belongs to; events without it, or with the empty text, are counted and left out
     * @param size length of a window, positive, at most one day; one day means calendar days of the zone
     * @param zone whose days begin the windows
     * @return a builder without features
     * @throws IllegalArgumentException if the size is out of range
     */
    public static Builder per(String entityType, EventText entity, Duration size, ZoneId zone) {
        return new Builder(entityType, entity, size, zone);
    }

    /**
     * Returns the rows of events.
     *
     * @param events in any order; the order does not matter
     * @return sorted by window, then entity (UTF-16 code units)
     * @throws IllegalArgumentException if a time is too far away for a calendar
     */
    public WindowTable table(List<SecurityEvent> events) {
        WindowRun run = new WindowRun(this);
        SecurityEvent.sorted(events).forEach(run::add);
        return run.finish(0);
    }

    /**
     * Starts collecting events as they come, in memory that does not grow with the events but with the rows (and with what
     * first-seen and rarity features remember).
     *
     * @param lateness how much older than the newest event so far an event may be; older ones are left out and counted
     * @return a collector; gives the same rows as {@link #table} if nothing came too late
     * @throws IllegalArgumentException if the lateness is negative
     */
    public WindowCollector collector(Duration lateness) {
        return new WindowCollector(new WindowRun(this), lateness);
    }

    /**
     * Returns what the entities are.
     *
     * @return such as {@code ip}
     */
    public String entityType() {
        return entityType;
    }

    /**
     * Returns the names of the features.
     *
     * @return in the order declared
     */
    public List<String> featureNames() {
        return features.stream().map(WindowFeature::name).toList();
    }

    /**
     * Returns the length of a window.
     *
     * @return positive, at most one day
     */
    public Duration size() {
        return size;
    }

    /**
     * Returns the zone whose days begin the windows.
     *
     * @return the zone
     */
    public ZoneId zone() {
        return zone;
    }

    /**
     * Returns who an event belongs to.
     *
     * @return gives null or the empty text for events that belong to nobody
     */
    public EventText entity() {
        return entity;
    }

    List<WindowFeature> features() {
        return features;
    }

    /** Declares features, in the order of their columns. Names are unique, not blank, and neither
     * {@code actor} nor {@code day}. Not thread-safe. */
    public static final class Builder {

        private final String entityType;
        private final EventText entity;
        private final Duration size;
        private final ZoneId zone;
        private final List<WindowFeature> features = new ArrayList<>();

        private Builder(String entityType, EventText entity, Duration size, ZoneId zone) {
            this.entityType = Objects.requireNonNull(entityType, "entityType");
            this.entity = Objects.requireNonNull(entity, "entity");
            this.size = Objects.requireNonNull(size, "size");
            this.zone = Objects.requireNonNull(zone, "zone");
            if (size.isZero() || size.isNegative() || size.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a window must be longer than 0 and at most a day, but was " + size);
            }
        }

        /**
         * Counts events; those with a {@link EventField#REPEAT} count as often as they say.
         *
         * @param name of the feature
         * @param condition which events
         * @return this
         */
        public Builder count(String name, Predicate<SecurityEvent> condition) {
            return add(new WindowFeature.Count(name, Objects.requireNonNull(condition, "condition")));
        }

        /**
         * Counts different texts.
         *
         * @param name of the feature
         * @param text what is counted; missing ones are not
         * @return this
         */
        public Builder distinct(String name, EventText text) {
            return distinct(name, text, event -> true);
        }

        /**
         * Counts the different texts of some events.
         *
         * @param name of the feature
         * @param text what is counted; missing ones are not
         * @param condition which events
         * @return this
         */
        public Builder distinct(String name, EventText text, Predicate<SecurityEvent> condition) {
            return add(new WindowFeature.Distinct(
                    name, Objects.requireNonNull(text, "text"), Objects.requireNonNull(condition, "condition")));
        }

        /**
         * Divides one feature by another.
         *
         * @param name of the feature
         * @param part a feature declared before
         * @param whole a feature declared before; where it is 0, the ratio is 0
         * @return this
         * @throws IllegalArgumentException if one of them is not declared
         */
        public Builder ratio(String name, String part, String whole) {
            for (String needed : new String[] {part, whole}) {
                if (features.stream().noneMatch(feature -> feature.name().equals(needed))) {
                    throw new IllegalArgumentException("the ratio '" + name + "' needs the feature '" + needed
                            + "', which is not declared before it");
                }
            }
            return add(new WindowFeature.Ratio(name, part, whole));
        }

        /**
         * Counts the different texts of the window that nobody had before.
         *
         * @param name of the feature
         * @param text what may be new; take {@link EventText#fields} with the entity's own field for what is new for the entity
         * @return this
         */
        public Builder firstSeen(String name, EventText text) {
            return rare(name, text, 1);
        }

        /**
         * Counts the different texts of the window that had occurred in fewer than so many earlier events.
         *
         * @param name of the feature
         * @param text what may be rare
         * @param fewerThan {@code >= 1}
         * @return this
         */
        public Builder rare(String name, EventText text, int fewerThan) {
            if (fewerThan < 1) {
                throw new IllegalArgumentException("fewerThan must be >= 1, but was " + fewerThan);
            }
            return add(new WindowFeature.Rare(name, Objects.requireNonNull(text, "text"), fewerThan));
        }

        /**
         * Takes the rarest text of the window, in bits: {@code log2((n + 1) / (c + 1))}, where {@code c} of the {@code n} earlier
         * events of its group had it.
         *
         * @param name of the feature
         * @param text what may be rare
         * @param group who it may be rare for; {@code event -> ""} is one group of all
         * @return this
         */
        public Builder rarity(String name, EventText text, EventText group) {
            return add(new WindowFeature.Rarity(
                    name, Objects.requireNonNull(text, "text"), Objects.requireNonNull(group, "group")));
        }

        /**
         * Counts events that came after others of the same entity: a login after failures, say. The earlier ones lie less than the
         * length of a window before, also if a window ended in between.
         *
         * @param name of the feature
         * @param earlier which events have to come first
         * @param atLeast how many of them, {@code >= 1}
         * @param then which events are counted
         * @return this
         */
        public Builder after(
                String name, Predicate<SecurityEvent> earlier, int atLeast, Predicate<SecurityEvent> then) {
            if (atLeast < 1) {
                throw new IllegalArgumentException("atLeast must be >= 1, but was " + atLeast);
            }
            return add(new WindowFeature.After(
                    name,
                    Objects.requireNonNull(earlier, "earlier"),
                    atLeast,
                    size,
                    Objects.requireNonNull(then, "then")));
        }

        /**
         * Counts events of the entity over a longer while that ends with its last event of the window: what a slow attack adds up
         * to. Remembers the events of that while.
         *
         * @param name of the feature
         * @param condition which events; those with a {@link EventField#REPEAT} count as often as they say
         * @param lookBack positive; an event exactly as old does not count any more
         * @return this
         */
        public Builder recent(String name, Predicate<SecurityEvent> condition, Duration lookBack) {
            if (lookBack.isZero() || lookBack.isNegative()) {
                throw new IllegalArgumentException("lookBack must be positive, but was " + lookBack);
            }
            return add(new WindowFeature.Recent(name, Objects.requireNonNull(condition, "condition"), lookBack));
        }

        private Builder add(WindowFeature feature) {
            EventEncoders.requireName(feature.name());
            if (feature.name().equals(FeatureSchema.ACTOR) || feature.name().equals(FeatureSchema.DAY)) {
                throw new IllegalArgumentException(
                        "the name '" + feature.name() + "' is taken: feature tables have it already");
            }
            if (features.stream().anyMatch(known -> known.name().equals(feature.name()))) {
                throw new IllegalArgumentException("the feature '" + feature.name() + "' occurs twice");
            }
            features.add(feature);
            return this;
        }

        /**
         * Returns the declaration.
         *
         * @return immutable
         * @throws IllegalArgumentException if there is no feature
         */
        public EntityWindows build() {
            if (features.isEmpty()) {
                throw new IllegalArgumentException("windows need at least one feature");
            }
            return new EntityWindows(this);
        }
    }
}
