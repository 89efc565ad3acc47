package dev.ueba.hours;

/**
 * How the habits of {@link HourHabits} are learned.
 *
 * <p>Immutable.
 *
 * @param smoothingHours standard deviation of the kernel that spreads what was seen to hours nearby, from 0.1 to 6
 * @param sharedAcrossDays how much of what is known of a day of the week is believed of the other days as well: 0 keeps the
 *     168 hours of the week apart, 1 knows the 24 hours of the day only
 * @param halfLifeDays after so many days a day of the past counts half; 0 never forgets. From 0 to 10,000
 * @param rareShare an hour is rare if all hours that are as improbable as it or more hold less than this share of what is
 *     expected, in (0, 1)
 */
public record HourHabitOptions(double smoothingHours, double sharedAcrossDays, double halfLifeDays, double rareShare) {

    private static final double LEAST_SMOOTHING = 0.1;
    private static final double MOST_SMOOTHING = 6.0;
    private static final double LONGEST_HALF_LIFE = 10_000.0;

    public HourHabitOptions {
        if (!(smoothingHours >= LEAST_SMOOTHING && smoothingHours <= MOST_SMOOTHING)) {
            throw new IllegalArgumentException("smoothingHours must be from 0.1 to 6, but was " + smoothingHours);
        }
        if (!(sharedAcrossDays >= 0.0 && sharedAcrossDays <= 1.0)) {
            throw new IllegalArgumentException("sharedAcrossDays must be from 0 to 1, but was " + sharedAcrossDays);
        }
        if (!(halfLifeDays >= 0.0 && halfLifeDays <= LONGEST_HALF_LIFE)) {
            throw new IllegalArgumentException("halfLifeDays must be from 0 to 10000, but was " + halfLifeDays);
        }
        if (!(rareShare > 0.0 && rareShare < 1.0)) {
            throw new IllegalArgumentException("rareShare must be in (0, 1), but was " + rareShare);
        }
    }

    /**
     * Returns the defaults: a kernel of one hour, half of what is known shared across days, nothing forgotten, rare below 3 in
     * 100.
     *
     * @return the defaults
     */
    public static HourHabitOptions defaults() {
        return new HourHabitOptions(1.0, 0.5, 0.0, 0.03);
    }

    /**
     * Returns a copy with another kernel.
     *
     * @param value hours, from 0.1 to 6
     * @return the copy
     */
    public HourHabitOptions withSmoothingHours(double value) {
        return new HourHabitOptions(value, sharedAcrossDays, halfLifeDays, rareShare);
    }

    /**
     * Returns a copy that believes more or less of what it knows of one day of the week on the other days.
     *
     * @param value from 0 to 1
     * @return the copy
     */
    public HourHabitOptions withSharedAcrossDays(double value) {
        return new HourHabitOptions(smoothingHours, value, halfLifeDays, rareShare);
    }

    /**
     * Returns a copy that forgets at another pace.
     *
     * @param value days after which the past counts half; 0 never forgets
     * @return the copy
     */
    public HourHabitOptions withHalfLifeDays(double value) {
        return new HourHabitOptions(smoothingHours, sharedAcrossDays, value, rareShare);
    }

    /**
     * Returns a copy with another border of what is rare.
     *
     * @param value in (0, 1)
     * @return the copy
     */
    public HourHabitOptions withRareShare(double value) {
        return new HourHabitOptions(smoothingHours, sharedAcrossDays, halfLifeDays, value);
    }
}
