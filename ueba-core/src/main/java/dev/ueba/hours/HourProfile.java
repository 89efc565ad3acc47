package dev.ueba.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * How probable each hour of the week is for one actor, by the days before a day. Immutable and thread-safe.
 *
 * <p>The surprise of an hour is not how improbable it is itself (of somebody who is awake at all hours, each has 1 in 168), but
 * how improbable it is that an hour as improbable as this one or more so comes up: {@code -log2} of the summed probability of
 * these hours. Under the profile such a sum is a p-value: at most a share {@code p} of the hours has {@code p} or less. As the
 * profile is an estimate, an hour counts as more probable only if it is so by more than a standard deviation; otherwise the
 * hours that chance made low would come up too often.
 */
public final class HourProfile {

    /*
     * Probabilities as whole numbers in units of 2^-40, so that sums do not depend on where the week begins: somebody who does
     * all things h hours later has the same profile, turned by h hours, bit for bit.
     */
    private static final double UNITS = 1L << 40;

    private static final double LN_2 = StrictMath.log(2.0);

    private final LocalDate day;
    private final int firstHour;
    private final double evidence;
    private final double rareShare;
    private final long[] weights;
    private final long[] limits;
    private final long total;

    /**
     * Makes a profile of numbers that {@link #units} gave, for each hour of the week: its probability, and the highest that could
     * as well be its own. Keeps the arrays.
     */
    HourProfile(LocalDate day, double evidence, double rareShare, long[] weights, long[] limits) {
        this.day = day;
        this.firstHour = WeekHours.firstOf(day.toEpochDay());
        this.evidence = evidence;
        this.rareShare = rareShare;
        this.weights = weights;
        this.limits = limits;
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        this.total = sum;
    }

    /** Returns a probability in whole units, one at least. */
    static long units(double probability) {
        return Math.max(1, Math.round(probability * UNITS));
    }

    /**
     * Returns the day the profile is for; all it knows is older.
     *
     * @return the day
     */
    public LocalDate day() {
        return day;
    }

    /**
     * Returns on how many hours of the actor itself the profile rests, each counted once a day and, with a half-life, less the
     * older it is.
     *
     * @return {@code >= 0}; 0 for an actor without a past, whose profile is that of the others
     */
    public double evidence() {
        return evidence;
    }

    /**
     * Returns the share of the actor's hours that is expected in one hour of the week.
     *
     * @param dayOfWeek its day
     * @param hour 0 to 23
     * @return in (0, 1]; all 168 add up to 1
     */
    public double probability(DayOfWeek dayOfWeek, int hour) {
        return weights[WeekHours.of(dayOfWeek, hour)] / (double) total;
    }

    /**
     * Returns the share that is expected in hours that are not clearly more probable than an hour of this day.
     *
     * @param hour of the profile's day, 0 to 23
     * @return in (0, 1]; a p-value
     */
    public double tailProbability(int hour) {
        return tail(hour) / (double) total;
    }

    /**
     * Returns how surprising activity in an hour of this day is.
     *
     * @param hour of the profile's day, 0 to 23
     * @return -log2 of {@link #tailProbability}, {@code >= 0}, at most 41
     */
    public double bits(int hour) {
        // The difference of two logarithms of whole numbers; that of equal ones is 0, never -0.
        return (StrictMath.log((double) total) - StrictMath.log((double) tail(hour))) / LN_2;
    }

    /**
     * Tells whether an hour of this day is one that the actor practically never keeps.
     *
     * @param hour of the profile's day, 0 to 23
     * @return true if {@link #tailProbability} is below the share of the options
     */
    public boolean isRare(int hour) {
        return tail(hour) < rareShare * total;
    }

    /**
     * Returns the rare ones among some hours of this day.
     *
     * @param active hours with activity
     * @return those for which {@link #isRare} is true
     */
    public ActiveHours rare(ActiveHours active) {
        ActiveHours rare = ActiveHours.NONE;
        for (int hour = 0; hour < ActiveHours.HOURS; hour++) {
            if (active.contains(hour) && isRare(hour)) {
                rare = rare.with(hour);
            }
        }
        return rare;
    }

    private long tail(int hour) {
        if (hour < 0 || hour >= ActiveHours.HOURS) {
            throw new IllegalArgumentException("hour must be from 0 to 23, but was " + hour);
        }
        long limit = limits[firstHour + hour];
        long sum = 0;
        for (long weight : weights) {
            sum += weight <= limit ? weight : 0;
        }
        return sum;
    }
}
