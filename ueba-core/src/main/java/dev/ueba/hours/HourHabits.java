package dev.ueba.hours;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hours of the week that each actor keeps to, by its past alone.
 *
 * <p>Days go in one after the other: {@link #profile} tells what is expected of an actor on a day that is later than all known
 * ones, {@link #add} learns it. So a profile cannot depend on its own day or on later ones.
 *
 * <p>Each actor has a histogram of the 168 hours of the week, on a circle. An hour counts once a day, however many events it had
 * ({@link ActiveHours}). It is smoothed with a kernel, and shared in part between the days of the week. The less is known of the
 * actor, the more it is pulled towards the hours of all others together, and these towards none in particular; how much, the data
 * say. So it is never 0 or undefined: not for new actors, for a single day, or for a history that is always the same. The
 * formulas are in docs/improved-detection.md.
 *
 * <p>The same days give the same bits, whatever the order of actors. Memory: about 0.8 KB per actor. The first 250,000 actors
 * are told apart; further ones have the habits of all others. Not thread-safe.
 *
 * <pre>{@code
 * HourHabits habits = HourHabits.empty(HourHabitOptions.defaults());
 * habits.add(day, Map.of("ada", ActiveHours.of(9, 10, 11)));
 * double bits = habits.profile("ada", day.plusDays(1)).bits(3);
 * }</pre>
 */
public final class HourHabits {

    /** So many hours, evenly over the week, are added to what the others did: two days around the clock. */
    private static final double EVEN_HOURS = 48.0;

    /** So many actors are told apart, with 0.8 KB each. Names may be an attacker's, so there has to be an end. */
    private static final int MOST_ACTORS = 250_000;

    private final HourHabitOptions options;
    private final int mostActors;
    private final WeekHours hours;
    private final WeekCounts everybody;
    private final PriorStrength strength;
    private final Map<String, WeekCounts> actors = new HashMap<>();
    private int lastDay = Integer.MIN_VALUE;

    private HourHabits(HourHabitOptions options, int mostActors, WeekCounts everybody, PriorStrength strength) {
        this.options = options;
        this.mostActors = mostActors;
        this.hours = new WeekHours(options.smoothingHours(), options.sharedAcrossDays());
        this.everybody = everybody;
        this.strength = strength;
    }

    /**
     * Returns habits of nobody yet.
     *
     * @param options how they are learned
     * @return no day is known
     */
    public static HourHabits empty(HourHabitOptions options) {
        return empty(options, MOST_ACTORS);
    }

    static HourHabits empty(HourHabitOptions options, int mostActors) {
        Objects.requireNonNull(options, "options");
        return new HourHabits(
                options, mostActors, WeekCounts.ofManyActors(options.halfLifeDays()), new PriorStrength());
    }

    /**
     * Returns habits that go on from these without changing them.
     *
     * @return a copy
     */
    public HourHabits copy() {
        HourHabits copy = new HourHabits(options, mostActors, everybody.copy(), strength.copy());
        actors.forEach((actor, counts) -> copy.actors.put(actor, counts.copy()));
        copy.lastDay = lastDay;
        return copy;
    }

    /**
     * Returns how probable each hour is for an actor by the days known. Changes nothing.
     *
     * @param actor exact name; an unknown one has the habits of the others
     * @param day later than {@link #lastDay}
     * @return the profile for that day
     * @throws IllegalArgumentException if the day is not later than all that are known
     */
    public HourProfile profile(String actor, LocalDate day) {
        int epochDay = requireNew(day);
        WeekCounts own = actors.get(Objects.requireNonNull(actor, "actor"));
        double ownHours = own == null ? 0 : own.hours(epochDay);
        double[] ofOwn = own == null ? new double[WeekHours.COUNT] : hours.smoothed(own, epochDay);
        double[] ofAll = hours.smoothed(everybody, epochDay);
        double otherHours = Math.max(0, everybody.hours(epochDay) - ownHours);
        double prior = strength.hours();
        long[] weights = new long[WeekHours.COUNT];
        long[] limits = new long[WeekHours.COUNT];
        for (int hour = 0; hour < weights.length; hour++) {
            double others = others(ofAll[hour], ofOwn[hour], otherHours);
            double probability = PriorStrength.probability(ofOwn[hour], ownHours, others, prior);
            double deviation = StrictMath.sqrt(ofOwn[hour] * hours.variance()) / (ownHours + prior);
            weights[hour] = HourProfile.units(probability);
            limits[hour] = HourProfile.units(probability + deviation);
        }
        return new HourProfile(day, ownHours, options.rareShare(), weights, limits);
    }

    /** Returns how probable an hour is by what all but the actor did. */
    private static double others(double ofAll, double ofOwn, double otherHours) {
        // What fades is rounded, and so are sums: a difference may fall a little below 0.
        return (Math.max(0, ofAll - ofOwn) + EVEN_HOURS / WeekHours.COUNT) / (otherHours + EVEN_HOURS);
    }

    /**
     * Learns a day.
     *
     * @param day later than {@link #lastDay}
     * @param active who was active, and in which hours; those without any hour are as if not given
     * @throws IllegalArgumentException if the day is not later than all that are known
     */
    public void add(LocalDate day, Map<String, ActiveHours> active) {
        int epochDay = requireNew(day);
        // All hours are judged by the days before, then all are learned.
        active.forEach((actor, hoursOfDay) -> observe(actors.get(actor), epochDay, hoursOfDay));
        // In the order of names, so that it does not depend on chance who is told apart.
        new TreeMap<>(active).forEach((actor, hoursOfDay) -> {
            if (hoursOfDay.count() > 0) {
                learn(actor, epochDay, hoursOfDay);
            }
        });
        lastDay = epochDay;
    }

    private void learn(String actor, int epochDay, ActiveHours active) {
        everybody.add(epochDay, active);
        WeekCounts own = actors.get(actor);
        if (own == null && actors.size() < mostActors) {
            own = WeekCounts.ofOneActor(options.halfLifeDays());
            actors.put(actor, own);
        }
        if (own != null) {
            own.add(epochDay, active);
        }
    }

    private void observe(@Nullable WeekCounts own, int epochDay, ActiveHours active) {
        if (own == null || active.count() == 0) {
            return;
        }
        double ownHours = own.hours(epochDay);
        double otherHours = Math.max(0, everybody.hours(epochDay) - ownHours);
        int first = WeekHours.firstOf(epochDay);
        for (int hour = 0; hour < ActiveHours.HOURS; hour++) {
            if (active.contains(hour)) {
                double ofOwn = hours.smoothedAt(own, epochDay, first + hour);
                double ofAll = hours.smoothedAt(everybody, epochDay, first + hour);
                strength.observe(ofOwn, ownHours, others(ofAll, ofOwn, otherHours));
            }
        }
    }

    /**
     * Returns the circular statistics of an actor's hours of the day.
     *
     * @param actor exact name
     * @return empty if the actor is not known
     */
    public Optional<DailyRhythm> rhythm(String actor) {
        WeekCounts counts = actors.get(Objects.requireNonNull(actor, "actor"));
        return counts == null ? Optional.empty() : Optional.of(DailyRhythm.of(counts));
    }

    /**
     * Returns the newest day learned.
     *
     * @return empty if there is none
     */
    public Optional<LocalDate> lastDay() {
        return lastDay == Integer.MIN_VALUE ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(lastDay));
    }

    /**
     * Tells whether an actor has a past of its own here. All who have not have the same profile.
     *
     * @param actor exact name
     * @return true if a day of its was learned
     */
    public boolean isKnown(String actor) {
        return actors.containsKey(Objects.requireNonNull(actor, "actor"));
    }

    /**
     * Returns how many actors are known.
     *
     * @return {@code >= 0}
     */
    public int actorCount() {
        return actors.size();
    }

    /**
     * Returns how the habits are learned.
     *
     * @return the options
     */
    public HourHabitOptions options() {
        return options;
    }

    private int requireNew(LocalDate day) {
        int epochDay = Math.toIntExact(day.toEpochDay());
        if (epochDay <= lastDay) {
            throw new IllegalArgumentException("expected a day after " + LocalDate.ofEpochDay(lastDay)
                    + ", the newest one learned, but was " + day + "; give days in their order, each once");
        }
        return epochDay;
    }
}
