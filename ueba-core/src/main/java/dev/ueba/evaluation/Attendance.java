package dev.ueba.evaluation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.BitSet;
import java.util.Set;

/**
 * The days of the period on which an actor does something. Days count from 0, the first day of the period.
 *
 * @param from first day on which the actor belongs to the organisation
 * @param to day after the last one, {@code > from}
 * @param active days within [{@code from}, {@code to}) with activity, one at least; not to be changed
 */
record Attendance(int from, int to, BitSet active) {

    /** Days on which hardly anybody works, whatever the weekday. */
    private static final Set<MonthDay> HOLIDAYS = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(1, 6),
            MonthDay.of(3, 8),
            MonthDay.of(5, 1),
            MonthDay.of(6, 19),
            MonthDay.of(8, 15),
            MonthDay.of(10, 3),
            MonthDay.of(11, 1),
            MonthDay.of(12, 24),
            MonthDay.of(12, 25),
            MonthDay.of(12, 26),
            MonthDay.of(12, 31));

    private static final double HOLIDAY_FACTOR = 0.12;
    private static final int DAYS_BETWEEN_VACATIONS = 75;

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    }

    /** Draws the days of one actor. */
    static Attendance draw(ActorRole role, LocalDate startDay, int days, SeededRandom random) {
        return role == ActorRole.MACHINE ? ofMachine(startDay, days, random) : ofPerson(role, startDay, days, random);
    }

    private static Attendance ofMachine(LocalDate startDay, int days, SeededRandom random) {
        int from = random.chance(0.15) ? random.nextInt(days) : 0;
        boolean weekdaysOnly = random.chance(0.4);
        BitSet active = new BitSet(days);
        for (int day = from; day < days; day++) {
            boolean runs = random.chance(ActorRole.MACHINE.presence());
            boolean restDay = weekdaysOnly && isWeekend(startDay.plusDays(day));
            active.set(day, runs && !restDay);
        }
        return withOneDay(from, days, active, random);
    }

    private static Attendance ofPerson(ActorRole role, LocalDate startDay, int days, SeededRandom random) {
        int from = 0;
        int to = days;
        double presence = role.presence() * random.between(0.85, 1.15);
        double fate = random.nextDouble();
        double when = random.nextDouble();
        if (fate < 0.04) {
            // One day only.
            from = (int) (when * days);
            to = from + 1;
            presence = 1.0;
        } else if (fate < 0.10) {
            // Rarely seen.
            presence = random.between(0.01, 0.08);
        } else if (fate < 0.21) {
            // Joined late.
            from = (int) ((0.1 + 0.8 * when) * days);
        } else if (fate < 0.28) {
            // Left.
            to = Math.max(1, (int) ((0.15 + 0.75 * when) * days));
        }
        double weekendFactor = random.chance(0.15) ? random.between(0.4, 0.7) : random.between(0.03, 0.3);
        BitSet away = vacations(days, random);
        BitSet active = new BitSet(days);
        for (int day = from; day < to; day++) {
            LocalDate date = startDay.plusDays(day);
            double p = presence;
            if (isWeekend(date)) {
                p *= weekendFactor;
            } else if (HOLIDAYS.contains(MonthDay.from(date))) {
                p *= HOLIDAY_FACTOR;
            } else if (date.getDayOfWeek() == DayOfWeek.FRIDAY) {
                p *= 0.92;
            }
            boolean works = random.chance(p);
            active.set(day, works && !away.get(day));
        }
        return withOneDay(from, to, active, random);
    }

    private static BitSet vacations(int days, SeededRandom random) {
        BitSet away = new BitSet(days);
        int next = random.nextInt(DAYS_BETWEEN_VACATIONS);
        while (next < days) {
            int length = random.chance(0.6) ? 7 : 14;
            away.set(next, Math.min(days, next + length));
            next += length + DAYS_BETWEEN_VACATIONS / 2 + random.nextInt(DAYS_BETWEEN_VACATIONS);
        }
        return away;
    }

    private static Attendance withOneDay(int from, int to, BitSet active, SeededRandom random) {
        if (active.isEmpty()) {
            active.set(from + random.nextInt(to - from));
        }
        return new Attendance(from, to, active);
    }
}
