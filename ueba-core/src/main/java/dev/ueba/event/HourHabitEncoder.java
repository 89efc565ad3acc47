package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import dev.ueba.hours.ActiveHours;
import dev.ueba.hours.HourHabitOptions;
import dev.ueba.hours.HourHabits;
import dev.ueba.hours.HourProfile;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bits of surprise of the hour of an event, by the days before its own. */
record HourHabitEncoder(String name, EventText key, ZoneId zone, HourHabitOptions options) implements EventEncoder {

    HourHabitEncoder {
        EventEncoders.requireName(name);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(options, "options");
    }

    @Override
    public NumberKind kind() {
        return NumberKind.REAL;
    }

    @Override
    public Fitted fit(List<SecurityEvent> training) {
        Clock learned = new Clock(HourHabits.empty(options));
        for (SecurityEvent event : training) {
            learned.note(event);
        }
        return events -> new Clock(learned).encode(events);
    }

    @Override
    public double[] encodeTraining(List<SecurityEvent> events) {
        return new Clock(HourHabits.empty(options)).encode(events);
    }

    /** Goes through events day by day. Not thread-safe. */
    private final class Clock {
        private final HourHabits habits;
        private final Map<String, ActiveHours> today = new HashMap<>();
        private final Map<String, HourProfile> profiles = new HashMap<>();
        private @Nullable HourProfile ofUnknown;
        private @Nullable LocalDate day;

        Clock(HourHabits habits) {
            this.habits = habits;
        }

        /** Goes on where another one is, which stays as it is. */
        Clock(Clock other) {
            this(other.habits.copy());
            today.putAll(other.today);
            day = other.day;
        }

        double[] encode(List<SecurityEvent> events) {
            double[] column = new double[events.size()];
            for (int row = 0; row < column.length; row++) {
                SecurityEvent event = events.get(row);
                LocalDate date = note(event);
                String text = key.of(event);
                if (text != null) {
                    column[row] = profile(text, date).bits(hour(event));
                }
            }
            return column;
        }

        /** Notes the hour of an event and returns the day it counts on. */
        LocalDate note(SecurityEvent event) {
            LocalDate date = event.time().atZone(zone).toLocalDate();
            LocalDate current = day;
            // A clock that is set back at midnight shows the day before once more: it is the same day still.
            if (current == null || date.isAfter(current)) {
                if (current != null) {
                    habits.add(current, today);
                }
                today.clear();
                profiles.clear();
                ofUnknown = null;
                current = date;
                day = date;
            }
            String text = key.of(event);
            if (text != null) {
                int hour = hour(event);
                today.merge(text, ActiveHours.of(hour), (known, added) -> known.with(hour));
            }
            return current;
        }

        /** Strangers share one profile; there may be many of them. */
        private HourProfile profile(String text, LocalDate date) {
            if (habits.isKnown(text)) {
                return profiles.computeIfAbsent(text, known -> habits.profile(known, date));
            }
            HourProfile shared = ofUnknown;
            if (shared == null) {
                shared = habits.profile(text, date);
                ofUnknown = shared;
            }
            return shared;
        }

        private int hour(SecurityEvent event) {
            return event.time().atZone(zone).getHour();
        }
    }
}
