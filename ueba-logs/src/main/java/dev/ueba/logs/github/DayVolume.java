package dev.ueba.logs.github;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * How many events a day has, hour by hour. All dated events count, those of machines and without an actor too; copies do not.
 *
 * @param day the day
 * @param byHour 24 counts; the local hour of the zone asked for
 */
public record DayVolume(LocalDate day, List<Long> byHour) {

    static final int HOURS = 24;

    public DayVolume {
        Objects.requireNonNull(day, "day");
        byHour = List.copyOf(byHour);
        if (byHour.size() != HOURS) {
            throw new IllegalArgumentException("a day has 24 hours, but there are " + byHour.size() + " counts");
        }
    }

    /**
     * Returns the events of the day.
     *
     * @return {@code >= 0}
     */
    public long events() {
        return byHour.stream().mapToLong(Long::longValue).sum();
    }
}
