package dev.ueba.hours;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Made-up actors who keep to their hours, for the table in docs/improved-detection.md; the program prints its rows. All days are
 * drawn from the same habits, so that every surprise is chance.
 *
 * <p>Arguments of the program: first and last seed.
 */
final class NullHours {

    /** How many bits the excess is told at. */
    static final int[] LEVELS = {1, 2, 3, 4, 5, 6, 7, 8, 10};

    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final int ACTORS = 60;
    private static final int DAYS = 180;

    /** What kind of hours all actors of an organisation keep. */
    enum Family {
        DAY_SHIFT("day shift, one zone"),
        SCATTERED("day shift, zones all over the world"),
        NIGHT_SHIFT("night shift from 20 to 4 o'clock"),
        LATE_SHIFT("late shift across midnight, short days"),
        ROTATING("day shift, one weekend in four"),
        BOT("round the clock"),
        CASUAL("one hour now and then"),
        WIDE("long days without clear limits");

        final String words;

        Family(String words) {
            this.words = words;
        }
    }

    /** What came of a family. */
    record Outcome(List<Double> excess, double shareOfDays, double shareOfHours) {}

    private NullHours() {}

    private record Habit(
            double middle, double spread, double hoursPerDay, double weekend, double attendance, int turn) {

        static Habit of(Family family, SplittableRandom random) {
            double own = random.nextGaussian();
            int turn = random.nextInt(4);
            return switch (family) {
                case DAY_SHIFT -> new Habit(12.5 + own, 2, 5, 0.03, 0.9, turn);
                case SCATTERED -> new Habit(random.nextDouble(24), 2, 5, 0.03, 0.9, turn);
                case NIGHT_SHIFT -> new Habit(0 + own / 2, 2, 6, 0.3, 0.7, turn);
                case LATE_SHIFT -> new Habit(23 + own / 2, 1.2, 2, 0.02, 0.6, turn);
                case ROTATING -> new Habit(12.5 + own, 2, 5, -1, 0.9, turn);
                case BOT -> new Habit(0, 1000, 14, 1, 1, turn);
                case CASUAL -> new Habit(14 + own, 2, 1, 0.02, 0.15, turn);
                case WIDE -> new Habit(15 + 2 * own, 4, 6, 0.4, 0.8, turn);
            };
        }

        ActiveHours draw(LocalDate day, SplittableRandom random) {
            boolean isWeekend = day.getDayOfWeek().getValue() > 5;
            double here = attendance;
            if (isWeekend) {
                boolean itsTurn = Math.floorMod(day.plusDays(3).toEpochDay() / 7 + turn, 4L) == 0;
                here = weekend >= 0 ? weekend : itsTurn ? attendance : 0;
            }
            if (random.nextDouble() >= here) {
                return ActiveHours.NONE;
            }
            ActiveHours active = ActiveHours.NONE;
            int count = 1 + (int) (random.nextDouble() * (2 * hoursPerDay - 1));
            for (int i = 0; i < count; i++) {
                double hour = middle + random.nextGaussian() * spread;
                active = active.with((int) Math.floorMod((long) Math.floor(hour), 24L));
            }
            return active;
        }
    }

    /** Scores the second half of the days of some organisations by the days before each. */
    static Outcome outcome(Family family, HourHabitOptions options, long firstSeed, long lastSeed) {
        double[] atLeast = new double[LEVELS.length];
        double hours = 0;
        double days = 0;
        double unusualDays = 0;
        double unusualHours = 0;
        for (long seed = firstSeed; seed <= lastSeed; seed++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000 + family.words.hashCode());
            List<Habit> habits = new ArrayList<>();
            for (int actor = 0; actor < ACTORS; actor++) {
                habits.add(Habit.of(family, random));
            }
            HourHabits learned = HourHabits.empty(options);
            for (int number = 0; number < DAYS; number++) {
                LocalDate day = START.plusDays(number);
                Map<String, ActiveHours> active = new HashMap<>();
                for (int actor = 0; actor < ACTORS; actor++) {
                    ActiveHours drawn = habits.get(actor).draw(day, random);
                    if (drawn.count() > 0) {
                        active.put("actor-" + actor, drawn);
                    }
                }
                for (Map.Entry<String, ActiveHours> entry : active.entrySet()) {
                    if (number >= DAYS / 2) {
                        HourProfile profile = learned.profile(entry.getKey(), day);
                        ActiveHours rare = profile.rare(entry.getValue());
                        days++;
                        unusualDays += rare.count() > 0 ? 1 : 0;
                        unusualHours += rare.count();
                        for (int hour = 0; hour < ActiveHours.HOURS; hour++) {
                            if (entry.getValue().contains(hour)) {
                                hours++;
                                for (int level = 0; level < LEVELS.length; level++) {
                                    atLeast[level] += profile.bits(hour) >= LEVELS[level] ? 1 : 0;
                                }
                            }
                        }
                    }
                }
                learned.add(day, active);
            }
        }
        List<Double> excess = new ArrayList<>();
        for (int level = 0; level < LEVELS.length; level++) {
            excess.add(atLeast[level] / hours * (1 << LEVELS[level]));
        }
        return new Outcome(excess, unusualDays / days, unusualHours / hours);
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (Family family : Family.values()) {
            Outcome outcome = outcome(
                    family, HourHabitOptions.defaults(), Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
            out.printf("| %s |", family.words);
            for (double each : outcome.excess()) {
                out.printf(" %.2f |", each);
            }
            out.printf(" %.1f %% | %.2f %% |%n", 100 * outcome.shareOfDays(), 100 * outcome.shareOfHours());
        }
    }
}
