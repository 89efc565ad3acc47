package dev.ueba.logs.github;

import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogPlace;
import dev.ueba.logs.UnreadableRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts while it is read; becomes {@link GitHubLogCounts}. Not thread-safe. */
final class LogTally {

    private static final long MILLIS_PER_HOUR = 3_600_000L;

    int files;
    long read;
    long used;
    long duplicates;
    long differing;
    long unchecked;
    long withoutTime;
    long withoutActor;
    long machineLeftOut;
    long withoutIp;
    long withoutAction;
    private long unreadable;
    private final int reportedPlaces;
    private final List<UnreadableRecord> places = new ArrayList<>();
    private final Map<String, Long> machines = new HashMap<>();
    private final Map<String, Long> undocumented = new HashMap<>();
    private final Map<Integer, long[]> hours = new TreeMap<>();
    private int lastDay = Integer.MIN_VALUE;
    private long[] lastHours = new long[0];

    LogTally(int reportedPlaces) {
        this.reportedPlaces = reportedPlaces;
    }

    LogTally emptyCopy() {
        return new LogTally(reportedPlaces);
    }

    void unreadable(String file, long line, String reason) {
        unreadable++;
        places.add(new UnreadableRecord(new LogPlace(file, line, 0), reason));
        if (places.size() > 2 * reportedPlaces + 1024) {
            keepFirstPlaces();
        }
    }

    private void keepFirstPlaces() {
        places.sort(Comparator.comparing(UnreadableRecord::place).thenComparing(UnreadableRecord::reason));
        if (places.size() > reportedPlaces) {
            places.subList(reportedPlaces, places.size()).clear();
        }
    }

    void machine(String actor, long events) {
        machines.merge(actor, events, Long::sum);
    }

    void undocumented(String action, long events) {
        undocumented.merge(action, events, Long::sum);
    }

    /** Takes note of an event's day and hour. */
    void at(int epochDay, long localMillis) {
        if (epochDay != lastDay) {
            lastHours = hours.computeIfAbsent(epochDay, day -> new long[DayVolume.HOURS]);
            lastDay = epochDay;
        }
        lastHours[(int) (Math.floorMod(localMillis, EventTimes.MILLIS_PER_DAY) / MILLIS_PER_HOUR)]++;
    }

    void addAll(LogTally other) {
        files += other.files;
        read += other.read;
        used += other.used;
        duplicates += other.duplicates;
        differing += other.differing;
        unchecked += other.unchecked;
        withoutTime += other.withoutTime;
        withoutActor += other.withoutActor;
        machineLeftOut += other.machineLeftOut;
        withoutIp += other.withoutIp;
        withoutAction += other.withoutAction;
        unreadable += other.unreadable;
        places.addAll(other.places);
        other.machines.forEach(this::machine);
        other.undocumented.forEach(this::undocumented);
        other.hours.forEach((day, counts) -> {
            long[] own = hours.computeIfAbsent(day, d -> new long[DayVolume.HOURS]);
            Arrays.setAll(own, hour -> own[hour] + counts[hour]);
        });
    }

    GitHubLogCounts toCounts() {
        keepFirstPlaces();
        Map<String, Long> sortedMachines = new TreeMap<>(LogFiles.TEXT_ORDER);
        sortedMachines.putAll(machines);
        Map<String, Long> byFrequency = new LinkedHashMap<>();
        undocumented.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(LogFiles.TEXT_ORDER)))
                .forEach(entry -> byFrequency.put(entry.getKey(), entry.getValue()));
        List<DayVolume> volumes = hours.entrySet().stream()
                .map(entry -> new DayVolume(
                        LocalDate.ofEpochDay(entry.getKey()),
                        Arrays.stream(entry.getValue()).boxed().toList()))
                .toList();
        return new GitHubLogCounts(
                files,
                read,
                used,
                duplicates,
                differing,
                unchecked,
                withoutTime,
                withoutActor,
                machineLeftOut,
                withoutIp,
                withoutAction,
                unreadable,
                places,
                sortedMachines,
                byFrequency,
                volumes);
    }
}
