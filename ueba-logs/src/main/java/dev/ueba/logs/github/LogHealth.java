package dev.ueba.logs.github;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether raw logs look complete: a short report for every run. Days and hours are those of the zone of the features.
 *
 * @param counts what became of the events
 * @param range days looked at
 * @param quietDays days of the range without a row of features, ascending
 * @param hoursWithoutEvents hours without any event between the first and the last one of the range
 * @param longestGap the longest run of such hours, the earliest if there are several
 * @param volumeChanges days with far more or fewer events than usual, ascending
 * @param zeroFeatures features that are 0 in every row, in the order of the table; empty if there are no rows
 * @param shareWithoutIp share of the used events without an address, 0 to 1; 0 if there are no events
 */
public record LogHealth(
        GitHubLogCounts counts,
        DayRange range,
        List<LocalDate> quietDays,
        long hoursWithoutEvents,
        Optional<Gap> longestGap,
        List<VolumeChange> volumeChanges,
        List<String> zeroFeatures,
        double shareWithoutIp) {

    /**
     * Hours without events.
     *
     * @param from first hour without
     * @param hours how many, {@code >= 1}
     */
    public record Gap(LocalDateTime from, long hours) {}

    /**
     * A day with a sudden change of volume: at least five times as many events as usual, or at most a fifth, where usual is
     * the median of the other days of the range with the same weekday (at least three of them), and the larger of both
     * numbers is at least 20.
     *
     * @param day the day
     * @param events its events
     * @param usual the median of the same weekday
     */
    public record VolumeChange(LocalDate day, long events, double usual) {}

    private static final int FACTOR = 5;
    private static final int FEWEST_OTHER_DAYS = 3;
    private static final int FEWEST_EVENTS = 20;
    private static final int SHOWN = 10;
    private static final int SHOWN_ACTIONS = 20;
    private static final int DAYS_OF_WEEK = 7;

    /** A day in the far past or future must not make a list of days without end. */
    private static final int MOST_DAYS = 10_000;

    public LogHealth {
        quietDays = List.copyOf(quietDays);
        volumeChanges = List.copyOf(volumeChanges);
        zeroFeatures = List.copyOf(zeroFeatures);
    }

    /**
     * Returns the health of logs.
     *
     * @param counts what became of the events
     * @param table the features of the range
     * @param range days asked for; beyond 10,000 days, only the last ones are looked at
     * @return the report
     */
    public static LogHealth of(GitHubLogCounts counts, FeatureTable table, DayRange range) {
        DayRange seen =
                range.dayCount() <= MOST_DAYS ? range : new DayRange(range.to().minusDays(MOST_DAYS), range.to());
        List<DayVolume> volumes = counts.volumes().stream()
                .filter(volume -> seen.contains(volume.day()))
                .toList();
        List<Gap> gaps = gaps(volumes);
        Optional<Gap> longest = Optional.empty();
        for (Gap gap : gaps) {
            longest = longest.isPresent() && longest.get().hours() >= gap.hours() ? longest : Optional.of(gap);
        }
        return new LogHealth(
                counts,
                seen,
                quietDays(table, seen),
                gaps.stream().mapToLong(Gap::hours).sum(),
                longest,
                volumeChanges(volumes, seen),
                zeroFeatures(table),
                counts.used() == 0 ? 0 : (double) counts.withoutIp() / counts.used());
    }

    static List<LocalDate> quietDays(FeatureTable table, DayRange range) {
        Set<Integer> busy = new HashSet<>();
        for (int row = 0; row < table.rowCount(); row++) {
            busy.add(table.epochDay(row));
        }
        return range.from()
                .datesUntil(range.to())
                .filter(day -> !busy.contains((int) day.toEpochDay()))
                .toList();
    }

    private static List<Gap> gaps(List<DayVolume> volumes) {
        List<Gap> gaps = new ArrayList<>();
        long next = Long.MIN_VALUE;
        for (DayVolume volume : volumes) {
            for (int hour = 0; hour < DayVolume.HOURS; hour++) {
                if (volume.byHour().get(hour) == 0) {
                    continue;
                }
                long now = volume.day().toEpochDay() * DayVolume.HOURS + hour;
                if (next != Long.MIN_VALUE && now > next) {
                    gaps.add(new Gap(
                            LocalDate.ofEpochDay(Math.floorDiv(next, DayVolume.HOURS))
                                    .atTime(Math.floorMod(next, DayVolume.HOURS), 0),
                            now - next));
                }
                next = now + 1;
            }
        }
        return gaps;
    }

    private static List<VolumeChange> volumeChanges(List<DayVolume> volumes, DayRange range) {
        Map<LocalDate, Long> events = new HashMap<>();
        volumes.forEach(volume -> events.put(volume.day(), volume.events()));
        List<VolumeChange> changes = new ArrayList<>();
        for (LocalDate day = range.from(); day.isBefore(range.to()); day = day.plusDays(1)) {
            List<Long> others = new ArrayList<>();
            long back = Math.floorDiv(day.toEpochDay() - range.from().toEpochDay(), (long) DAYS_OF_WEEK);
            for (LocalDate other = day.minusWeeks(back); other.isBefore(range.to()); other = other.plusWeeks(1)) {
                if (!other.equals(day)) {
                    others.add(events.getOrDefault(other, 0L));
                }
            }
            long count = events.getOrDefault(day, 0L);
            if (others.size() >= FEWEST_OTHER_DAYS) {
                double usual = median(others);
                boolean sudden = count >= FACTOR * usual || count * FACTOR <= usual;
                if (sudden && Math.max((double) count, usual) >= FEWEST_EVENTS) {
                    changes.add(new VolumeChange(day, count, usual));
                }
            }
        }
        return changes;
    }

    private static double median(List<Long> counts) {
        Collections.sort(counts);
        int half = counts.size() / 2;
        return counts.size() % 2 == 1 ? counts.get(half) : (counts.get(half - 1) + counts.get(half)) / 2.0;
    }

    private static List<String> zeroFeatures(FeatureTable table) {
        List<String> zero = new ArrayList<>();
        for (int feature = 0; feature < table.featureCount() && table.rowCount() > 0; feature++) {
            boolean used = false;
            for (int row = 0; row < table.rowCount() && !used; row++) {
                used = table.value(row, feature) != 0;
            }
            if (!used) {
                zero.add(table.schema().features().get(feature));
            }
        }
        return zero;
    }

    static String shortened(List<?> all) {
        List<String> shown = new ArrayList<>();
        all.stream().limit(SHOWN).forEach(one -> shown.add(String.valueOf(one)));
        String text = String.join(", ", shown);
        return all.size() > SHOWN ? text + " and " + (all.size() - SHOWN) + " more" : text;
    }

    /**
     * Tells whether there is something that a person should look at: quiet days, sudden changes of volume, or records that
     * could not be read.
     *
     * @return false if the logs look complete
     */
    public boolean needsAttention() {
        return !quietDays.isEmpty() || !volumeChanges.isEmpty() || counts.unreadable() > 0 || counts.unchecked() > 0;
    }

    /**
     * Returns the report as short lines of English text.
     *
     * @return the counts first
     */
    public List<String> toLines() {
        List<String> lines = new ArrayList<>(counts.toLines());
        if (counts.used() == 0) {
            return List.copyOf(lines);
        }
        lines.add("days " + range.from() + " to " + range.last());
        if (!quietDays.isEmpty()) {
            lines.add(quietDays.size() + " days without events: " + shortened(quietDays));
        }
        longestGap.ifPresent(gap -> lines.add(hoursWithoutEvents + " hours without events; the longest gap begins at "
                + gap.from() + " and lasts " + gap.hours() + " hours"));
        if (!volumeChanges.isEmpty()) {
            lines.add(volumeChanges.size() + " days with a sudden change of volume: "
                    + shortened(volumeChanges.stream()
                            .map(change -> String.format(
                                    Locale.ROOT,
                                    "%s (%d, usually %.0f)",
                                    change.day(),
                                    change.events(),
                                    change.usual()))
                            .toList()));
        }
        if (!zeroFeatures.isEmpty()) {
            lines.add(zeroFeatures.size() + " features are 0 everywhere: " + String.join(", ", zeroFeatures));
        }
        lines.add(String.format(Locale.ROOT, "%.1f %% of the events have no IP address", 100 * shareWithoutIp));
        if (!counts.undocumentedActions().isEmpty()) {
            lines.add(counts.undocumentedActions().size() + " action names are not in GitHub's documentation:");
            counts.undocumentedActions().entrySet().stream()
                    .limit(SHOWN_ACTIONS)
                    .forEach(entry -> lines.add("  " + entry.getValue() + " " + entry.getKey()));
        }
        return List.copyOf(lines);
    }
}
