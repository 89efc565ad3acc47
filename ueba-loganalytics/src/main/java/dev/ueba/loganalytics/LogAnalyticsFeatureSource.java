package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureSource;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Base features of GitHub audit logs out of a workspace that has the functions of {@code kql-functions}: one row per actor and UTC
 * day.
 *
 * <p>The days are asked for in chunks, the oldest first, a few at a time; together they are exactly the days wanted, and the result does
 * not depend on how they were cut. A chunk that is too much for the service is halved, down to one day. Passing failures are waited
 * out. Either all days arrive or an exception says which did not, and why. Thread-safe.
 *
 * <pre>{@code
 * LogAnalyticsFeatureSource source = LogAnalyticsFeatureSource.open(new WorkspaceId("00000000-0000-0000-0000-000000000000"));
 * FetchedFeatures fetched = source.fetch(DayRange.ofInclusive(firstDay, lastDay));
 * fetched.report().toLines().forEach(logger::info);
 * }</pre>
 */
public final class LogAnalyticsFeatureSource implements FeatureSource {

    private final LogsQueryExecutor executor;
    private final LogAnalyticsOptions options;
    private final FetchListener listener;
    private final Timing timing;
    private final Set<Fetch> running = ConcurrentHashMap.newKeySet();

    LogAnalyticsFeatureSource(
            LogsQueryExecutor executor, LogAnalyticsOptions options, FetchListener listener, Timing timing) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.options = Objects.requireNonNull(options, "options");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.timing = timing;
    }

    /**
     * Returns a source over queries.
     *
     * @param executor asks the workspace
     * @param options how to fetch
     * @param listener is told how it comes along
     * @return the source
     */
    public static LogAnalyticsFeatureSource of(
            LogsQueryExecutor executor, LogAnalyticsOptions options, FetchListener listener) {
        return new LogAnalyticsFeatureSource(executor, options, listener, Timing.SYSTEM);
    }

    /**
     * Returns a source over a workspace with the usual options and the login that {@link AzureLogsQueryExecutor#of(WorkspaceId)}
     * finds. Nothing is asked yet.
     *
     * @param workspace where to ask
     * @return the source
     */
    public static LogAnalyticsFeatureSource open(WorkspaceId workspace) {
        return of(AzureLogsQueryExecutor.of(workspace), LogAnalyticsOptions.defaults(), FetchListener.none());
    }

    /**
     * Returns the query for some of the days wanted.
     *
     * @param days to ask for, not empty
     * @param whole the whole range wanted, over which usual times of day are taken; contains {@code days}
     * @return KQL, a call of {@code fGHAuditMLFeatures}
     */
    public static String query(DayRange days, DayRange whole) {
        // No look-back: only extended features need the past. Machines included: they are left out, and counted, here.
        return "fGHAuditMLFeatures(" + KqlLiterals.datetime(days.from()) + ", " + KqlLiterals.datetime(days.to())
                + ", 0d, " + KqlLiterals.datetime(whole.from()) + ", " + KqlLiterals.datetime(whole.to()) + ", true)";
    }

    /**
     * {@inheritDoc}
     *
     * @param range whole UTC days
     * @return one row per actor and day, sorted by day, then actor (code points); columns as {@link GitHubAuditFeatures#SCHEMA}
     * @throws LogAnalyticsException if a day cannot be had, or this is cancelled or interrupted (the thread's mark stays)
     */
    @Override
    public FeatureTable readFeatures(DayRange range) throws LogAnalyticsException {
        return fetch(range).table();
    }

    /**
     * Fetches the features of a range of days, and tells what became of it.
     *
     * @param range whole UTC days; without any, nothing is asked
     * @return table and report
     * @throws LogAnalyticsException if a day cannot be had, a day is quiet and the options refuse that, or this is cancelled or
     *     interrupted (the thread's mark stays)
     */
    public FetchedFeatures fetch(DayRange range) throws LogAnalyticsException {
        PatientQueries queries = new PatientQueries(executor, options, timing, listener, range);
        Fetch fetch = new Fetch(queries, DayChunks.of(range, options.chunkDays()), options.parallelQueries());
        ActorDayRows rows;
        running.add(fetch);
        try {
            rows = ActorDayRows.join(fetch.run());
        } finally {
            running.remove(fetch);
        }
        FetchReport report = new FetchReport(
                range,
                rows.rowCount(),
                rows.machineRows(),
                rows.machineActors(),
                rows.rowsWithoutActor(),
                queries.queries(),
                queries.retries(),
                queries.halvings(),
                quietDays(rows, range));
        if (options.refuseQuietDays() && !report.quietDays().isEmpty()) {
            throw new LogAnalyticsException(
                    Reason.UNEXPECTED_RESULT,
                    report.quietDaysText() + "; check that their logs have arrived, or allow quiet days");
        }
        FeatureTableBuilder builder = new FeatureTableBuilder(GitHubAuditFeatures.SCHEMA);
        rows.addTo(builder);
        return new FetchedFeatures(builder.build(), report);
    }

    private static List<LocalDate> quietDays(ActorDayRows rows, DayRange range) {
        int[] busy = rows.days();
        List<LocalDate> quiet = new ArrayList<>();
        for (LocalDate day = range.from(); day.isBefore(range.to()); day = day.plusDays(1)) {
            if (Arrays.binarySearch(busy, Math.toIntExact(day.toEpochDay())) < 0) {
                quiet.add(day);
            }
        }
        return quiet;
    }

    /**
     * Fetches the features of a range of days and writes them as CSV. The file appears as a whole, after all days have arrived.
     *
     * @param range whole UTC days, at least one
     * @param target a file, or a folder for {@link #defaultFileName}
     * @return what became of the fetch
     * @throws LogAnalyticsException as {@link #fetch}; the file is then as it was
     * @throws IOException if the file cannot be written; it is then as it was
     */
    public FetchReport writeCsv(DayRange range, Path target) throws IOException {
        Path file = Files.isDirectory(target) ? target.resolve(defaultFileName(range)) : target;
        FetchedFeatures fetched = fetch(range);
        FeatureCsv.write(fetched.table(), file);
        return fetched.report();
    }

    /**
     * Returns the usual name for the features of some days.
     *
     * @param range at least one day
     * @return {@code v3-ml-features-YYYYMMDD.csv} with the last day
     */
    public static String defaultFileName(DayRange range) {
        return "v3-ml-features-" + range.last().format(DateTimeFormatter.BASIC_ISO_DATE) + ".csv";
    }

    /**
     * Stops every fetch of this source that is under way; it throws with {@link Reason#CANCELLED}, and no file is written. Later ones are not
     * concerned. May be called by any thread.
     */
    public void cancel() {
        running.forEach(Fetch::cancel);
    }
}
