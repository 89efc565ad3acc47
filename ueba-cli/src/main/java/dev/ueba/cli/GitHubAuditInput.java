package dev.ueba.cli;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.logs.github.GitHubAuditFeatureOptions;
import dev.ueba.logs.github.GitHubAuditLogOptions;
import dev.ueba.logs.github.GitHubAuditLogSource;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how raw GitHub audit logs become base features. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class GitHubAuditInput {

    @Option(
            names = "--keep-bots",
            description = "Keep the events of bots and deploy keys; they are left out otherwise.")
    private boolean keepBots;

    @Option(
            names = "--past-only",
            description = "Judge unusual hours by the actor's earlier days only, instead of by all days read.")
    private boolean pastOnly;

    @Option(
            names = "--hour-habits",
            description =
                    "Add a column of unusual hours: by the hours of the week that the actor kept to on earlier days.")
    private boolean hourHabits;

    @Option(
            names = "--zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "Time zone of days and hours in raw logs, such as Europe/Berlin.")
    private ZoneId zone;

    /** Tells whether bots are kept, which means the same for other sources of events. */
    boolean keepBots() {
        return keepBots;
    }

    /** Tells whether an option was given that means something for raw logs only. */
    boolean isMoreThanBots() {
        return pastOnly || hourHabits || !zone.equals(ZoneId.of("UTC"));
    }

    /** Opens files, folders and globs; nothing is read yet. */
    GitHubAuditLogSource open(List<String> paths, boolean extended) throws IOException {
        return GitHubAuditLogSource.open(
                paths,
                GitHubAuditLogOptions.defaults().withKeepMachineAccounts(keepBots),
                GitHubAuditFeatureOptions.defaults()
                        .withExtended(extended)
                        .withPastOnly(pastOnly)
                        .withHourHabits(hourHabits)
                        .withZone(zone));
    }

    /** Reads the features of a range of days, or of all days there are, and says how healthy the logs look. */
    static FeatureTable read(
            GitHubAuditLogSource source, @Nullable LocalDate from, @Nullable LocalDate to, Console console)
            throws IOException {
        DayRange all = source.dayRange().orElse(null);
        if (all == null) {
            source.health().toLines().forEach(line -> console.say("%s", SafeText.of(line)));
            throw new IllegalArgumentException(
                    "the logs hold no event with a time and an actor; are these GitHub audit logs?");
        }
        LocalDate first = from == null ? all.from() : from;
        LocalDate last = to == null ? all.last() : to;
        DayRange range = DayRange.ofInclusive(first, last);
        FeatureTable table = source.readFeatures(range);
        source.health(table, range).toLines().forEach(line -> console.say("%s", SafeText.of(line)));
        console.say(
                "%s of %s from %s to %s",
                Counted.of(table.rowCount(), "actor-day"),
                Counted.of(Summaries.actorCount(table), "actor"),
                range.from(),
                range.last());
        return table;
    }
}
