package dev.ueba.logs.synthetic;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * Where people work. Offsets and clock changes are spelt out here, because those of the JDK change with its version; a clock
 * change counts for the whole day.
 */
enum Site {
    LISBON("PT", "203.0.113.10", 0, Clock.EUROPE),
    BERLIN("DE", "203.0.113.11", 60, Clock.EUROPE),
    WARSAW("PL", "203.0.113.12", 60, Clock.EUROPE),
    HELSINKI("FI", "203.0.113.13", 120, Clock.EUROPE),
    NEW_YORK("US", "203.0.113.14", -300, Clock.AMERICA),
    SAN_FRANCISCO("US", "203.0.113.15", -480, Clock.AMERICA),
    SAO_PAULO("BR", "203.0.113.16", -180, Clock.CONSTANT),
    PUNE("IN", "203.0.113.17", 330, Clock.CONSTANT),
    SINGAPORE("SG", "203.0.113.18", 480, Clock.CONSTANT),
    TOKYO("JP", "203.0.113.19", 540, Clock.CONSTANT);

    private enum Clock {
        CONSTANT,
        EUROPE,
        AMERICA
    }

    /** Sites by how many work there; the first is the head office. */
    private static final Site[] BY_SIZE = {
        BERLIN,
        BERLIN,
        BERLIN,
        BERLIN,
        BERLIN,
        LISBON,
        LISBON,
        WARSAW,
        WARSAW,
        HELSINKI,
        NEW_YORK,
        NEW_YORK,
        NEW_YORK,
        SAN_FRANCISCO,
        SAO_PAULO,
        PUNE,
        PUNE,
        SINGAPORE,
        TOKYO
    };

    private final String country;
    private final String office;
    private final int winterOffset;
    private final Clock clock;

    Site(String country, String office, int winterOffset, Clock clock) {
        this.country = country;
        this.office = office;
        this.winterOffset = winterOffset;
        this.clock = clock;
    }

    /** Returns a site, larger ones more often. */
    static Site at(double share) {
        return BY_SIZE[(int) (share * BY_SIZE.length)];
    }

    String country() {
        return country;
    }

    /** Returns the address that everybody in the office has. */
    String office() {
        return office;
    }

    /** Returns minutes to add to UTC on that day. */
    int offsetMinutes(LocalDate day) {
        return isSummer(day) ? winterOffset + 60 : winterOffset;
    }

    private boolean isSummer(LocalDate day) {
        return switch (clock) {
            case CONSTANT -> false;
            case EUROPE -> !day.isBefore(lastSunday(day, 3)) && day.isBefore(lastSunday(day, 10));
            case AMERICA -> !day.isBefore(sunday(day, 3, 2)) && day.isBefore(sunday(day, 11, 1));
        };
    }

    private static LocalDate lastSunday(LocalDate day, int month) {
        return day.withDayOfMonth(1).withMonth(month).with(TemporalAdjusters.lastInMonth(DayOfWeek.SUNDAY));
    }

    private static LocalDate sunday(LocalDate day, int month, int which) {
        return day.withDayOfMonth(1).withMonth(month).with(TemporalAdjusters.dayOfWeekInMonth(which, DayOfWeek.SUNDAY));
    }
}
