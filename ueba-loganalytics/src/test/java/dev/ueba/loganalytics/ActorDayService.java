package dev.ueba.loganalytics;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.GitHubAuditFeatures;
import dev.ueba.loganalytics.LogAnalyticsException.Reason;
import dev.ueba.loganalytics.QueryTable.Column;
import dev.ueba.loganalytics.QueryTable.ColumnType;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

/** A workspace in memory: knows actor-days, answers queries of base features, and fails on demand. */
final class ActorDayService implements LogsQueryExecutor {

    record ActorDay(String actor, LocalDate day, long seed) {}

    /** Throws, or does not, before days are answered for. */
    @FunctionalInterface
    interface Trouble {
        void with(DayRange days, int query) throws LogAnalyticsException, InterruptedException;
    }

    final List<ActorDay> actorDays = new ArrayList<>();
    final List<DayRange> asked = new CopyOnWriteArrayList<>();
    final List<Duration> timeouts = new CopyOnWriteArrayList<>();
    volatile Trouble trouble = (days, query) -> {};

    /** Returns a service with about three actors a day, from a seed. */
    static ActorDayService random(long seed, DayRange range) {
        SplittableRandom random = new SplittableRandom(seed);
        ActorDayService service = new ActorDayService();
        String[] names = {"zoe", "Ann", "x[bot]", "𝕏-astral", "\uffee-plane", "ben", "deploy_key_1"};
        for (LocalDate day = range.from().minusDays(3); day.isBefore(range.to().plusDays(3)); day = day.plusDays(1)) {
            for (String name : names) {
                if (random.nextInt(5) < 2) {
                    service.actorDays.add(new ActorDay(name, day, random.nextLong()));
                }
            }
        }
        return service;
    }

    static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("day", ColumnType.DATETIME));
        columns.add(new Column("git_push", ColumnType.LONG));
        GitHubAuditFeatures.SCHEMA.features().forEach(name -> columns.add(new Column(name, ColumnType.LONG)));
        columns.add(new Column("actor", ColumnType.STRING));
        return columns;
    }

    static Object[] row(ActorDay actorDay) {
        List<Column> columns = columns();
        SplittableRandom values = new SplittableRandom(actorDay.seed());
        Object[] cells = new Object[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (long) values.nextInt(columns.get(i).name().equals("is_weekend") ? 2 : 100);
        }
        cells[0] = actorDay.day().atStartOfDay(ZoneOffset.UTC).toInstant();
        cells[cells.length - 1] = actorDay.actor();
        return cells;
    }

    @Override
    public QueryTable run(String kql, QueryInterval interval, Duration timeout)
            throws LogAnalyticsException, InterruptedException {
        if (!interval.equals(QueryInterval.unbounded())) {
            throw new AssertionError("the interval cuts what functions look back on");
        }
        DayRange days = daysOf(kql);
        int query;
        synchronized (this) {
            asked.add(days);
            timeouts.add(timeout);
            query = asked.size();
        }
        trouble.with(days, query);
        List<Object[]> rows = new ArrayList<>();
        for (ActorDay actorDay : actorDays) {
            if (days.contains(actorDay.day())) {
                rows.add(row(actorDay));
            }
        }
        return QueryTable.of(columns(), rows);
    }

    static DayRange daysOf(String kql) {
        String[] parts = kql.split("datetime\\(");
        return new DayRange(LocalDate.parse(parts[1].substring(0, 10)), LocalDate.parse(parts[2].substring(0, 10)));
    }

    static LogAnalyticsException failure(Reason reason, int status) {
        return new LogAnalyticsException(reason, "the service says no", status, null, null);
    }
}
