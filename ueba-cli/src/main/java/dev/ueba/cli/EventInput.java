package dev.ueba.cli;

import dev.ueba.event.EventField;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.auth.AuthLogOptions;
import dev.ueba.logs.auth.AuthLogReader;
import dev.ueba.logs.cloudtrail.CloudTrailOptions;
import dev.ueba.logs.cloudtrail.CloudTrailReader;
import dev.ueba.logs.generic.FieldMapping;
import dev.ueba.logs.generic.GenericLogOptions;
import dev.ueba.logs.generic.GenericLogReader;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the files of {@code ueba events} are read. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EventInput {

    /** Reads files. */
    private interface Reader {
        EventLogCounts read(List<Path> files, Consumer<SecurityEvent> consumer) throws IOException;
    }

    private static final int TICK_EVENTS = 100_000;
    private static final String TIMESTAMP = "timestamp";
    private static final Set<String> MAPPED = Set.of(
            TIMESTAMP, EventField.USER, EventField.IP, EventField.ACTION, EventField.RESOURCE, EventField.ANOMALY);

    @Option(
            names = "--zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "Time zone of hours and days, and of times in the log that have none, such as Europe/Berlin.")
    private ZoneId zone;

    @Option(
            names = "--year",
            paramLabel = "Y",
            description = "auth: year of the first line, where the log has none (default: the newest year that puts no"
                    + " line into the future). generic: year of all times, if --time-pattern has none.")
    private @Nullable Integer year;

    @Option(
            names = "--user-type",
            paramLabel = "TYPE",
            description = "cloudtrail: only events of this kind of identity, such as IAMUser; may be given again.")
    private @Nullable List<String> userTypes;

    @Option(
            names = "--field",
            paramLabel = "FIELD=NAME",
            description = "generic: the column, or the path in the JSON object, that is timestamp, user, ip, action,"
                    + " resource or anomaly, such as user=actor.name; may be given again.")
    private @Nullable Map<String, String> fields;

    @Option(
            names = "--time-pattern",
            paramLabel = "PATTERN",
            description =
                    "generic: the form of the timestamps, such as 'dd/MMM/yyyy:HH:mm:ss Z' (default: ISO 8601 or a"
                            + " number since 1970).")
    private @Nullable String timePattern;

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "generic: between the cells of CSV (default: a comma).")
    private @Nullable Character delimiter;

    ZoneId zone() {
        return zone;
    }

    /** Throws if an option does not go with the kind of log. */
    void check(EventKind kind) {
        refuse(kind != EventKind.CLOUDTRAIL && userTypes != null, "--user-type goes with cloudtrail");
        refuse(kind != EventKind.GENERIC && fields != null, "--field goes with generic");
        refuse(kind != EventKind.GENERIC && timePattern != null, "--time-pattern goes with generic");
        refuse(kind != EventKind.GENERIC && delimiter != null, "--delimiter goes with generic");
        refuse(kind == EventKind.CLOUDTRAIL && year != null, "--year goes with auth and generic");
        refuse(
                kind == EventKind.GENERIC && year != null && timePattern == null,
                "--year goes with a --time-pattern, which generic lacks here");
        if (fields != null) {
            fields.keySet()
                    .forEach(field -> refuse(
                            !MAPPED.contains(field),
                            "--field takes timestamp, user, ip, action, resource or anomaly, but was '" + field + "'"));
        }
        reader(kind);
    }

    private static void refuse(boolean isWrong, String message) {
        if (isWrong) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Reads all events into memory and says what became of the records. */
    List<SecurityEvent> read(EventKind kind, List<String> paths, Console console) throws IOException {
        List<Path> files = LogFiles.expand(paths);
        List<SecurityEvent> events = new ArrayList<>();
        EventLogCounts counts = reader(kind).read(files, event -> {
            events.add(event);
            if (events.size() % TICK_EVENTS == 0) {
                console.tick("%,d events read", events.size());
            }
        });
        console.say("%s", counts);
        counts.firstUnreadable().forEach(place -> console.say("  unreadable: %s", SafeText.of(place.toString())));
        if (counts.understood() + counts.other() == 0) {
            throw new IllegalArgumentException("no record could be read as " + kind + " in "
                    + Counted.of(counts.files(), "file") + " with " + Counted.of(counts.records(), "record")
                    + "; is this the right kind of log?");
        }
        return events;
    }

    private Reader reader(EventKind kind) {
        return switch (kind) {
            case AUTH -> {
                AuthLogOptions options = AuthLogOptions.defaults().withZone(zone);
                AuthLogOptions dated = year == null ? options.withNow(Instant.now()) : options.withYear(year);
                yield (files, consumer) -> AuthLogReader.read(files, dated, consumer);
            }
            case CLOUDTRAIL -> {
                CloudTrailOptions options = userTypes == null
                        ? CloudTrailOptions.defaults()
                        : CloudTrailOptions.defaults()
                                .withFilter(EventField.USER_TYPE, userTypes.toArray(new String[0]));
                yield (files, consumer) -> CloudTrailReader.read(files, options, consumer);
            }
            case GENERIC -> {
                GenericLogOptions options = generic();
                yield (files, consumer) -> GenericLogReader.read(files, options, consumer);
            }
        };
    }

    private GenericLogOptions generic() {
        GenericLogOptions options = GenericLogOptions.defaults().withZone(zone).withMapping(mapping());
        if (delimiter != null) {
            options = options.withDelimiter(delimiter);
        }
        if (timePattern != null) {
            options = year == null
                    ? options.withTimestampPattern(timePattern)
                    : options.withTimestampPattern(timePattern, year);
        }
        return options;
    }

    /** The usual names, but for the fields that were named. */
    private FieldMapping mapping() {
        FieldMapping usual = FieldMapping.defaults();
        if (fields == null) {
            return usual;
        }
        Map<String, List<String>> names = new LinkedHashMap<>(usual.fields());
        List<String> timestamp = usual.timestamp();
        for (Map.Entry<String, String> named : fields.entrySet()) {
            if (named.getKey().equals(TIMESTAMP)) {
                timestamp = List.of(named.getValue());
            } else {
                names.put(named.getKey(), List.of(named.getValue()));
            }
        }
        return new FieldMapping(timestamp, false, names, usual.requiresAll());
    }
}
