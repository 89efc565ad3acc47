package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureCsv;
import dev.ueba.feature.FeatureCsvOptions;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.loganalytics.ActorDayService.ActorDay;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.loganalytics.QueryTable.Column;
import dev.ueba.loganalytics.QueryTable.ColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LogAnalyticsFeatureSourceTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final LogAnalyticsOptions DEFAULTS = LogAnalyticsOptions.defaults();

    private final FakeTiming timing = new FakeTiming();
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path folder;

    private static DayRange days(long count) {
        return new DayRange(FIRST, FIRST.plusDays(count));
    }

    private LogAnalyticsFeatureSource source(LogsQueryExecutor executor, LogAnalyticsOptions options) {
        return new LogAnalyticsFeatureSource(
                executor,
                options,
                new FetchListener() {

                    @Override
                    public void fetched(DayRange days, int rows, long daysDone, long daysAsked) {
                        told.add("fetched " + days.from() + " " + daysDone + "/" + daysAsked);
                    }

                    @Override
                    public void retrying(DayRange days, LogAnalyticsException failure, Duration wait) {
                        told.add("retrying " + days.from() + " " + failure.reason() + " " + wait.toSeconds());
                    }

                    @Override
                    public void halving(DayRange days, LogAnalyticsException failure) {
                        told.add("halving " + days.from() + " of " + days.dayCount());
                    }
                },
                timing);
    }

    private LogAnalyticsException failure(LogsQueryExecutor executor, LogAnalyticsOptions options, DayRange range) {
        LogAnalyticsException failure = catchThrowableOfType(
                LogAnalyticsException.class, () -> source(executor, options).fetch(range));
        assertThat(failure).isNotNull();
        return failure;
    }

    /** The rows as text, to compare tables. */
    private static String csv(FeatureTable table) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < table.rowCount(); row++) {
            text.append(table.actor(row)).append(' ').append(table.day(row));
            for (int feature = 0; feature < table.featureCount(); feature++) {
                text.append(' ').append(table.value(row, feature));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** What must come out, by another way: from the actor-days themselves. */
    private static String expected(ActorDayService service, DayRange range) {
        StringBuilder text = new StringBuilder();
        service.actorDays.stream()
                .filter(actorDay -> range.contains(actorDay.day()))
                .filter(actorDay ->
                        !actorDay.actor().contains("[bot]") && !actorDay.actor().contains("deploy_key"))
                .sorted(Comparator.comparing(ActorDay::day)
                        .thenComparing(
                                actorDay -> actorDay.actor().getBytes(StandardCharsets.UTF_8),
                                java.util.Arrays::compareUnsigned))
                .forEach(actorDay -> {
                    Object[] row = ActorDayService.row(actorDay);
                    text.append(actorDay.actor()).append(' ').append(actorDay.day());
                    for (int i = 2; i < row.length - 1; i++) {
                        text.append(' ').append(((Long) row[i]).doubleValue());
                    }
                    text.append('\n');
                });
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1, 7",
        "2, 1",
        "2, 2",
        "7, 7",
        "8, 7",
        "6, 7",
        "13, 3",
        "29, 30",
        "30, 30",
        "31, 30",
        "181, 7",
        "181, 31",
        "181, 181",
        "181, 1",
        "188, 31",
        "400, 1000"
    })
    void fetch_ofAnyRangeInAnyChunks_isWhatOneQueryGives(int dayCount, int chunkDays) throws IOException {
        for (long seed = 0; seed < 3; seed++) {
            DayRange range = days(dayCount);
            ActorDayService service = ActorDayService.random(seed, range);
            FetchedFeatures fetched =
                    source(service, DEFAULTS.withChunkDays(chunkDays)).fetch(range);

            assertThat(csv(fetched.table())).isEqualTo(expected(service, range));
            assertThat(fetched.table().schema()).isEqualTo(GitHubAuditFeatures.SCHEMA);
            assertEachDayOnce(service.asked, range);
            assertThat(service.asked).allMatch(days -> days.dayCount() <= chunkDays);
        }
    }

    private static void assertEachDayOnce(List<DayRange> asked, DayRange range) {
        List<LocalDate> all = new ArrayList<>();
        for (DayRange days : asked) {
            days.from().datesUntil(days.to()).forEach(all::add);
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(new HashSet<>(all))
                .isEqualTo(Set.copyOf(range.from().datesUntil(range.to()).toList()));
    }

    @ParameterizedTest
    @EnumSource(names = {"PARTIAL_RESULT", "TOO_MANY_ROWS", "TIMED_OUT"})
    void fetch_ofMoreThanTheServiceGives_halvesUntilItDoes(Reason reason) throws IOException {
        DayRange range = days(45);
        ActorDayService service = ActorDayService.random(4, range);
        service.trouble = (days, query) -> {
            if (days.dayCount() > 1 && days.contains(FIRST.plusDays(9))) {
                throw ActorDayService.failure(reason, reason == Reason.TIMED_OUT ? 504 : 200);
            }
        };
        FetchedFeatures fetched = source(service, DEFAULTS.withChunkDays(30)).fetch(range);

        assertThat(csv(fetched.table())).isEqualTo(expected(service, range));
        assertThat(fetched.report().halvings()).isEqualTo(5); // [0,30) [0,15) [7,15) [7,11) [9,11)
        assertThat(told).filteredOn(line -> line.startsWith("halving")).hasSize(5);
        assertThat(timing.waits()).isEmpty();
    }

    @Test
    void fetch_ofADayThatIsTooMuch_failsNamingDayAndReason() {
        ActorDayService service = ActorDayService.random(5, days(20));
        service.trouble = (days, query) -> {
            if (days.contains(FIRST.plusDays(9))) {
                throw new LogAnalyticsException(Reason.PARTIAL_RESULT, "E_QUERY_RESULT_SET_TOO_LARGE");
            }
        };
        LogAnalyticsException failure = failure(service, DEFAULTS, days(20));
        assertThat(failure).hasMessage("day 2026-01-10: E_QUERY_RESULT_SET_TOO_LARGE");
        assertThat(failure.reason()).isEqualTo(Reason.PARTIAL_RESULT);
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED, 429", "SERVICE_FAILED, 500", "SERVICE_FAILED, 503", "TIMED_OUT, 408", "CONNECTION_LOST, 0"})
    void fetch_afterPassingFailures_asksAgainLaterAndLater(Reason reason, int status) throws IOException {
        DayRange range = days(3);
        ActorDayService service = ActorDayService.random(6, range);
        service.trouble = (days, query) -> {
            if (query <= 8) {
                throw ActorDayService.failure(reason, status);
            }
        };
        FetchedFeatures fetched = source(service, DEFAULTS).fetch(range);
        assertThat(csv(fetched.table())).isEqualTo(expected(service, range));
        assertThat(timing.waits()).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(fetched.report().retries()).isEqualTo(8);
        assertThat(fetched.report().queries()).isEqualTo(9);
        assertThat(told.get(0)).isEqualTo("retrying 2026-01-01 " + reason + " 1");
    }

    @Test
    void fetch_whenTheServiceSaysHowLong_waitsSoLong() throws IOException {
        ActorDayService service = ActorDayService.random(7, days(1));
        service.trouble = (days, query) -> {
            if (query == 1) {
                throw new LogAnalyticsException(Reason.THROTTLED, "slow down", 429, Duration.ofSeconds(37), null);
            }
        };
        source(service, DEFAULTS).fetch(days(1));
        assertThat(timing.waits()).containsExactly(Duration.ofSeconds(37));
    }

    @Test
    void fetch_whenThrottledForEver_endsAtTheDeadline() {
        ActorDayService service = new ActorDayService();
        service.trouble = (days, query) -> {
            throw ActorDayService.failure(Reason.THROTTLED, 429);
        };
        LogAnalyticsException failure = failure(service, DEFAULTS.withDeadline(Duration.ofMinutes(30)), days(7));
        assertThat(failure.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(failure)
                .hasMessageStartingWith("days 2026-01-01 to 2026-01-07: the service says no")
                .hasMessageContaining("the deadline of 30 min for the whole range leaves no time");
        assertThat(timing.waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofMinutes(30));
        assertThat(service.timeouts).allMatch(timeout -> timeout.compareTo(PatientQueries.QUERY_TIMEOUT) <= 0);
    }

    @Test
    void fetch_whenTheServiceFailsAndFails_givesUpLongBeforeTheDeadline() {
        ActorDayService service = new ActorDayService();
        service.trouble = (days, query) -> {
            throw ActorDayService.failure(Reason.SERVICE_FAILED, 500);
        };
        assertThat(failure(service, DEFAULTS, days(7)).reason()).isEqualTo(Reason.SERVICE_FAILED);
        assertThat(service.asked).hasSize(PatientQueries.MOST_TRIES);
    }

    @Test
    void fetch_whenQueriesEatTheDeadline_doesNotHalveWithoutEnd() {
        ActorDayService service = new ActorDayService();
        service.trouble = (days, query) -> {
            timing.advance(service.timeouts.get(service.timeouts.size() - 1));
            throw ActorDayService.failure(Reason.TIMED_OUT, 0);
        };
        LogAnalyticsException failure =
                failure(service, DEFAULTS.withParallelQueries(1).withDeadline(Duration.ofMinutes(15)), days(7));
        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(service.timeouts).containsExactly(Duration.ofMinutes(11), Duration.ofMinutes(4));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "QUERY_REFUSED",
                "NOT_LOGGED_IN",
                "NO_PERMISSION",
                "NO_WORKSPACE",
                "UNREACHABLE",
                "UNREADABLE_ANSWER"
            })
    void fetch_ofWhatCannotHelpItself_failsAtOnce(Reason reason) {
        ActorDayService service = new ActorDayService();
        service.trouble = (days, query) -> {
            throw ActorDayService.failure(reason, 0);
        };
        LogAnalyticsException failure = failure(service, DEFAULTS.withParallelQueries(1), days(100));
        assertThat(failure.reason()).isEqualTo(reason);
        boolean aboutDays = reason == Reason.QUERY_REFUSED || reason == Reason.UNREADABLE_ANSWER;
        assertThat(failure).hasMessage((aboutDays ? "days 2026-01-01 to 2026-01-07: " : "") + "the service says no");
        assertThat(service.asked).hasSize(1);
    }

    @Test
    void fetch_ofSeveralFailures_tellsTheOldest() {
        for (int i = 0; i < 20; i++) {
            ActorDayService service = new ActorDayService();
            CountDownLatch laterFailed = new CountDownLatch(1);
            service.trouble = (days, query) -> {
                if (days.contains(FIRST.plusDays(15))) {
                    laterFailed.countDown();
                    throw ActorDayService.failure(Reason.QUERY_REFUSED, 400);
                }
                if (days.contains(FIRST.plusDays(8))) {
                    laterFailed.await();
                    throw ActorDayService.failure(Reason.QUERY_REFUSED, 400);
                }
            };
            assertThat(failure(service, DEFAULTS, days(70))).hasMessageStartingWith("days 2026-01-08 to 2026-01-14: ");
        }
    }

    @Test
    void fetch_neverHasMoreThanFourQueriesUnderWay() throws IOException {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Phaser fourTogether = new Phaser(4);
        ActorDayService service = ActorDayService.random(8, days(16));
        service.trouble = (days, query) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            fourTogether.arriveAndAwaitAdvance();
            underWay.decrementAndGet();
        };
        FetchedFeatures fetched = source(service, DEFAULTS.withChunkDays(1)).fetch(days(16));
        assertThat(csv(fetched.table())).isEqualTo(expected(service, days(16)));
        assertThat(most).hasValue(4);
        assertThat(told.get(15)).endsWith(" 16/16");
    }

    @Test
    void fetch_leavesMachinesOutAndCountsThem() throws IOException {
        DayRange range = days(30);
        ActorDayService service = ActorDayService.random(9, range);
        long machineRows = service.actorDays.stream()
                .filter(actorDay -> range.contains(actorDay.day()))
                .filter(actorDay ->
                        actorDay.actor().equals("x[bot]") || actorDay.actor().equals("deploy_key_1"))
                .count();
        FetchReport report = source(service, DEFAULTS).fetch(range).report();
        assertThat(report.machineRows()).isEqualTo((int) machineRows).isPositive();
        assertThat(report.machineActors()).isEqualTo(2);
        assertThat(report.toLines()).anyMatch(line -> line.contains("rows of 2 machine accounts, left out"));

        FetchedFeatures all = source(service, DEFAULTS.keepingMachines()).fetch(range);
        assertThat(all.table().rowCount()).isEqualTo(report.rows() + (int) machineRows);
        FetchedFeatures onlyAnn = source(service, DEFAULTS.withMachineAccounts(actor -> !actor.equals("Ann")))
                .fetch(range);
        assertThat(onlyAnn.table().actor(0)).isEqualTo("Ann");
        assertThat(onlyAnn.report().machineActors()).isEqualTo(6);
    }

    @Test
    void fetch_ofQuietDays_namesThemOrRefusesThem() throws IOException {
        ActorDayService service = new ActorDayService();
        service.actorDays.add(new ActorDay("ann", FIRST, 1));
        service.actorDays.add(new ActorDay("x[bot]", FIRST.plusDays(1), 1));
        service.actorDays.add(new ActorDay("ann", FIRST.plusDays(2), 1));
        FetchReport report = source(service, DEFAULTS).fetch(days(4)).report();
        assertThat(report.quietDays()).containsExactly(FIRST.plusDays(1), FIRST.plusDays(3));
        assertThat(report.toLines()).contains("warning: 2 of the 4 days have no rows: 2026-01-02, 2026-01-04");

        LogAnalyticsException failure = failure(service, DEFAULTS.withRefuseQuietDays(true), days(40));
        assertThat(failure)
                .hasMessageContaining("38 of the 40 days have no rows: 2026-01-02, 2026-01-04, ")
                .hasMessageContaining(", …");
    }

    @Test
    void fetch_ofNoDay_asksNothing() throws IOException {
        ActorDayService service = new ActorDayService();
        FetchedFeatures fetched = source(service, DEFAULTS).fetch(days(0));
        assertThat(fetched.table().rowCount()).isZero();
        assertThat(fetched.table().schema()).isEqualTo(GitHubAuditFeatures.SCHEMA);
        assertThat(service.asked).isEmpty();
    }

    private LogAnalyticsException unexpected(List<Column> columns, Object[]... rows) {
        LogAnalyticsException failure =
                failure((kql, interval, timeout) -> QueryTable.of(columns, List.of(rows)), DEFAULTS, days(2));
        assertThat(failure.reason()).isEqualTo(Reason.UNEXPECTED_RESULT);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor", "day", "is_weekend", "git_clone", "outlier_time_count"})
    void fetch_withoutAColumn_namesIt(String name) {
        List<Column> columns = new ArrayList<>(ActorDayService.columns());
        columns.removeIf(column -> column.name().equals(name));
        assertThat(unexpected(columns)).hasMessageContaining("the column '" + name + "' is missing");
    }

    @Test
    void fetch_ofRowsThatCannotBe_refusesThem() {
        List<Column> columns = ActorDayService.columns();
        Object[] good = ActorDayService.row(new ActorDay("ann", FIRST, 1));
        assertThat(unexpected(columns, good, good.clone())).hasMessageContaining("two rows on 2026-01-01");
        Object[] other = ActorDayService.row(new ActorDay("ann", FIRST.plusDays(2), 1));
        assertThat(unexpected(columns, other)).hasMessageContaining("is of the day 2026-01-03");
        Object[] noon = good.clone();
        noon[0] = java.time.Instant.parse("2026-01-01T12:00:00Z");
        assertThat(unexpected(columns, noon)).hasMessageContaining("beginning of a UTC day");
        Object[] negative = good.clone();
        negative[5] = -1L;
        assertThat(unexpected(columns, negative)).hasMessageContaining("expected a count, found -1.0");
        Object[] missing = good.clone();
        missing[5] = null;
        assertThat(unexpected(columns, missing)).hasMessageContaining("found no number");
        Object[] weekend = good.clone();
        weekend[2] = 2L;
        assertThat(unexpected(columns, weekend)).hasMessageContaining("expected 0 or 1");
        List<Column> text = new ArrayList<>(columns);
        text.set(5, new Column(columns.get(5).name(), ColumnType.STRING));
        Object[] words = good.clone();
        words[5] = "many";
        assertThat(unexpected(text, words))
                .hasMessageContaining("expected a number")
                .message()
                .doesNotContain("many");
    }

    @Test
    void fetch_ofDaysAsText_andRowsOfNobody_isUnderstood() throws IOException {
        List<Column> columns = new ArrayList<>(ActorDayService.columns());
        columns.set(0, new Column("day", ColumnType.STRING));
        Object[] ann = ActorDayService.row(new ActorDay("ann", FIRST, 1));
        ann[0] = "2026-01-02";
        Object[] nobody = ann.clone();
        nobody[nobody.length - 1] = null;
        FetchedFeatures fetched = source(
                        (kql, interval, timeout) -> QueryTable.of(columns, List.of(ann, nobody)), DEFAULTS)
                .fetch(days(2));
        assertThat(fetched.table().day(0)).isEqualTo("2026-01-02");
        assertThat(fetched.table().rowCount()).isEqualTo(1);
        assertThat(fetched.report().rowsWithoutActor()).isEqualTo(1);
    }

    @Test
    void fetch_whenCancelled_stopsAndLeavesNoThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(4);
        ActorDayService service = new ActorDayService();
        service.trouble = (days, query) -> {
            asked.countDown();
            new CountDownLatch(1).await();
        };
        LogAnalyticsFeatureSource source = source(service, DEFAULTS);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Path file = folder.resolve("base.csv");
        Thread thread = new Thread(() -> {
            try {
                source.writeCsv(days(100), file);
            } catch (IOException | RuntimeException e) {
                thrown.set(e);
            }
        });
        thread.start();
        asked.await();
        source.cancel();
        thread.join();

        assertThat(thrown.get()).isInstanceOfSatisfying(LogAnalyticsException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.CANCELLED));
        assertThat(service.asked).hasSize(4);
        assertThat(file).doesNotExist();
        for (Thread other : Thread.getAllStackTraces().keySet()) {
            if (other.getName().equals("ueba-log-analytics-fetch")) {
                other.join(); // a thread that does not end keeps the test from ending
            }
        }
    }

    @Test
    void fetch_whenInterrupted_stopsAndKeepsTheMark() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ActorDayService service = new ActorDayService();
        service.trouble = (days, query) -> {
            asked.countDown();
            new CountDownLatch(1).await();
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> marked = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                source(service, DEFAULTS).fetch(days(100));
            } catch (LogAnalyticsException | RuntimeException e) {
                thrown.set(e);
                marked.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        asked.await();
        thread.interrupt();
        thread.join();
        assertThat(thrown.get()).isInstanceOfSatisfying(LogAnalyticsException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.CANCELLED));
        assertThat(marked.get()).isTrue();
    }

    @Test
    void writeCsv_writesWhatReadsBack_andKeepsTheOldFileOnFailure() throws IOException {
        DayRange range = days(10);
        ActorDayService service = ActorDayService.random(10, range);
        source(service, DEFAULTS).writeCsv(range, folder);
        Path file = folder.resolve("v3-ml-features-20260110.csv");
        FeatureTable read = FeatureCsv.read(file, FeatureCsvOptions.forGitHubAudit());
        assertThat(csv(read)).isEqualTo(expected(service, range));

        byte[] before = Files.readAllBytes(file);
        service.trouble = (days, query) -> {
            if (days.contains(FIRST.plusDays(9))) {
                throw ActorDayService.failure(Reason.QUERY_REFUSED, 400);
            }
        };
        assertThat(catchThrowableOfType(LogAnalyticsException.class, () -> source(service, DEFAULTS)
                        .writeCsv(range, file)))
                .isNotNull();
        assertThat(file).hasBinaryContent(before);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void query_hasTypedLiteralsOnly() {
        assertThat(LogAnalyticsFeatureSource.query(DayRange.of(FIRST), days(7)))
                .isEqualTo("fGHAuditMLFeatures(datetime(2026-01-01T00:00:00.0000000Z),"
                        + " datetime(2026-01-02T00:00:00.0000000Z), 0d, datetime(2026-01-01T00:00:00.0000000Z),"
                        + " datetime(2026-01-08T00:00:00.0000000Z), true)");
    }
}
