package dev.ueba.hours;

import java.util.OptionalDouble;

/**
 * When in the day an actor is active, by circular statistics: hours are directions on a circle of 24, and each hour with activity
 * is a unit vector in its direction, once a day.
 *
 * <p>The mean direction, resultant length and circular deviation are those of Mardia and Jupp, <i>Directional Statistics</i>
 * (2000), sections 2.2 and 2.3. The test of Rayleigh is that of section 6.3.1, by the approximation of Zar, <i>Biostatistical
 * Analysis</i> (4th edition, 1999), equation 27.4; the error of the mean is that of Fisher, <i>Statistical Analysis of Circular Data</i> (1993), section
 * 4.4.4. Hours of one day are not independent, so both take the number of days, not of hours, as the size of the sample. Immutable.
 *
 * @param days days with activity, less the older they are if there is a half-life, {@code > 0}
 * @param meanHour mean direction as an hour in [0, 24), of the clock that the hours were read from; empty if there is none, as
 *     for activity at all hours alike
 * @param meanErrorHours half the width of the 95 % interval of the mean, from 0 to 12; 12 says nothing
 * @param resultantLength how concentrated the hours are: 0 for all hours alike, 1 for a single instant of the day
 * @param deviationHours circular standard deviation; infinite for a resultant length of 0
 * @param evenProbability probability of so concentrated hours if all were alike (Rayleigh), in [0, 1]
 * @param firstWorkingHour first of the fewest hours in a row, over midnight if need be, that hold 90 % of the activity; 0 to 23
 * @param workingHours how many hours these are, 1 to 24
 */
public record DailyRhythm(
        double days,
        OptionalDouble meanHour,
        double meanErrorHours,
        double resultantLength,
        double deviationHours,
        double evenProbability,
        int firstWorkingHour,
        int workingHours) {

    private static final int HOURS = ActiveHours.HOURS;
    private static final double RADIANS_PER_HOUR = 2 * StrictMath.PI / HOURS;
    private static final double NO_DIRECTION = 1e-9;
    private static final double NORMAL_95 = 1.959963984540054;
    private static final long WORKING_PERCENT = 90;

    /** Local time that is the middle of most people's work. */
    private static final double USUAL_MEAN_HOUR = 13.0;

    /** Nearly all people's middle of work is so near to the usual one. */
    private static final double USUAL_MEAN_ERROR = 2.0;

    /** Who is up for longer has no night to tell a zone by. */
    private static final int MOST_WORKING_HOURS = 16;

    private static final double EVEN_IS_UNLIKELY = 0.01;

    static DailyRhythm of(WeekCounts counts) {
        long[] day = new long[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            day[hour] = counts.unitsOfDay(hour);
        }
        double days = counts.days();
        double cosines = 0;
        double sines = 0;
        double doubleCosines = 0;
        double doubleSines = 0;
        double all = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            double angle = (hour + 0.5) * RADIANS_PER_HOUR;
            cosines += day[hour] * StrictMath.cos(angle);
            sines += day[hour] * StrictMath.sin(angle);
            doubleCosines += day[hour] * StrictMath.cos(2 * angle);
            doubleSines += day[hour] * StrictMath.sin(2 * angle);
            all += day[hour];
        }
        double length = Math.min(1, StrictMath.hypot(cosines, sines) / all);
        boolean hasDirection = length > NO_DIRECTION;
        double mean = StrictMath.atan2(sines, cosines);
        // The second trigonometric moment about the mean direction.
        double second = (doubleCosines * StrictMath.cos(2 * mean) + doubleSines * StrictMath.sin(2 * mean)) / all;
        double dispersion = hasDirection ? Math.max(0, (1 - second) / (2 * length * length)) : Double.MAX_VALUE;
        double reach = NORMAL_95 * StrictMath.sqrt(dispersion / days);
        double meanError = reach < 1 ? StrictMath.asin(reach) / RADIANS_PER_HOUR : HOURS / 2.0;
        int[] working = shortestArc(day);
        return new DailyRhythm(
                days,
                hasDirection ? OptionalDouble.of(onClock(mean / RADIANS_PER_HOUR)) : OptionalDouble.empty(),
                meanError,
                length,
                hasDirection
                        ? StrictMath.sqrt(Math.max(0, -2 * StrictMath.log(length))) / RADIANS_PER_HOUR
                        : Double.POSITIVE_INFINITY,
                rayleigh(days, length),
                working[0],
                working[1]);
    }

    private static double onClock(double hour) {
        double turned = hour < 0 ? hour + HOURS : hour;
        return turned >= HOURS ? 0 : turned;
    }

    private static double rayleigh(double days, double length) {
        double resultant = days * length;
        double root = StrictMath.sqrt(1 + 4 * days + 4 * (days * days - resultant * resultant));
        return Math.min(1, StrictMath.exp(root - (1 + 2 * days)));
    }

    /** Returns first hour and length of the fewest hours in a row with 90 % of the activity; of several, those with the most. */
    private static int[] shortestArc(long[] day) {
        long all = 0;
        for (long count : day) {
            all += count;
        }
        for (int length = 1; length < HOURS; length++) {
            int best = -1;
            long most = -1;
            for (int first = 0; first < HOURS; first++) {
                long held = 0;
                for (int k = 0; k < length; k++) {
                    held += day[(first + k) % HOURS];
                }
                if (held > most) {
                    best = first;
                    most = held;
                }
            }
            if (100 * (double) most >= WORKING_PERCENT * (double) all) {
                return new int[] {best, length};
            }
        }
        return new int[] {0, HOURS};
    }

    /**
     * Returns how far the clock the actor lives by seems to be ahead of the one that the hours were read from, supposing that its
     * work is centred on 13 o'clock there: the offset from UTC, if the hours were those of UTC. The idea to tell zones from
     * hours of activity is that of La Morgia, Mei, Raponi and Stefa, <i>Time-Zone Geolocation of Crowds in the Dark Web</i> (ICDCS
     * 2018). Somebody who works at night is placed half a world away.
     *
     * @return hours in [-12, 12); empty unless the hours differ from even ones at 1 in 100 and leave 8 hours of night
     */
    public OptionalDouble offsetHours() {
        if (meanHour.isEmpty() || evenProbability > EVEN_IS_UNLIKELY || workingHours > MOST_WORKING_HOURS) {
            return OptionalDouble.empty();
        }
        double offset = USUAL_MEAN_HOUR - meanHour.getAsDouble();
        return OptionalDouble.of(offset >= HOURS / 2.0 ? offset - HOURS : offset);
    }

    /**
     * Returns how far off {@link #offsetHours} may be: the 95 % interval of the mean, and two hours by which the middle of
     * people's work differs from 13 o'clock.
     *
     * @return hours to either side, from 2 to 12.2
     */
    public double offsetErrorHours() {
        return StrictMath.hypot(meanErrorHours, USUAL_MEAN_ERROR);
    }
}
