package dev.ueba.logs.github;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.GitHubAuditFeatures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The extended features: repositories that are new to an actor, and repositories that are read or written a lot. */
final class ExtendedFeatures {

    static final List<String> NAMES = List.of(
            "git_push",
            "unique_repos_first_accessed",
            "new_repo_git_clone",
            "new_repo_git_push",
            "new_repo_download",
            "new_repo_workflow_run",
            "active_read_repos_accessed",
            "active_write_repos_written",
            "active_read_repos_written");

    private static final int LOOK_BACK_DAYS = 800;
    private static final long FOURTEEN_DAYS = 14 * EventTimes.MILLIS_PER_DAY;

    /** An actor's use of a repository. */
    private static final class Use {
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long clones;
        private long pushes;
    }

    /** All actors' use of a repository. */
    private static final class Total {
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long clones;
        private long pushes;
        private int actors;

        void add(Use use) {
            first = Math.min(first, use.first);
            last = Math.max(last, use.last);
            clones += use.clones;
            pushes += use.pushes;
            actors++;
        }

        double perDay(long count) {
            long wholeDays = (last - first) / EventTimes.MILLIS_PER_DAY;
            return wholeDays == 0 ? 0 : (double) count / wholeDays;
        }
    }

    private final EventLog log;
    private final ActorDays days;
    private final LocalTimes times;
    private final int firstDay;
    private final int endDay;

    ExtendedFeatures(EventLog log, ActorDays days, ZoneId zone, DayRange range) {
        this.log = log;
        this.days = days;
        this.times = new LocalTimes(zone);
        this.firstDay = Math.toIntExact(range.from().toEpochDay());
        this.endDay = Math.toIntExact(range.to().toEpochDay());
    }

    /** Fills the columns behind those of the base features. */
    void fill(ActorDayTable table) {
        Map<Long, Use> uses = uses();
        int repositories = days.repositories.size();
        Total[] totals = new Total[repositories];
        uses.forEach((pair, use) -> {
            int repository = pair.intValue();
            if (totals[repository] == null) {
                totals[repository] = new Total();
            }
            totals[repository].add(use);
        });
        boolean[] read = new boolean[repositories];
        boolean[] written = new boolean[repositories];
        findActive(totals, read, written);
        write(table, uses, read, written);
    }

    private static long pair(int actor, int repository) {
        return ((long) actor << 32) | repository;
    }

    private Map<Long, Use> uses() {
        Map<Long, Use> uses = new HashMap<>();
        log.forEach((time, actor, repository, kind) -> {
            int day = LocalTimes.epochDay(times.local(time));
            if (repository < 0 || day >= endDay || day < endDay - LOOK_BACK_DAYS) {
                return;
            }
            Use use = uses.computeIfAbsent(pair(actor, repository), key -> new Use());
            use.first = Math.min(use.first, time);
            use.last = Math.max(use.last, time);
            use.clones += kind == EventLog.CLONE ? 1 : 0;
            use.pushes += kind == EventLog.PUSH ? 1 : 0;
        });
        return uses;
    }

    private void findActive(Total[] totals, boolean[] read, boolean[] written) {
        // In the order of names, so that sums do not depend on which repository was read first.
        int[] used = Arrays.stream(ActorDays.sorted(days.repositories))
                .filter(repository -> totals[repository] != null)
                .toArray();
        double[] clones = new double[used.length];
        double[] pushes = new double[used.length];
        for (int i = 0; i < used.length; i++) {
            Total total = totals[used[i]];
            clones[i] = (double) total.clones / total.actors;
            pushes[i] = (double) total.pushes / total.actors;
        }
        double manyClones = meanPlusTwoDeviations(clones);
        double manyPushes = meanPlusTwoDeviations(pushes);
        for (int repository : used) {
            Total total = totals[repository];
            read[repository] = total.perDay(total.clones) >= manyClones;
            written[repository] = total.perDay(total.pushes) >= manyPushes;
        }
    }

    /** A single value has no deviation; 0 is taken. */
    private static double meanPlusTwoDeviations(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return values.length < 2 ? mean : mean + 2 * Math.sqrt(squares / (values.length - 1));
    }

    private void write(ActorDayTable table, Map<Long, Use> uses, boolean[] read, boolean[] written) {
        int base = GitHubAuditFeatures.SCHEMA.featureCount();
        double[][] columns = new double[NAMES.size()][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = table.column(base + i);
        }
        Set<Long> firstAccesses = new HashSet<>();
        log.forEach((time, actor, repository, kind) -> {
            int day = LocalTimes.epochDay(times.local(time));
            if (day < firstDay || day >= endDay) {
                return;
            }
            int row = table.rowOf(actor, day);
            columns[0][row] += kind == EventLog.PUSH ? 1 : 0;
            if (repository < 0) {
                return;
            }
            Use use = uses.get(pair(actor, repository));
            if (use != null && time < use.first + FOURTEEN_DAYS) {
                if (firstAccesses.add(((long) row << 32) | repository)) {
                    columns[1][row]++;
                }
                if (kind != EventLog.OTHER) {
                    // clone, push, download, workflow run: in this order in columns and kinds
                    columns[1 + kind][row]++;
                }
            }
            columns[6][row] += read[repository] ? 1 : 0;
            columns[7][row] += written[repository] ? 1 : 0;
            columns[8][row] += read[repository] && kind == EventLog.PUSH ? 1 : 0;
        });
    }

    /** Returns what leavers did in the range, by day and actor. */
    List<LeaverActions> leaverActions() {
        long[] leavingTimes = log.leavingTimes();
        long[] leftOfActor = new long[days.actors.size()];
        Arrays.fill(leftOfActor, EventTimes.NONE);
        for (int subject = 0; subject < leavingTimes.length; subject++) {
            int actor = days.actors.find(log.subjects, subject);
            if (actor >= 0) {
                leftOfActor[actor] = leavingTimes[subject];
            }
        }
        Map<Long, Long> counts = new HashMap<>();
        log.forEach((time, actor, repository, kind) -> {
            long left = leftOfActor[actor];
            int day = LocalTimes.epochDay(times.local(time));
            boolean wanted = day >= firstDay && day < endDay;
            if (wanted && left != EventTimes.NONE && time < left && time >= left - FOURTEEN_DAYS) {
                counts.merge(((long) day << 32) | actor, 1L, Long::sum);
            }
        });
        return counts.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Long, Long> entry) -> (int) (entry.getKey() >> 32))
                        .thenComparing((a, b) -> days.actors.compare(
                                a.getKey().intValue(), b.getKey().intValue())))
                .map(entry -> new LeaverActions(
                        days.actors.text(entry.getKey().intValue()),
                        LocalDate.ofEpochDay(entry.getKey() >> 32),
                        entry.getValue(),
                        Instant.ofEpochMilli(leftOfActor[entry.getKey().intValue()])))
                .toList();
    }
}
