package dev.ueba.logs.github;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Local days and minutes of instants in one zone. Fast for instants near each other. Not thread-safe. */
final class LocalTimes {

    private static final long MILLIS_PER_MINUTE = 60_000L;

    private final ZoneRules rules;

    /* The offset holds from validFrom up to and without validTo. */
    private long offsetMillis;
    private long validFrom = Long.MAX_VALUE;
    private long validTo = Long.MIN_VALUE;

    LocalTimes(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** Returns the milliseconds that the local clock shows, counted as if in UTC. */
    long local(long epochMillis) {
        if (epochMillis < validFrom || epochMillis >= validTo) {
            find(epochMillis);
        }
        return epochMillis + offsetMillis;
    }

    private void find(long epochMillis) {
        Instant instant = Instant.ofEpochMilli(epochMillis);
        ZoneOffset offset = rules.getOffset(instant);
        offsetMillis = offset.getTotalSeconds() * 1000L;
        // previousTransition looks strictly before, and the new offset holds from the transition itself on.
        ZoneOffsetTransition previous = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition next = rules.nextTransition(instant);
        validFrom = previous == null ? Long.MIN_VALUE : previous.getInstant().toEpochMilli();
        validTo = next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli();
    }

    static int epochDay(long localMillis) {
        return (int) Math.floorDiv(localMillis, EventTimes.MILLIS_PER_DAY);
    }

    static int minuteOfDay(long localMillis) {
        return (int) (Math.floorMod(localMillis, EventTimes.MILLIS_PER_DAY) / MILLIS_PER_MINUTE);
    }
}
