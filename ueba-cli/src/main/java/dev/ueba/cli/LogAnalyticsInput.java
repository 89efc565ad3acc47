package dev.ueba.cli;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import dev.ueba.loganalytics.FetchListener;
import dev.ueba.loganalytics.FetchedFeatures;
import dev.ueba.loganalytics.LogAnalyticsException;
import dev.ueba.loganalytics.LogAnalyticsFeatureSource;
import dev.ueba.loganalytics.LogAnalyticsOptions;
import dev.ueba.loganalytics.WorkspaceId;
import dev.ueba.report.SafeText;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how base features are fetched from a Log Analytics workspace. */
final class LogAnalyticsInput {

    /** As the original looks back. */
    private static final int USUAL_DAYS = 181;

    @Option(
            names = "--chunk-days",
            paramLabel = "N",
            description = "Log Analytics: how many days one query asks for; default: 7.")
    private @Nullable Integer chunkDays;

    @Option(
            names = "--deadline",
            paramLabel = "MINUTES",
            description = "Log Analytics: how long fetching may take in all; default: 60.")
    private @Nullable Integer deadlineMinutes;

    @Option(
            names = "--refuse-quiet-days",
            description = "Log Analytics: fail if a day has no rows, instead of a warning.")
    private boolean refuseQuietDays;

    /** Tells whether an option was given that means nothing elsewhere. */
    boolean isUsed() {
        return chunkDays != null || deadlineMinutes != null || refuseQuietDays;
    }

    /** Returns what the options say. */
    LogAnalyticsOptions options(boolean keepBots) {
        LogAnalyticsOptions options = LogAnalyticsOptions.defaults().withRefuseQuietDays(refuseQuietDays);
        if (chunkDays != null) {
            if (chunkDays < 1) {
                throw new IllegalArgumentException("--chunk-days must be at least 1");
            }
            options = options.withChunkDays(chunkDays);
        }
        if (deadlineMinutes != null) {
            if (deadlineMinutes < 1) {
                throw new IllegalArgumentException("--deadline must be at least 1 minute");
            }
            options = options.withDeadline(Duration.ofMinutes(deadlineMinutes));
        }
        return keepBots ? options.keepingMachines() : options;
    }

    /** Returns the days asked for; without any, as many as the original takes, up to yesterday, the last whole one. */
    static DayRange range(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
        LocalDate last = to == null ? today.minusDays(1) : to;
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : from;
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("--from " + first + " lies after the last day " + last
                    + ", which is yesterday unless --to says otherwise");
        }
        return DayRange.ofInclusive(first, last);
    }

    /** Fetches, and says how it comes along. */
    static FeatureTable read(
            LogAnalyticsAccess access, String workspace, LogAnalyticsOptions options, DayRange range, Console console)
            throws IOException {
        WorkspaceId id =
                WorkspaceId.find(workspace.isEmpty() ? null : workspace, access.environment(), access.dotEnv());
        console.say("asking workspace %s for %s to %s", id, range.from(), range.last());
        LogAnalyticsFeatureSource source =
                LogAnalyticsFeatureSource.of(access.connect().apply(id), options, new Progress(console));
        FetchedFeatures fetched = source.fetch(range);
        fetched.report().toLines().forEach(line -> console.say("%s", SafeText.of(line)));
        console.say(
                "%s of %s from %s to %s",
                Counted.of(fetched.table().rowCount(), "actor-day"),
                Counted.of(Summaries.actorCount(fetched.table()), "actor"),
                range.from(),
                range.last());
        return fetched.table();
    }

    private record Progress(Console console) implements FetchListener {

        @Override
        public void fetched(DayRange days, int rows, long daysDone, long daysAsked) {
            console.tick("%,d of %,d days", daysDone, daysAsked);
        }

        @Override
        public void retrying(DayRange days, LogAnalyticsException failure, Duration wait) {
            console.say(
                    "days %s to %s: %s; asking again in %d s",
                    days.from(), days.last(), SafeText.of(String.valueOf(failure.getMessage())), wait.toSeconds());
        }

        @Override
        public void halving(DayRange days, LogAnalyticsException failure) {
            console.say(
                    "days %s to %s: %s; asking for half of them at a time",
                    days.from(), days.last(), SafeText.of(String.valueOf(failure.getMessage())));
        }
    }
}
