package dev.ueba.hours;

import java.time.DayOfWeek;

/** The 168 hours of the week, 0 for Monday from 0 to 1 o'clock, and the kernel that spreads counts over them. */
final class WeekHours {

    static final int DAYS = 7;
    static final int COUNT = DAYS * ActiveHours.HOURS;

    /** 1 January 1970, day 0, was a Thursday. */
    private static final int DAY_OF_EPOCH = 3;

    private static final int HALF_DAY = ActiveHours.HOURS / 2;

    /** What is left of the kernel's mass beyond its last hour; less would only take time. */
    private static final double CUT = 1e-4;

    private final double shared;
    private final double[] kernel;
    private final double variance;

    /**
     * Makes a kernel: von Mises (Mardia and Jupp, Directional Statistics, 2000, section 3.5.4) on the circle of the 24 hours, with
     * the concentration that is 1 / variance, taken at whole hours and cut where it is next to nothing.
     */
    WeekHours(double smoothingHours, double shared) {
        this.shared = shared;
        double radians = smoothingHours * 2 * StrictMath.PI / ActiveHours.HOURS;
        double concentration = 1 / (radians * radians);
        double[] density = new double[HALF_DAY];
        double sum = 0;
        int reach = 0;
        for (int k = 0; k < HALF_DAY; k++) {
            double angle = 2 * StrictMath.PI * k / ActiveHours.HOURS;
            density[k] = StrictMath.exp(concentration * (StrictMath.cos(angle) - 1));
            if (density[k] >= CUT) {
                reach = k;
                sum += k == 0 ? density[k] : 2 * density[k];
            }
        }
        this.kernel = new double[2 * reach + 1];
        for (int k = 0; k <= reach; k++) {
            kernel[reach + k] = density[k] / sum;
            kernel[reach - k] = density[k] / sum;
        }
        double squares = 0;
        for (double weight : kernel) {
            squares += weight * weight;
        }
        double sameDay = 1 - shared + shared / DAYS;
        double otherDay = shared / DAYS;
        this.variance = squares * (sameDay * sameDay + (DAYS - 1) * otherDay * otherDay);
    }

    /** Returns the variance of a smoothed count whose mean is 1, if counts are those of Poisson. */
    double variance() {
        return variance;
    }

    static int of(DayOfWeek day, int hour) {
        if (hour < 0 || hour >= ActiveHours.HOURS) {
            throw new IllegalArgumentException("hour must be from 0 to 23, but was " + hour);
        }
        return (day.getValue() - 1) * ActiveHours.HOURS + hour;
    }

    /** Returns the first hour of the week of a day. */
    static int firstOf(long epochDay) {
        return (int) Math.floorMod(epochDay + DAY_OF_EPOCH, (long) DAYS) * ActiveHours.HOURS;
    }

    /**
     * Returns smoothed counts of the 168 hours: a part of what the hour itself and its neighbours on the circle of the week have,
     * and a part of what the same hours have on the average day.
     */
    double[] smoothed(WeekCounts counts, int epochDay) {
        double factor = counts.factor(epochDay);
        int reach = kernel.length / 2;
        long[] ofDay = new long[ActiveHours.HOURS];
        for (int hour = 0; hour < ofDay.length; hour++) {
            ofDay[hour] = counts.unitsOfDay(hour);
        }
        // The week with its neighbours on both sides, so that the inner loop has nothing to turn.
        double[] around = new double[COUNT + 2 * reach];
        for (int i = 0; i < around.length; i++) {
            int hour = turned(i - reach);
            around[i] = blended(counts.units(hour), ofDay[hour % ActiveHours.HOURS], factor);
        }
        double[] smoothed = new double[COUNT];
        for (int hour = 0; hour < COUNT; hour++) {
            double sum = 0;
            for (int k = 0; k < kernel.length; k++) {
                sum += kernel[k] * around[hour + k];
            }
            smoothed[hour] = sum;
        }
        return smoothed;
    }

    /** Returns one of {@link #smoothed}, to the same bit. */
    double smoothedAt(WeekCounts counts, int epochDay, int hour) {
        double factor = counts.factor(epochDay);
        int reach = kernel.length / 2;
        double sum = 0;
        for (int k = 0; k < kernel.length; k++) {
            int at = turned(hour + k - reach);
            sum += kernel[k] * blended(counts.units(at), counts.unitsOfDay(at % ActiveHours.HOURS), factor);
        }
        return sum;
    }

    private static int turned(int hour) {
        int from = hour < 0 ? hour + COUNT : hour;
        return from >= COUNT ? from - COUNT : from;
    }

    private double blended(long ofWeek, long ofDay, double factor) {
        return (1 - shared) * (ofWeek * factor) + shared / DAYS * (ofDay * factor);
    }
}
