package dev.ueba.explain;

import dev.ueba.feature.FeatureTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks for patterns in the days of one actor: a day and those before it, never a later one.
 *
 * <p>Immutable and safe to share between threads; keeps the table and one number per row. A search reads the actor's rows.
 *
 * <pre>{@code
 * PatternSearch search = PatternSearch.of(base, AttackPatterns.defaults());
 * for (PatternMatch match : search.matches("mallory", LocalDate.parse("2026-03-22"))) {
 *     System.out.println(match.text());
 * }
 * }</pre>
 */
public final class PatternSearch {

    private final FeatureTable base;
    private final AttackPatterns patterns;
    private final Map<String, List<Integer>> rowsOf = new HashMap<>();

    private PatternSearch(FeatureTable base, AttackPatterns patterns) {
        this.base = base;
        this.patterns = patterns;
        for (int row = 0; row < base.rowCount(); row++) {
            if (base.actorIndex(row) >= 0) {
                rowsOf.computeIfAbsent(base.actor(row), unused -> new ArrayList<>())
                        .add(row);
            }
        }
        rowsOf.values().forEach(rows -> rows.sort(Comparator.comparingInt(base::epochDay)));
    }

    /**
     * Returns a search over a table.
     *
     * @param base base features, rows in any order
     * @param patterns what to look for; patterns of features that the table does not have are never found
     * @return the search
     */
    public static PatternSearch of(FeatureTable base, AttackPatterns patterns) {
        return new PatternSearch(Objects.requireNonNull(base, "base"), Objects.requireNonNull(patterns, "patterns"));
    }

    /**
     * Returns the patterns that an actor completed on a day.
     *
     * @param actor exact name
     * @param day the day of the last step
     * @return in the order of the table; empty for unknown actors and days without rows
     */
    public List<PatternMatch> matches(String actor, LocalDate day) {
        List<Integer> rows = rowsOf.getOrDefault(actor, List.of());
        int last = Math.toIntExact(day.toEpochDay());
        if (rows.stream().noneMatch(row -> base.epochDay(row) == last)) {
            return List.of();
        }
        List<PatternMatch> found = new ArrayList<>();
        for (AttackPattern pattern : patterns.patterns()) {
            new Window(pattern, rows, last).match().ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    /** The days of one actor that a pattern may take, the last one included. */
    private final class Window {

        private final AttackPattern pattern;
        private final List<Integer> rows;
        private final List<Integer> before;
        private final int first;
        private final int last;

        Window(AttackPattern pattern, List<Integer> rows, int last) {
            this.pattern = pattern;
            this.first = last - pattern.windowDays() + 1;
            this.last = last;
            this.rows = rows.stream()
                    .filter(row -> base.epochDay(row) >= first && base.epochDay(row) <= last)
                    .toList();
            this.before =
                    rows.stream().filter(row -> base.epochDay(row) < first).toList();
        }

        Optional<PatternMatch> match() {
            if (pattern.then().isEmpty()) {
                return several();
            }
            List<PatternCell> then = metOn(last, pattern.then().get());
            if (then.isEmpty()) {
                return Optional.empty();
            }
            // The latest earlier day, where the order is known; else the same day.
            for (int day = last - 1; day >= first; day--) {
                List<PatternCell> before = metOn(day, pattern.first());
                if (!before.isEmpty()) {
                    return Optional.of(match(before, then, true));
                }
            }
            List<PatternCell> sameDay = metOn(last, pattern.first());
            return sameDay.isEmpty() ? Optional.empty() : Optional.of(match(sameDay, then, false));
        }

        private PatternMatch match(List<PatternCell> before, List<PatternCell> then, boolean isOrderKnown) {
            List<PatternCell> steps = new ArrayList<>(before);
            then.stream().filter(cell -> !steps.contains(cell)).forEach(steps::add);
            return new PatternMatch(pattern, steps, shown(steps), isOrderKnown);
        }

        /** Several alternatives on any days, one of them on the last. */
        private Optional<PatternMatch> several() {
            int met = 0;
            boolean onLast = false;
            List<PatternCell> steps = new ArrayList<>();
            for (List<FeatureCondition> alternative : pattern.first().alternatives()) {
                List<PatternCell> cells = List.of();
                for (int day = last; day >= first && cells.isEmpty(); day--) {
                    cells = metOn(day, alternative);
                    onLast |= day == last && !cells.isEmpty();
                }
                met += cells.isEmpty() ? 0 : 1;
                cells.stream().filter(cell -> !steps.contains(cell)).forEach(steps::add);
            }
            if (met < pattern.first().least() || !onLast) {
                return Optional.empty();
            }
            steps.sort(Comparator.comparing(PatternCell::day));
            // One thing has no order to doubt.
            return Optional.of(new PatternMatch(pattern, steps, shown(steps), true));
        }

        /** Returns the counts of all alternatives that a day meets. */
        private List<PatternCell> metOn(int day, PatternStep step) {
            List<PatternCell> cells = new ArrayList<>();
            for (List<FeatureCondition> alternative : step.alternatives()) {
                metOn(day, alternative).stream()
                        .filter(cell -> !cells.contains(cell))
                        .forEach(cells::add);
            }
            return cells;
        }

        private List<PatternCell> metOn(int day, List<FeatureCondition> alternative) {
            for (int row : rows) {
                if (base.epochDay(row) == day) {
                    List<PatternCell> cells = metBy(row, alternative);
                    if (!cells.isEmpty()) {
                        return cells;
                    }
                }
            }
            return List.of();
        }

        private List<PatternCell> metBy(int row, List<FeatureCondition> conditions) {
            List<PatternCell> cells = new ArrayList<>();
            for (FeatureCondition condition : conditions) {
                if (!base.schema().hasFeature(condition.feature())) {
                    return List.of();
                }
                int column = base.schema().featureIndex(condition.feature());
                double value = base.value(row, column);
                if (!(value >= condition.least())) {
                    return List.of();
                }
                PatternCell cell = cell(row, column);
                if (!condition.isMetBy(value, cell.usual(), maxBefore(column))) {
                    return List.of();
                }
                cells.add(cell);
            }
            return cells;
        }

        private PatternCell cell(int ofRow, int column) {
            double sum = 0.0;
            int count = 0;
            for (int row : before) {
                double value = base.value(row, column);
                if (!Double.isNaN(value)) {
                    sum += value;
                    count++;
                }
            }
            return new PatternCell(
                    base.day(ofRow),
                    base.schema().features().get(column),
                    base.value(ofRow, column),
                    count == 0 ? Double.NaN : sum / count);
        }

        private double maxBefore(int column) {
            double max = Double.NaN;
            for (int row : before) {
                double value = base.value(row, column);
                if (!(value <= max) && !Double.isNaN(value)) {
                    max = value;
                }
            }
            return max;
        }

        private List<PatternCell> shown(List<PatternCell> steps) {
            List<PatternCell> cells = new ArrayList<>();
            for (int row : rows) {
                boolean matched = steps.stream().anyMatch(step -> step.day().equals(base.day(row)));
                for (String feature : pattern.shown()) {
                    if (matched && base.schema().hasFeature(feature)) {
                        PatternCell cell = cell(row, base.schema().featureIndex(feature));
                        if (!Double.isNaN(cell.value()) && !steps.contains(cell)) {
                            cells.add(cell);
                        }
                    }
                }
            }
            return cells;
        }
    }
}
