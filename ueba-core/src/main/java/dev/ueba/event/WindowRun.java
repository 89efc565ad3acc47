package dev.ueba.event;

import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.NumberKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Goes through events in order and closes one window after another. All entities have the same windows. Not thread-safe. */
final class WindowRun {

    private final EntityWindows windows;
    private final List<WindowFeature.Memory> memories = new ArrayList<>();
    private final TreeMap<String, WindowFeature.Tally[]> open = new TreeMap<>();
    private Instant start = Instant.MAX;
    private Instant end = Instant.MIN;
    private int day;

    private final Map<String, Integer> dictionary = new HashMap<>();
    private final List<String> entities = new ArrayList<>();
    private final List<Instant> starts = new ArrayList<>();
    private final List<Instant> ends = new ArrayList<>();
    private final List<Integer> days = new ArrayList<>();
    private final List<Integer> entityIndexes = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private long withoutEntity;

    WindowRun(EntityWindows windows) {
        this.windows = windows;
        for (WindowFeature feature : windows.features()) {
            memories.add(feature.begin());
        }
    }

    /** Takes the next event in order. */
    void add(SecurityEvent event) {
        String entity = windows.entity().of(event);
        if (entity == null || entity.isEmpty()) {
            withoutEntity++;
            return;
        }
        if (event.time().compareTo(start) < 0 || event.time().compareTo(end) >= 0) {
            close();
            moveTo(event);
        }
        WindowFeature.Tally[] tallies = open.get(entity);
        if (tallies == null) {
            tallies = memories.stream().map(memory -> memory.open(entity)).toArray(WindowFeature.Tally[]::new);
            open.put(entity, tallies);
        }
        for (WindowFeature.Tally tally : tallies) {
            tally.add(event);
        }
    }

    private void moveTo(SecurityEvent event) {
        try {
            LocalDate date = event.time().atZone(windows.zone()).toLocalDate();
            Instant midnight = date.atStartOfDay(windows.zone()).toInstant();
            Instant nextMidnight = date.plusDays(1).atStartOfDay(windows.zone()).toInstant();
            day = Math.toIntExact(date.toEpochDay());
            long count = Duration.between(midnight, event.time()).dividedBy(windows.size());
            start = midnight.plus(windows.size().multipliedBy(count));
            Instant full = start.plus(windows.size());
            boolean isWholeDay = windows.size().equals(Duration.ofDays(1));
            // A day of 25 hours has one window; windows of an hour end with the day at the latest.
            if (isWholeDay) {
                start = midnight;
            }
            end = isWholeDay || full.isAfter(nextMidnight) ? nextMidnight : full;
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    event.source() + ": the time " + event.time() + " is too far away for a calendar", e);
        }
    }

    private void close() {
        for (Map.Entry<String, WindowFeature.Tally[]> entry : open.entrySet()) {
            double[] row = new double[entry.getValue().length];
            for (int feature = 0; feature < row.length; feature++) {
                row[feature] = entry.getValue()[feature].value();
            }
            rows.add(row);
            starts.add(start);
            ends.add(end);
            days.add(day);
            entityIndexes.add(dictionary.computeIfAbsent(entry.getKey(), key -> {
                entities.add(key);
                return entities.size() - 1;
            }));
        }
        open.clear();
    }

    /** Closes the last window and returns all rows. */
    WindowTable finish(long lateEvents) {
        close();
        List<WindowFeature> features = windows.features();
        double[][] columns = new double[features.size()][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            for (int feature = 0; feature < columns.length; feature++) {
                columns[feature][row] = rows.get(row)[feature];
            }
        }
        for (int feature = 0; feature < columns.length; feature++) {
            if (features.get(feature) instanceof WindowFeature.Ratio ratio) {
                double[] part = columns[windows.featureNames().indexOf(ratio.part())];
                double[] whole = columns[windows.featureNames().indexOf(ratio.whole())];
                for (int row = 0; row < rows.size(); row++) {
                    columns[feature][row] = whole[row] == 0.0 ? 0.0 : part[row] / whole[row];
                }
            }
        }
        FeatureTable table = FeatureTable.ofColumns(
                FeatureSchema.ofFeatures(windows.featureNames()),
                entities.toArray(String[]::new),
                entityIndexes.stream().mapToInt(Integer::intValue).toArray(),
                days.stream().mapToInt(Integer::intValue).toArray(),
                columns,
                features.stream().map(WindowFeature::kind).toArray(NumberKind[]::new));
        return new WindowTable(windows.entityType(), table, starts, ends, withoutEntity, lateEvents);
    }
}
