package dev.ueba.event;

import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForestOptions;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Any security log with user, address, action and resource.
 *
 * <p>Stateless and thread-safe.
 */
public final class SecurityLogDetection {

    private static final double CONTAMINATION = 0.02;
    private static final long SEED = 42;
    private static final double RARE_BITS = 4.0;
    private static final List<String> IDENTITY =
            List.of(EventField.USER, EventField.IP, EventField.ACTION, EventField.RESOURCE);

    private SecurityLogDetection() {}

    /**
     * Returns the published detector, hours and days in UTC; see {@link #faithful(ZoneId)}.
     *
     * @return the configuration
     */
    public static EventDetection faithful() {
        return faithful(ZoneOffset.UTC);
    }

    /**
     * Returns the published detector: hour and day of the year, and user, address, action and resource hashed to [0, 1]; not
     * scaled, contamination 0.02, seed 42; no reasons.
     *
     * @param zone whose clock and calendar are read
     * @return the configuration
     */
    public static EventDetection faithful(ZoneId zone) {
        return EventDetection.of(
                IDENTITY,
                List.of(
                        EventEncoders.hourOfDay("hour", zone),
                        EventEncoders.dayOfYear("day", zone),
                        EventEncoders.hash01("user_h", EventText.field(EventField.USER)),
                        EventEncoders.hash01("ip_h", EventText.field(EventField.IP)),
                        EventEncoders.hash01("action_h", EventText.field(EventField.ACTION)),
                        EventEncoders.hash01("resource_h", EventText.field(EventField.RESOURCE))),
                false,
                forest());
    }

    /**
     * Returns the better detector, hours in UTC; see {@link #improved(ZoneId)}.
     *
     * @return the configuration
     */
    public static EventDetection improved() {
        return improved(ZoneOffset.UTC);
    }

    /**
     * Returns the better detector. It asks how rare something is, not what it is: the hour of the day, the user, the kind of
     * network the address belongs to, and the action with its resource, each in bits; whether the user is seen for the first
     * time; and how many events the user had within an hour. Scaled, contamination 0.02, seed 42.
     *
     * @param zone whose clock is read
     * @return the configuration
     */
    public static EventDetection improved(ZoneId zone) {
        EventText hour = event -> Integer.toString(event.time().atZone(zone).getHour());
        EventText user = EventText.field(EventField.USER, "");
        EventText network = EventText.addressRange(EventField.IP);
        return EventDetection.of(
                        IDENTITY,
                        List.of(
                                EventEncoders.rarity("hour_rarity", hour),
                                EventEncoders.rarity("user_rarity", user),
                                EventEncoders.rarity("network_rarity", network),
                                EventEncoders.rarity(
                                        "action_rarity", EventText.fields(EventField.ACTION, EventField.RESOURCE)),
                                EventEncoders.firstSeen("first_seen_user", EventText.field(EventField.USER)),
                                EventEncoders.rollingCount(
                                        "user_events_hour", user, Duration.ofHours(1), event -> true)),
                        true,
                        forest())
                .withExplanation(SecurityLogDetection::reasons);
    }

    private static IsolationForestOptions forest() {
        return IsolationForestOptions.defaults()
                .withContamination(Amount.share(CONTAMINATION))
                .withSeed(SEED);
    }

    private static List<EventReason> reasons(ScoredEvent scored) {
        List<EventReason> reasons = new ArrayList<>();
        addIfRare(reasons, scored, "hour_rarity", "rare hour");
        addIfRare(reasons, scored, "user_rarity", "rare user");
        addIfRare(reasons, scored, "network_rarity", "rare kind of network");
        addIfRare(reasons, scored, "action_rarity", "rare action");
        return reasons;
    }

    private static void addIfRare(List<EventReason> reasons, ScoredEvent scored, String feature, String text) {
        double bits = scored.feature(feature);
        if (bits >= RARE_BITS) {
            reasons.add(new EventReason(feature, String.format(Locale.ROOT, "%s (%.1f bits)", text, bits), List.of()));
        }
    }
}
