package dev.ueba.hours;

/**
 * The hours of a day in which somebody did anything, each once.
 *
 * <p>Events of one burst are not independent: a script with ten thousand events in an hour tells as much about what is usual as
 * a person with one. So hours are noted, not events. Immutable.
 *
 * @param mask bit {@code h} is set if hour {@code h} is among them; bits 0 to 23
 */
public record ActiveHours(int mask) {

    /** Hours of a day. */
    public static final int HOURS = 24;

    private static final int ALL = (1 << HOURS) - 1;

    /** No hour at all. */
    public static final ActiveHours NONE = new ActiveHours(0);

    public ActiveHours {
        if ((mask & ~ALL) != 0) {
            throw new IllegalArgumentException("mask must have no bits beyond the 24 hours, but was " + mask);
        }
    }

    /**
     * Returns some hours.
     *
     * @param hours 0 to 23; the same several times is the same as once
     * @return these hours
     */
    public static ActiveHours of(int... hours) {
        ActiveHours active = NONE;
        for (int hour : hours) {
            active = active.with(hour);
        }
        return active;
    }

    /**
     * Returns these hours and another one.
     *
     * @param hour 0 to 23
     * @return the same if it is among them already
     */
    public ActiveHours with(int hour) {
        requireHour(hour);
        return new ActiveHours(mask | 1 << hour);
    }

    /**
     * Tells whether an hour is among them.
     *
     * @param hour 0 to 23
     * @return true if so
     */
    public boolean contains(int hour) {
        requireHour(hour);
        return (mask >> hour & 1) == 1;
    }

    /**
     * Returns how many hours there are.
     *
     * @return 0 to 24
     */
    public int count() {
        return Integer.bitCount(mask);
    }

    private static void requireHour(int hour) {
        if (hour < 0 || hour >= HOURS) {
            throw new IllegalArgumentException("hour must be from 0 to 23, but was " + hour);
        }
    }
}
