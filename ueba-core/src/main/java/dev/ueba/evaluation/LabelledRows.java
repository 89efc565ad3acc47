package dev.ueba.evaluation;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels and the scored rows they belong to. */
final class LabelledRows {

    private record ActorDay(String actor, int epochDay) {}

    private record ActorScenario(String actor, String scenario) {}

    private final boolean[] positive;
    private final SortedMap<String, boolean[]> positiveByScenario = new TreeMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private final List<AttackLabel> unmatched = new ArrayList<>();
    private final int matched;
    private final int earlier;

    /**
     * Finds the rows.
     *
     * @param labels any; the same one twice counts once
     * @param rows positions of the scored rows in the table, ascending
     */
    LabelledRows(FeatureTable base, int[] rows, DayRange scored, List<AttackLabel> labels) {
        Map<ActorDay, List<Integer>> byActorDay = new HashMap<>();
        for (int position = 0; position < rows.length; position++) {
            ActorDay key = new ActorDay(base.actor(rows[position]), base.epochDay(rows[position]));
            byActorDay.computeIfAbsent(key, day -> new ArrayList<>(1)).add(position);
        }
        positive = new boolean[rows.length];
        SortedMap<Integer, Map<ActorScenario, List<Integer>>> byDay = new TreeMap<>();
        Set<AttackLabel> distinct = new HashSet<>();
        int found = 0;
        int before = 0;
        for (AttackLabel label : labels) {
            if (!distinct.add(label)) {
                continue;
            }
            if (label.day().isBefore(scored.from())) {
                before++;
                continue;
            }
            int epochDay = Math.toIntExact(label.day().toEpochDay());
            List<Integer> own = byActorDay.getOrDefault(new ActorDay(label.actor(), epochDay), List.of());
            if (own.isEmpty()) {
                unmatched.add(label);
                continue;
            }
            found++;
            boolean[] ofScenario =
                    positiveByScenario.computeIfAbsent(label.scenario(), name -> new boolean[rows.length]);
            for (int position : own) {
                positive[position] = true;
                ofScenario[position] = true;
            }
            byDay.computeIfAbsent(epochDay, day -> new HashMap<>())
                    .put(new ActorScenario(label.actor(), label.scenario()), own);
        }
        matched = found;
        earlier = before;
        addIncidents(byDay);
    }

    private void addIncidents(SortedMap<Integer, Map<ActorScenario, List<Integer>>> byDay) {
        byDay.forEach((day, labels) -> labels.forEach((key, rows) -> {
            if (byDay.getOrDefault(day - 1, Map.of()).containsKey(key)) {
                return;
            }
            List<List<Integer>> days = new ArrayList<>();
            int next = day;
            List<Integer> own = rows;
            while (!own.isEmpty()) {
                days.add(List.copyOf(own));
                next++;
                own = byDay.getOrDefault(next, Map.of()).getOrDefault(key, List.of());
            }
            incidents.add(new Incident(key.actor(), key.scenario(), day, days));
        }));
        incidents.sort(Comparator.comparingInt(Incident::firstDay)
                .thenComparing(Incident::actor)
                .thenComparing(Incident::scenario));
    }

    /** Returns per scored row whether it is labelled. */
    boolean[] positive() {
        return positive;
    }

    /** Returns per scenario, and there per scored row, whether it is labelled so. */
    SortedMap<String, boolean[]> positiveByScenario() {
        return positiveByScenario;
    }

    /** Returns the incidents by day, actor and scenario. */
    List<Incident> incidents() {
        return incidents;
    }

    /** Returns the distinct labels of scored days or later ones that have no row. */
    List<AttackLabel> unmatched() {
        return unmatched;
    }

    /** Returns the number of distinct labels that have a scored row. */
    int matched() {
        return matched;
    }

    /** Returns the number of distinct labels of days before the first scored one. */
    int earlier() {
        return earlier;
    }
}
