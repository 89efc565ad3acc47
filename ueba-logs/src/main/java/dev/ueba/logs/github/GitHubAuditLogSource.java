package dev.ueba.logs.github;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSource;
import dev.ueba.feature.FeatureTable;
import dev.ueba.hours.HourHabits;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Base features out of files of raw GitHub audit logs. The files are read once, at the first question, by several threads;
 * the answers do not depend on the order or division of the files, nor on the number of threads.
 *
 * <p>If copies of an event (same document id) differ, the one with the most of time, actor, action, address and repository
 * counts, then one chosen by its content; the files are then read a second time. Thread-safe. Memory: see
 * {@link GitHubAuditFeatureAggregator}.
 *
 * <pre>{@code
 * GitHubAuditLogSource source = GitHubAuditLogSource.open(List.of("logs/"));
 * FeatureTable base = source.readFeatures();
 * source.health().toLines().forEach(logger::info);
 * }</pre>
 */
public final class GitHubAuditLogSource implements FeatureSource {

    private final List<Path> files;
    private final GitHubAuditLogOptions logOptions;
    private final GitHubAuditFeatureOptions featureOptions;
    private final int threads;
    private @Nullable GitHubAuditFeatureAggregator aggregator;

    /**
     * Creates a source of files; nothing is read yet.
     *
     * @param files as {@link LogFiles#expand} returns them
     * @param logOptions which events count
     * @param featureOptions which features are made of them
     * @param threads how many threads read, {@code >= 1}
     */
    public GitHubAuditLogSource(
            List<Path> files, GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions, int threads) {
        this.files = List.copyOf(files);
        this.logOptions = Objects.requireNonNull(logOptions, "logOptions");
        this.featureOptions = Objects.requireNonNull(featureOptions, "featureOptions");
        this.threads = threads;
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, but was " + threads);
        }
    }

    /**
     * Returns a source of files, folders and globs with the usual options, read by as many threads as there are processors.
     *
     * @param paths see {@link LogFiles#expand}
     * @return the source
     * @throws IOException if a path means no file or a folder cannot be read
     */
    public static GitHubAuditLogSource open(List<String> paths) throws IOException {
        return open(paths, GitHubAuditLogOptions.defaults(), GitHubAuditFeatureOptions.defaults());
    }

    /**
     * Returns a source of files, folders and globs, read by as many threads as there are processors.
     *
     * @param paths see {@link LogFiles#expand}
     * @param logOptions which events count
     * @param featureOptions which features are made of them
     * @return the source
     * @throws IOException if a path means no file or a folder cannot be read
     */
    public static GitHubAuditLogSource open(
            List<String> paths, GitHubAuditLogOptions logOptions, GitHubAuditFeatureOptions featureOptions)
            throws IOException {
        return new GitHubAuditLogSource(
                LogFiles.expand(paths),
                logOptions,
                featureOptions,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * Returns the files, in their order.
     *
     * @return unmodifiable
     */
    public List<Path> files() {
        return files;
    }

    private synchronized GitHubAuditFeatureAggregator aggregator() throws IOException {
        if (aggregator == null) {
            aggregator = new ParallelReading(files, logOptions, featureOptions, threads).read();
        }
        return aggregator;
    }

    /**
     * Returns the features of all days from the first to the last event.
     *
     * @return rows sorted by day, then actor
     * @throws LogFormatException if a day in between has no row and the options refuse that
     * @throws IOException if a file cannot be read
     */
    public FeatureTable readFeatures() throws IOException {
        Optional<DayRange> range = dayRange();
        return range.isPresent() ? readFeatures(range.get()) : aggregator().table();
    }

    /**
     * {@inheritDoc}
     *
     * @throws LogFormatException if a day of the range has no row and the options refuse that
     */
    @Override
    public FeatureTable readFeatures(DayRange range) throws IOException {
        FeatureTable table = aggregator().table(range);
        if (featureOptions.refuseQuietDays()) {
            List<LocalDate> quiet = LogHealth.quietDays(table, range);
            if (!quiet.isEmpty()) {
                throw new LogFormatException(quiet.size() + " of the " + range.dayCount() + " days from " + range.from()
                        + " to " + range.last() + " have no events: " + LogHealth.shortened(quiet)
                        + "; fetch them, or allow quiet days");
            }
        }
        return table;
    }

    /**
     * Returns the days from the first to the last event that counts.
     *
     * @return empty if no event counts
     * @throws IOException if a file cannot be read
     */
    public Optional<DayRange> dayRange() throws IOException {
        return aggregator().dayRange();
    }

    /**
     * Returns what became of the events.
     *
     * @return counts of all files
     * @throws IOException if a file cannot be read
     */
    public GitHubLogCounts counts() throws IOException {
        return aggregator().counts();
    }

    /**
     * Returns the health of the logs over all their days.
     *
     * @return the report
     * @throws IOException if a file cannot be read
     */
    public LogHealth health() throws IOException {
        DayRange range = dayRange().orElse(new DayRange(LocalDate.EPOCH, LocalDate.EPOCH));
        return LogHealth.of(aggregator().counts(), aggregator().table(range), range);
    }

    /**
     * Returns the health of the logs over a range of days.
     *
     * @param table the features of these days, as {@link #readFeatures(DayRange)} returned them
     * @param range days asked for
     * @return the report
     * @throws IOException if a file cannot be read
     */
    public LogHealth health(FeatureTable table, DayRange range) throws IOException {
        return LogHealth.of(aggregator().counts(), table, range);
    }

    /**
     * Returns what people who have left did in the two weeks before; see {@link GitHubAuditFeatureAggregator#leaverActions}.
     *
     * @param range days wanted
     * @return sorted by day, then actor
     * @throws IOException if a file cannot be read
     * @throws IllegalStateException without the option of extended features
     */
    public List<LeaverActions> leaverActions(DayRange range) throws IOException {
        return aggregator().leaverActions(range);
    }

    /**
     * Returns the hours that each actor keeps to, learned from all days there are.
     *
     * @return habits that know all days; a new object
     * @throws IOException if a file cannot be read
     * @throws IllegalStateException without the option of habits of hours
     */
    public HourHabits hourHabits() throws IOException {
        return aggregator().hourHabits();
    }

    /**
     * Finds the raw events behind rows of the table.
     *
     * @param wanted actors and days
     * @param limitEach how many events at most for each
     * @return see {@link GitHubAuditLogReader#findAll}
     * @throws IOException if a file cannot be read
     */
    public Map<ActorOnDay, List<GitHubAuditEvent>> evidence(Collection<ActorOnDay> wanted, int limitEach)
            throws IOException {
        return GitHubAuditLogReader.findAll(files, logOptions, wanted, featureOptions.zone(), limitEach);
    }
}
