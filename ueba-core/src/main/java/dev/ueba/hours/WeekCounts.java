package dev.ueba.hours;

/**
 * How often each hour of the week was active, each hour at most once a day and actor; older days count less if there is a
 * half-life. Not thread-safe.
 */
final class WeekCounts {

    /*
     * Whole numbers in units of 2^-16, so that sums are exact and do not depend on their order. Without a half-life nothing is
     * ever rounded. An hour of one actor fits in an int for 600 years and stays as it is from then on; 4 bytes an hour instead of
     * 8 matter where there are many actors.
     */
    private static final int UNIT = 1 << 16;
    private static final int[] NONE = new int[0];

    private final double halfLifeDays;
    private final int[] ofOne;
    private final long[] ofMany;
    private long sum;
    private long days;
    private int lastDay = Integer.MIN_VALUE;

    private WeekCounts(double halfLifeDays, int[] ofOne, long[] ofMany) {
        this.halfLifeDays = halfLifeDays;
        this.ofOne = ofOne;
        this.ofMany = ofMany;
    }

    static WeekCounts ofOneActor(double halfLifeDays) {
        return new WeekCounts(halfLifeDays, new int[WeekHours.COUNT], new long[0]);
    }

    static WeekCounts ofManyActors(double halfLifeDays) {
        return new WeekCounts(halfLifeDays, NONE, new long[WeekHours.COUNT]);
    }

    WeekCounts copy() {
        WeekCounts copy = new WeekCounts(halfLifeDays, ofOne.clone(), ofMany.clone());
        copy.sum = sum;
        copy.days = days;
        copy.lastDay = lastDay;
        return copy;
    }

    /** Adds the hours of somebody's day, which is none before the last one added. */
    void add(int epochDay, ActiveHours active) {
        fadeTo(epochDay);
        int first = WeekHours.firstOf(epochDay);
        for (int hour = 0; hour < ActiveHours.HOURS; hour++) {
            if (active.contains(hour) && hasRoom(first + hour)) {
                set(first + hour, units(first + hour) + UNIT);
                sum += UNIT;
            }
        }
        days += UNIT;
    }

    private boolean hasRoom(int hour) {
        return ofOne.length == 0 || ofOne[hour] <= Integer.MAX_VALUE - UNIT;
    }

    private void set(int hour, long units) {
        if (ofOne.length > 0) {
            ofOne[hour] = (int) units;
        } else {
            ofMany[hour] = units;
        }
    }

    private void fadeTo(int epochDay) {
        double share = shareLeft(epochDay);
        if (share < 1) {
            sum = 0;
            for (int hour = 0; hour < WeekHours.COUNT; hour++) {
                set(hour, Math.round(units(hour) * share));
                sum += units(hour);
            }
            days = Math.round(days * share);
        }
        lastDay = epochDay;
    }

    /** Returns what is left on a day of what was there on the last day added. */
    private double shareLeft(int epochDay) {
        return halfLifeDays == 0 || lastDay == Integer.MIN_VALUE
                ? 1
                : StrictMath.pow(0.5, ((double) epochDay - lastDay) / halfLifeDays);
    }

    /** Returns what a unit is worth on a day, not before the last one added. */
    double factor(int epochDay) {
        return shareLeft(epochDay) / UNIT;
    }

    /** Returns all hours as they count on a day, not before the last one added. */
    double hours(int epochDay) {
        return sum * factor(epochDay);
    }

    /** Returns the days with activity as they counted on the last one. */
    double days() {
        return days / (double) UNIT;
    }

    /** Returns the units of an hour of the week. */
    long units(int hour) {
        return ofOne.length > 0 ? ofOne[hour] : ofMany[hour];
    }

    /** Returns the units of an hour of the day, all days of the week together. */
    long unitsOfDay(int hour) {
        long units = 0;
        for (int day = 0; day < WeekHours.DAYS; day++) {
            units += units(day * ActiveHours.HOURS + hour);
        }
        return units;
    }
}
