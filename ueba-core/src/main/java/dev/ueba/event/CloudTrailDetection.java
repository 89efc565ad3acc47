package dev.ueba.event;

import dev.ueba.forest.Amount;
import dev.ueba.forest.IsolationForestOptions;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * AWS CloudTrail: calls of identities to services. All events are scored; a filter such as
 * {@code event -> event.has(EventField.USER_TYPE, "IAMUser")} is a matter of {@link EventDetection#withFilter}.
 *
 * <p>Stateless and thread-safe.
 */
public final class CloudTrailDetection {

    private static final double CONTAMINATION = 0.01;
    private static final long SEED = 42;

    /** A call in fewer earlier events than this is called rare. */
    private static final int RARE_CALLS = 3;

    /** As many bits are one call in 32. */
    private static final double RARE_BITS = 5.0;

    private static final int MANY_ERRORS = 5;

    /** Calls that give a user, the caller or another one, a way to log in. */
    private static final Set<String> CREDENTIAL_CALLS =
            Set.of("CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile");

    private static final List<String> IDENTITY = List.of(
            EventField.EVENT_SOURCE,
            EventField.EVENT_NAME,
            EventField.USER_ARN,
            EventField.SOURCE_IP_ADDRESS,
            EventField.AWS_REGION);

    private CloudTrailDetection() {}

    /**
     * Returns the published detector, hours and dates in UTC; see {@link #faithful(ZoneId)}.
     *
     * @return the configuration
     */
    public static EventDetection faithful() {
        return faithful(ZoneOffset.UTC);
    }

    /**
     * Returns the published detector: the hour, and date, service, call, address, identity and region by their codes in order of
     * appearance; scaled, contamination 0.01, seed 42; no reasons.
     *
     * @param zone whose clock and calendar are read
     * @return the configuration
     */
    public static EventDetection faithful(ZoneId zone) {
        List<EventEncoder> encoders = List.of(
                EventEncoders.hourOfDay("eventHour", zone),
                EventEncoders.date("encEventDate", zone),
                EventEncoders.factorise("encEventSource", EventText.field(EventField.EVENT_SOURCE)),
                EventEncoders.factorise("encEventName", EventText.field(EventField.EVENT_NAME)),
                EventEncoders.factorise("encSourceIPAddress", EventText.field(EventField.SOURCE_IP_ADDRESS)),
                EventEncoders.factorise("encUserIdentityArn", EventText.field(EventField.USER_ARN)),
                EventEncoders.factorise("encAwsRegion", EventText.field(EventField.AWS_REGION)));
        return EventDetection.of(IDENTITY, encoders, true, forest());
    }

    /**
     * Returns the better detector of single events, hours in UTC, with the ids of ATT&amp;CK 19; see
     * {@link #improved(ZoneId, String)}.
     *
     * @return the configuration
     */
    public static EventDetection improved() {
        return improved(ZoneOffset.UTC, TechniqueTable.DEFAULT_VERSION);
    }

    /**
     * Returns the better detector of single events: how rare are the identity, the call, the call for this identity and the
     * service for this identity, in bits, and the hour. Scaled, contamination 0.01, seed 42. Codes in order of appearance, which
     * the published detector uses, say when something was first used, not how rare it is.
     *
     * @param zone whose clock is read
     * @param attackVersion of the techniques: {@code 18} or {@code 19}
     * @return the configuration
     * @throws IllegalArgumentException if the version is none of these
     */
    public static EventDetection improved(ZoneId zone, String attackVersion) {
        EventText arn = EventText.field(EventField.USER_ARN, "");
        EventText name = EventText.field(EventField.EVENT_NAME, "");
        List<EventEncoder> encoders = List.of(
                EventEncoders.hourOfDay("eventHour", zone),
                EventEncoders.rarity("principalRarity", arn),
                EventEncoders.rarity("nameRarity", name),
                EventEncoders.rarity("nameRarityForPrincipal", name, arn),
                EventEncoders.rarity("sourceRarityForPrincipal", EventText.field(EventField.EVENT_SOURCE, ""), arn));
        TechniqueTable techniques = TechniqueTable.of("cloudtrail", attackVersion);
        return EventDetection.of(IDENTITY, encoders, true, forest())
                .withExplanation(scored -> reasons(scored, techniques));
    }

    /**
     * Returns the detector of identities, windows of an hour in UTC; see {@link #improvedWindows(Duration, ZoneId, String)}.
     *
     * @return the configuration
     */
    public static WindowDetection improvedWindows() {
        return improvedWindows(Duration.ofHours(1), ZoneOffset.UTC, TechniqueTable.DEFAULT_VERSION);
    }

    /**
     * Returns the detector of identities: one row per identity and window with events, different calls, services, addresses
     * and regions, errors and their share, calls that may change something, rare calls (in fewer than 3 earlier events), and
     * what is first seen: the identity, an address for the identity, a call for the identity. The forest sees all of it, in
     * logarithms; contamination 0.01, seed 42.
     *
     * @param window length of a window, positive, at most one day
     * @param zone whose days begin the windows
     * @param attackVersion of the techniques: {@code 18} or {@code 19}
     * @return the configuration; an event without ARN belongs to its kind of identity, or to {@code unknown}
     * @throws IllegalArgumentException if window or version is none of these
     */
    public static WindowDetection improvedWindows(Duration window, ZoneId zone, String attackVersion) {
        EventText ip = EventText.field(EventField.SOURCE_IP_ADDRESS);
        EventText name = EventText.field(EventField.EVENT_NAME);
        EntityWindows windows = EntityWindows.per("principal", CloudTrailDetection::principal, window, zone)
                .count("events", event -> true)
                .distinct("distinctNames", name)
                .distinct("distinctSources", EventText.field(EventField.EVENT_SOURCE))
                .distinct("distinctIps", ip)
                .distinct("distinctRegions", EventText.field(EventField.AWS_REGION))
                .count("errors", CloudTrailDetection::isError)
                .ratio("errorShare", "errors", "events")
                .count("writes", event -> event.has(EventField.READ_ONLY, "false"))
                .rare("rareNames", EventText.fields(EventField.EVENT_SOURCE, EventField.EVENT_NAME), RARE_CALLS)
                .firstSeen("firstSeenPrincipal", CloudTrailDetection::principal)
                .firstSeen("firstSeenIp", forPrincipal(ip))
                .firstSeen("firstSeenNames", forPrincipal(name))
                .build();
        TechniqueTable techniques = TechniqueTable.of("cloudtrail", attackVersion);
        return new WindowDetection(
                windows, windows.featureNames(), true, forest(), event -> true, scored -> reasons(scored, techniques));
    }

    private static IsolationForestOptions forest() {
        return IsolationForestOptions.defaults()
                .withContamination(Amount.share(CONTAMINATION))
                .withSeed(SEED);
    }

    private static String principal(SecurityEvent event) {
        String arn = event.textOrNull(EventField.USER_ARN);
        if (arn != null && !arn.isEmpty()) {
            return arn;
        }
        String type = event.textOrNull(EventField.USER_TYPE);
        return type == null || type.isEmpty() ? "unknown" : type;
    }

    private static EventText forPrincipal(EventText text) {
        return event -> {
            String found = text.of(event);
            String principal = principal(event);
            return found == null ? null : principal.length() + ":" + principal + found;
        };
    }

    private static boolean isError(SecurityEvent event) {
        String code = event.textOrNull(EventField.ERROR_CODE);
        return code != null && !code.isEmpty();
    }

    private static boolean isAboutAnotherUser(SecurityEvent event) {
        if (!CREDENTIAL_CALLS.contains(event.field(EventField.EVENT_NAME).orElse(""))) {
            return false;
        }
        String user = event.textOrNull(EventField.USER_NAME);
        String target = event.textOrNull(EventField.TARGET_USER_NAME);
        return target != null && !target.equals(user);
    }

    /** Logins of federated identities are left out of the second: they never say that a second factor was used. */
    private static void addLogin(List<EventReason> reasons, SecurityEvent event, TechniqueTable techniques) {
        if (event.has(EventField.CONSOLE_LOGIN, "Failure")) {
            reasons.add(new EventReason(
                    "console_login_failed", "a failed login to the console", techniques.of("console_login_failed")));
        } else if (event.has(EventField.CONSOLE_LOGIN, "Success")
                && event.has(EventField.MFA_USED, "No")
                && (event.has(EventField.USER_TYPE, "IAMUser") || event.has(EventField.USER_TYPE, "Root"))) {
            reasons.add(new EventReason(
                    "console_login_without_mfa",
                    "a login to the console without a second factor",
                    techniques.of("console_login_without_mfa")));
        }
    }

    private static List<EventReason> reasons(ScoredEvent scored, TechniqueTable techniques) {
        List<EventReason> reasons = new ArrayList<>();
        SecurityEvent event = scored.event();
        String name = event.textOrNull(EventField.EVENT_NAME);
        if (name != null && !techniques.of(name).isEmpty()) {
            String whom = isAboutAnotherUser(event) ? " for another user" : "";
            reasons.add(new EventReason(name, "the call " + name + whom, techniques.of(name)));
        }
        addLogin(reasons, event, techniques);
        if (event.has(EventField.USER_TYPE, "Root")) {
            reasons.add(new EventReason("root_used", "the root account was used", techniques.of("root_used")));
        }
        double principalBits = scored.feature("principalRarity");
        if (principalBits >= RARE_BITS) {
            reasons.add(new EventReason(
                    "rare_principal",
                    String.format(Locale.ROOT, "a rare identity (%.1f bits)", principalBits),
                    List.of()));
        }
        double bits = scored.feature("nameRarityForPrincipal");
        if (bits >= RARE_BITS) {
            reasons.add(new EventReason(
                    "rare_call",
                    String.format(Locale.ROOT, "a rare call for this identity (%.1f bits)", bits),
                    techniques.of("rare_call")));
        }
        return reasons;
    }

    private static List<EventReason> reasons(ScoredWindow window, TechniqueTable techniques) {
        List<EventReason> reasons = new ArrayList<>();
        add(reasons, techniques, "errors", "calls that failed: %d", window.feature("errors"), MANY_ERRORS);
        add(reasons, techniques, "rare_call", "rare calls: %d", window.feature("rareNames"), 1);
        boolean isNew = window.feature("firstSeenPrincipal") > 0;
        if (!isNew) {
            add(
                    reasons,
                    techniques,
                    "first_seen_address",
                    "addresses new for it: %d",
                    window.feature("firstSeenIp"),
                    1);
            add(reasons, techniques, "rare_call", "calls new for it: %d", window.feature("firstSeenNames"), 1);
        }
        return reasons;
    }

    private static void add(
            List<EventReason> reasons,
            TechniqueTable techniques,
            String signal,
            String text,
            double count,
            int atLeast) {
        if (count >= atLeast) {
            reasons.add(new EventReason(signal, String.format(Locale.ROOT, text, (int) count), techniques.of(signal)));
        }
    }
}
