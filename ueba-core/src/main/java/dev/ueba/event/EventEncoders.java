package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import dev.ueba.hours.HourHabitOptions;
import dev.ueba.hours.HourHabits;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The encoders of this library. Each is immutable; what it learns is in its {@link EventEncoder.Fitted}.
 *
 * <pre>{@code
 * EventEncoder hour = EventEncoders.hourOfDay("hour", ZoneOffset.UTC);
 * EventEncoder failures = EventEncoders.rollingCount(
 *         "rolling_failures", EventText.field("ip"), Duration.ofMinutes(10), event -> event.has("event", "failed"));
 * }</pre>
 */
public final class EventEncoders {

    private EventEncoders() {}

    /**
     * Returns the hour of the day, 0 to 23.
     *
     * @param name of the feature
     * @param zone whose clock is read
     * @return learns nothing
     */
    public static EventEncoder hourOfDay(String name, ZoneId zone) {
        return ofTime(name, zone, ZonedDateTime::getHour);
    }

    /**
     * Returns the day of the year, 1 for 1 January.
     *
     * @param name of the feature
     * @param zone whose calendar is read
     * @return learns nothing
     */
    public static EventEncoder dayOfYear(String name, ZoneId zone) {
        return ofTime(name, zone, ZonedDateTime::getDayOfYear);
    }

    /**
     * Returns the day of the week, 0 for Monday to 6 for Sunday.
     *
     * @param name of the feature
     * @param zone whose calendar is read
     * @return learns nothing
     */
    public static EventEncoder dayOfWeek(String name, ZoneId zone) {
        return ofTime(name, zone, time -> time.getDayOfWeek().getValue() - 1.0);
    }

    /**
     * Returns the date, factorised: the first day that occurs is 0, the next one that occurs 1.
     *
     * @param name of the feature
     * @param zone whose calendar is read
     * @return learns the days; others are -1
     */
    public static EventEncoder date(String name, ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        return factorise(name, event -> event.time().atZone(zone).toLocalDate().toString());
    }

    private static EventEncoder ofTime(String name, ZoneId zone, ToDoubleFunction<ZonedDateTime> part) {
        Objects.requireNonNull(zone, "zone");
        return perEvent(
                name,
                NumberKind.INTEGER,
                event -> part.applyAsDouble(event.time().atZone(zone)));
    }

    /**
     * Returns a number that depends on nothing but the event.
     *
     * @param name of the feature
     * @param kind how it is written
     * @param value finite
     * @return learns nothing
     */
    public static EventEncoder perEvent(String name, NumberKind kind, ToDoubleFunction<SecurityEvent> value) {
        return new PerEventEncoder(name, kind, value);
    }

    /**
     * Returns 1 for events that satisfy a condition and 0 for others.
     *
     * @param name of the feature
     * @param condition depends on the event only
     * @return learns nothing
     */
    public static EventEncoder flag(String name, Predicate<SecurityEvent> condition) {
        Objects.requireNonNull(condition, "condition");
        return perEvent(name, NumberKind.INTEGER, event -> condition.test(event) ? 1.0 : 0.0);
    }

    /**
     * Returns codes in the order of first appearance: the first distinct value is 0, the next 1.
     *
     * @param name of the feature
     * @param value what gets codes
     * @return learns the codes; missing values and values that did not occur in training are -1
     */
    public static EventEncoder factorise(String name, EventText value) {
        return new FactoriseEncoder(name, value);
    }

    /**
     * Returns a place in [0, 1] that depends on the text alone: the first 8 hexadecimal digits of the SHA-256 of its UTF-8,
     * divided by {@code 0xFFFFFFFF}.
     *
     * @param name of the feature
     * @param value hashed; missing counts as the empty text
     * @return learns nothing
     */
    public static EventEncoder hash01(String name, EventText value) {
        return new HashEncoder(name, value);
    }

    /**
     * Returns how often the value occurs in the training events.
     *
     * @param name of the feature
     * @param value what is counted
     * @return learns the counts; missing values and values that did not occur in training are 0
     */
    public static EventEncoder frequency(String name, EventText value) {
        return new FrequencyEncoder(name, value);
    }

    /**
     * Returns how rare a value is, in bits: {@code log2((n + 1) / (c + 1))} for a value that occurs {@code c} times among
     * the {@code n} training events that have one.
     *
     * @param name of the feature
     * @param value what may be rare
     * @return learns the counts; 0 where the value is missing, at most {@code log2(n + 1)}, which unseen values get
     */
    public static EventEncoder rarity(String name, EventText value) {
        return rarity(name, value, event -> "");
    }

    /**
     * Returns how rare a value is among the events of its group, in bits: {@code log2((n + 1) / (c + 1))} for a value that
     * occurs {@code c} times among the {@code n} training events of the group that have one.
     *
     * @param name of the feature
     * @param value what may be rare
     * @param group who it may be rare for
     * @return learns the counts; 0 where value or group is missing, and in groups that did not occur in training
     */
    public static EventEncoder rarity(String name, EventText value, EventText group) {
        return new RarityEncoder(name, value, group);
    }

