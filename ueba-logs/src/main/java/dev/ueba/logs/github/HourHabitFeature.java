package dev.ueba.logs.github;

import dev.ueba.hours.ActiveHours;
import dev.ueba.hours.HourHabitOptions;
import dev.ueba.hours.HourHabits;
import dev.ueba.hours.HourProfile;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The feature of hours that an actor practically never keeps, judged by all known days before. */
final class HourHabitFeature {

    static final String NAME = "unusual_hour_count";

    private static final int MINUTES_PER_HOUR = 60;

    private final ActorDays days;
    private final HourHabits habits;

    HourHabitFeature(ActorDays days, HourHabitOptions options) {
        this.days = days;
        this.habits = HourHabits.empty(options);
    }

    /** Learns all days there are. */
    HourHabits learnAll() {
        run(Integer.MAX_VALUE, (actor, cell, name) -> {});
        return habits;
    }

    /** Fills a column of a table of days before {@code endDay}. */
    void fill(ActorDayTable table, int endDay, double[] column) {
        run(endDay, (actor, cell, name) -> {
            int row = table.rowOf(actor, cell.epochDay);
            if (row >= 0) {
                HourProfile profile = habits.profile(name, LocalDate.ofEpochDay(cell.epochDay));
                column[row] = unusual(cell, profile);
            }
        });
    }

    /** Returns the number of events, not of hours: measured, it finds more (docs/improved-detection.md). */
    private static long unusual(ActorDay cell, HourProfile profile) {
        ActiveHours rare = profile.rare(hours(cell));
        long[] events = new long[1];
        cell.forEachMinute((minute, times) -> events[0] += rare.contains(minute / MINUTES_PER_HOUR) ? times : 0);
        return events[0];
    }

    /** Sees a day of an actor before it is learned. */
    private interface Visit {
        void accept(int actor, ActorDay cell, String name);
    }

    private void run(int endDay, Visit visit) {
        int actorCount = days.actors.size();
        String[] names = new String[actorCount];
        int[] next = new int[actorCount];
        // Day above number of the actor: sorted by day. The order of actors within a day does not matter.
        long[] keys = new long[cellCount(endDay)];
        int used = 0;
        for (int actor = 0; actor < actorCount; actor++) {
            names[actor] = days.actors.text(actor);
            ActorDays.Actor of = days.actor(actor);
            for (int i = 0; i < of.size() && of.cell(i).epochDay < endDay; i++) {
                keys[used++] = ((long) of.cell(i).epochDay << 32) | actor;
            }
        }
        Arrays.sort(keys);
        int from = 0;
        while (from < keys.length) {
            int epochDay = (int) (keys[from] >> 32);
            Map<String, ActiveHours> active = new HashMap<>();
            while (from < keys.length && (int) (keys[from] >> 32) == epochDay) {
                int actor = (int) keys[from++];
                ActorDay cell = days.actor(actor).cell(next[actor]++);
                visit.accept(actor, cell, names[actor]);
                active.put(names[actor], hours(cell));
            }
            habits.add(LocalDate.ofEpochDay(epochDay), active);
        }
    }

    private int cellCount(int endDay) {
        int count = 0;
        for (int actor = 0; actor < days.actors.size(); actor++) {
            ActorDays.Actor of = days.actor(actor);
            for (int i = 0; i < of.size() && of.cell(i).epochDay < endDay; i++) {
                count++;
            }
        }
        return count;
    }

    private static ActiveHours hours(ActorDay cell) {
        int[] mask = new int[1];
        cell.forEachMinute((minute, times) -> mask[0] |= 1 << (minute / MINUTES_PER_HOUR));
        return new ActiveHours(mask[0]);
    }
}
