package dev.ueba.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How many events there were: by name, and by day and hour.
 *
 * <p>Immutable. The order in which events were counted does not matter, except beyond {@value #MOST_NAMES} names.
 *
 * <pre>{@code
 * EventActivity activity = new EventActivity.Builder()
 *         .add("ConsoleLogin", LocalDate.parse("2026-01-04"), 3, true)
 *         .build();
 * }</pre>
 */
public final class EventActivity {

    /** So many names are told apart; the rest is counted as {@value #OTHER}. */
    static final int MOST_NAMES = 10_000;

    static final String OTHER = "(other)";

    private static final int HOURS = 24;

    /**
     * Events of one name.
     *
     * @param name as in the log
     * @param events how many
     * @param anomalies how many of them are anomalies
     */
    public record NameCount(String name, long events, long anomalies) {}

    /**
     * Events of one hour of one day.
     *
     * @param day the day
     * @param hour 0 to 23
     * @param events how many, above 0
     * @param anomalies how many of them are anomalies
     */
    public record HourCount(LocalDate day, int hour, long events, long anomalies) {}

    private final List<NameCount> names;
    private final List<HourCount> hours;

    private EventActivity(List<NameCount> names, List<HourCount> hours) {
        this.names = names;
        this.hours = hours;
    }

    /**
     * Returns the counts by name.
     *
     * @return unmodifiable, the most frequent first, equals by name
     */
    public List<NameCount> names() {
        return names;
    }

    /**
     * Returns the counts by day and hour.
     *
     * @return unmodifiable, ascending, only hours that have events
     */
    public List<HourCount> hours() {
        return hours;
    }

    /** Counts events. Not thread-safe; memory is bounded by the days and by {@value EventActivity#MOST_NAMES} names. */
    public static final class Builder {

        private final Map<String, long[]> byName = new HashMap<>();
        private final TreeMap<LocalDate, long[]> byDay = new TreeMap<>();

        /** Creates a builder that has counted nothing. */
        public Builder() {}

        /**
         * Counts one event.
         *
         * @param name what happened
         * @param day when, in the zone the report is meant for
         * @param hour 0 to 23, in the same zone
         * @param isAnomaly whether it is an anomaly
         * @return this
         */
        public Builder add(String name, LocalDate day, int hour, boolean isAnomaly) {
            Objects.checkIndex(hour, HOURS);
            boolean known = byName.containsKey(name) || byName.size() < MOST_NAMES;
            long[] ofName = byName.computeIfAbsent(known ? name : OTHER, unused -> new long[2]);
            ofName[0]++;
            long[] ofDay = byDay.computeIfAbsent(day, unused -> new long[2 * HOURS]);
            ofDay[hour]++;
            if (isAnomaly) {
                ofName[1]++;
                ofDay[HOURS + hour]++;
            }
            return this;
        }

        /**
         * Returns what was counted so far.
         *
         * @return a copy
         */
        public EventActivity build() {
            List<NameCount> names = new ArrayList<>();
            byName.forEach((name, counts) -> names.add(new NameCount(name, counts[0], counts[1])));
            names.sort(Comparator.comparingLong(NameCount::events).reversed().thenComparing(NameCount::name));
            List<HourCount> hours = new ArrayList<>();
            byDay.forEach((day, counts) -> {
                for (int hour = 0; hour < HOURS; hour++) {
                    if (counts[hour] > 0) {
                        hours.add(new HourCount(day, hour, counts[hour], counts[HOURS + hour]));
                    }
                }
            });
            return new EventActivity(List.copyOf(names), List.copyOf(hours));
        }
    }
}
