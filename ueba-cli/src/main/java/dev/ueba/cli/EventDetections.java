package dev.ueba.cli;

import dev.ueba.event.AuthLogDetection;
import dev.ueba.event.CloudTrailDetection;
import dev.ueba.event.EventDetection;
import dev.ueba.event.SecurityLogDetection;
import dev.ueba.event.WindowDetection;
import dev.ueba.forest.IsolationForestOptions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how {@code ueba events} scores what it read. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EventDetections {

    private static final Duration USUAL_WINDOW = Duration.ofMinutes(10);

    @Option(
            names = "--mode",
            defaultValue = "faithful",
            paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}: the published detectors, or the better ones.")
    private EventMode mode;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "auth: over how long the failures of an address are counted; in improved mode the length of its"
                            + " windows (default: 10m). cloudtrail: in improved mode, score windows of identities instead of"
                            + " single events.")
    private @Nullable Duration window;

    @Option(
            names = "--contamination",
            paramLabel = "C",
            description =
                    "Share of what is scored that is flagged, in (0, 0.5], or auto (default: 0.02; cloudtrail: 0.01).")
    private @Nullable String contamination;

    @Option(names = "--seed", defaultValue = "42", paramLabel = "N", description = "Seed of the forest.")
    private long seed;

    @Option(
            names = "--attack-version",
            defaultValue = "19",
            paramLabel = "V",
            description = "Improved mode: version of the ids of MITRE ATT&CK, 18 or 19.")
    private String attackVersion;

    /** Throws if an option does not go with the kind of log. */
    void check(EventKind kind, ZoneId zone) {
        boolean takesWindow = kind == EventKind.AUTH || (kind == EventKind.CLOUDTRAIL && mode == EventMode.IMPROVED);
        if (window != null && !takesWindow) {
            throw new IllegalArgumentException(
                    "--window goes with auth, and with cloudtrail in --mode improved, but not with " + kind
                            + " in --mode " + mode);
        }
        if (windows(kind, zone).isEmpty()) {
            events(kind, zone);
        }
    }

    EventMode mode() {
        return mode;
    }

    /** Returns the detector of windows, if windows are to be scored. */
    Optional<WindowDetection> windows(EventKind kind, ZoneId zone) {
        if (mode == EventMode.FAITHFUL) {
            return Optional.empty();
        }
        return switch (kind) {
            case AUTH -> Optional.of(changed(AuthLogDetection.improved(usualWindow(), zone, attackVersion)));
            case CLOUDTRAIL ->
                Optional.ofNullable(window)
                        .map(size -> changed(CloudTrailDetection.improvedWindows(size, zone, attackVersion)));
            case GENERIC -> Optional.empty();
        };
    }

    /** Returns the detector of single events. */
    EventDetection events(EventKind kind, ZoneId zone) {
        boolean faithful = mode == EventMode.FAITHFUL;
        EventDetection detection =
                switch (kind) {
                    case AUTH -> AuthLogDetection.faithful(usualWindow(), zone);
                    case CLOUDTRAIL ->
                        faithful
                                ? CloudTrailDetection.faithful(zone)
                                : CloudTrailDetection.improved(zone, attackVersion);
                    case GENERIC ->
                        faithful ? SecurityLogDetection.faithful(zone) : SecurityLogDetection.improved(zone);
                };
        return detection.withForest(forest(detection.forest()));
    }

    private Duration usualWindow() {
        return window == null ? USUAL_WINDOW : window;
    }

    private WindowDetection changed(WindowDetection detection) {
        return detection.withForest(forest(detection.forest()));
    }

    private IsolationForestOptions forest(IsolationForestOptions usual) {
        IsolationForestOptions seeded = usual.withSeed(seed);
        return contamination == null ? seeded : seeded.withContamination(Amounts.contamination(contamination));
    }
}