    /**
     * Returns 1 if the value occurs for the first time, 0 if it occurred in an earlier event, looking back to the beginning of
     * the training events.
     *
     * @param name of the feature
     * @param value what may be new; 0 where it is missing
     * @return learns which values have been seen
     */
    public static EventEncoder firstSeen(String name, EventText value) {
        return new FirstSeenEncoder(name, value);
    }

    /**
     * Returns how many of the last events of the same key satisfied a condition, this event included.
     *
     * @param name of the feature
     * @param key whose events are looked at; 0 where it is missing
     * @param lastEvents how many events, {@code >= 1}; fewer are looked at where there are fewer
     * @param condition depends on the event only
     * @return learns nothing: each list of events begins anew
     */
    public static EventEncoder rollingCount(
            String name, EventText key, int lastEvents, Predicate<SecurityEvent> condition) {
        if (lastEvents < 1) {
            throw new IllegalArgumentException("lastEvents must be >= 1, but was " + lastEvents);
        }
        return new RollingEncoder(name, key, condition, () -> new RollingEncoder.LastEvents(lastEvents));
    }

    /**
     * Returns how many events of the same key satisfied a condition in the time that ends with this event. An event that is
     * exactly {@code window} older does not count any more; of several at the same instant, those before this one in order and
     * this one count.
     *
     * @param name of the feature
     * @param key whose events are looked at; 0 where it is missing
     * @param window positive
     * @param condition depends on the event only
     * @return learns nothing: each list of events begins anew
     */
    public static EventEncoder rollingCount(
            String name, EventText key, Duration window, Predicate<SecurityEvent> condition) {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be positive, but was " + window);
        }
        return new RollingEncoder(name, key, condition, () -> new RollingEncoder.LastMoments(window));
    }

    /**
     * Returns how surprising the hour of an event is for its user, host or whatever the key is, in bits: by the hours of the
     * week that it kept to on the days before, looking back to the beginning of the training events. See {@link HourHabits}.
     *
     * @param name of the feature
     * @param key whose habits are meant; 0 where it is missing. A key without a past has the habits of all others
     * @param zone whose days and hours are meant
     * @param options how habits are learned
     * @return learns the habits; the hours of an event's own day do not count
     */
    public static EventEncoder hourHabit(String name, EventText key, ZoneId zone, HourHabitOptions options) {
        return new HourHabitEncoder(name, key, zone, options);
    }

    /**
     * Returns another encoder's numbers in standard units: {@code (x - mean) / standard deviation} of the training events,
     * with the population deviation; a column that was constant in training becomes 0.
     *
     * @param encoder what is scaled
     * @return keeps the name; learns mean and deviation, too
     */
    public static EventEncoder standardised(EventEncoder encoder) {
        return new DerivedEncoder(
                encoder, column -> StandardScaling.fit(new double[][] {column}).scaler(0));
    }

    /**
     * Returns {@code ln(1 + x)} of another encoder's numbers: for counts that reach from a few to many thousands.
     *
     * @param encoder gives numbers {@code >= 0}
     * @return keeps the name
     */
    public static EventEncoder logarithm(EventEncoder encoder) {
        // StrictMath has the same bits on every processor.
        return new DerivedEncoder(encoder, column -> StrictMath::log1p);
    }

    /** An encoder that depends on one event at a time. */
    private record PerEventEncoder(String name, NumberKind kind, ToDoubleFunction<SecurityEvent> value)
            implements EventEncoder {

        PerEventEncoder {
            requireName(name);
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public Fitted fit(List<SecurityEvent> training) {
            return events -> events.stream().mapToDouble(value).toArray();
        }
    }

    /** Numbers made of another encoder's numbers. */
    private record DerivedEncoder(EventEncoder encoder, Function<double[], DoubleUnaryOperator> learned)
            implements EventEncoder {

        @Override
        public String name() {
            return encoder.name();
        }

        @Override
        public NumberKind kind() {
            return NumberKind.REAL;
        }

        @Override
        public Fitted fit(List<SecurityEvent> training) {
            Fitted fitted = encoder.fit(training);
            var operator = learned.apply(encoder.encodeTraining(training));
            return events -> apply(operator, fitted.encode(events));
        }

        @Override
        public double[] encodeTraining(List<SecurityEvent> events) {
            double[] column = encoder.encodeTraining(events);
            return apply(learned.apply(column.clone()), column);
        }

        private static double[] apply(DoubleUnaryOperator operator, double[] column) {
            for (int row = 0; row < column.length; row++) {
                column[row] = operator.applyAsDouble(column[row]);
            }
            return column;
        }
    }

    static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a feature needs a name, but was '" + name + "'");
        }
    }
}
