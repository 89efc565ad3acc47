package dev.ueba;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses the alerts of one day after the other. Not thread-safe. */
final class AlertQueue {

    /*
     * A row that is new for its actor and of high severity comes first, but such rows take half of the budget at most: the rest goes to
     * the riskiest. All orders end with the actor and the row, so that ties do not depend on anything else.
     */

    /** A row that could be an alert. {@code newAndSensitive}: a sensitive action of high severity, new for the actor. */
    record Candidate(
            int row, String actor, ActorClass actorClass, double risk, String reason, boolean newAndSensitive) {}

    /** What the last alert of an actor and reason was. */
    private record Earlier(int day, double risk) {}

    private record ActorAndReason(String actor, String reason) {}

    private static final int MOST_OF_A_BAD_DAY = 3;

    private static final Comparator<Candidate> RISKIEST_FIRST = Comparator.comparingDouble(Candidate::risk)
            .reversed()
            .thenComparing(Candidate::actor)
            .thenComparingInt(Candidate::row);

    private final AlertBudget budget;
    private final Map<ActorAndReason, Earlier> earlier = new HashMap<>();
    private final Deque<double[]> pastRisks = new ArrayDeque<>();

    AlertQueue(AlertBudget budget) {
        this.budget = budget;
    }

    /** Returns which of the candidates, all of one day, would become alerts, the first in line first. Changes nothing. */
    List<Candidate> choose(int day, List<Candidate> candidates) {
        List<Candidate> sorted = sorted(candidates);
        Map<ActorAndReason, Earlier> today = new HashMap<>();
        boolean average = budget.averageDays() > 0;
        int most = most();
        int mostMachines = average ? MOST_OF_A_BAD_DAY * budget.machineAlertsPerDay() : budget.machineAlertsPerDay();
        List<Candidate> chosen = new ArrayList<>();
        int[] left = {most, mostMachines};
        int mostSensitive = (budget.alertsPerDay() + 1) / 2;
        for (Candidate candidate : sorted) {
            if (candidate.newAndSensitive() && chosen.size() < mostSensitive) {
                choose(candidate, day, left, today, chosen);
            }
        }
        double cut = average ? cut() : Double.NEGATIVE_INFINITY;
        int first = chosen.size();
        for (Candidate candidate : sorted) {
            boolean risky = candidate.risk() >= budget.leastRisk() && candidate.risk() > cut;
            if (risky && !chosen.subList(0, first).contains(candidate)) {
                choose(candidate, day, left, today, chosen);
            }
        }
        return chosen;
    }

    private static List<Candidate> sorted(List<Candidate> candidates) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(RISKIEST_FIRST);
        return sorted;
    }

    private int most() {
        return budget.averageDays() > 0 ? MOST_OF_A_BAD_DAY * budget.alertsPerDay() : budget.alertsPerDay();
    }

    private void choose(
            Candidate candidate, int day, int[] left, Map<ActorAndReason, Earlier> today, List<Candidate> chosen) {
        boolean machine = candidate.actorClass() == ActorClass.MACHINE;
        if (left[0] == 0 || (machine && left[1] == 0)) {
            return;
        }
        ActorAndReason key = new ActorAndReason(candidate.actor(), candidate.reason());
        Earlier last = today.containsKey(key) ? today.get(key) : earlier.get(key);
        boolean repeated = last != null
                && day - last.day() <= budget.coolDownDays()
                && candidate.risk() <= last.risk() + budget.coolDownBits();
        if (repeated) {
            return;
        }
        today.put(key, new Earlier(day, candidate.risk()));
        chosen.add(candidate);
        left[0]--;
        left[1] -= machine ? 1 : 0;
    }

    /** Returns the risk that as many rows exceeded as the budget had room for over the past days. */
    private double cut() {
        int room = budget.alertsPerDay() * pastRisks.size();
        double[] all = pastRisks.stream().flatMapToDouble(Arrays::stream).toArray();
        Arrays.sort(all);
        return all.length <= room ? Double.NEGATIVE_INFINITY : all[all.length - 1 - room];
    }

    /** Learns a day: its candidates and which of them became alerts. */
    void remember(int day, List<Candidate> candidates, List<Candidate> chosen) {
        for (Candidate candidate : chosen) {
            earlier.put(new ActorAndReason(candidate.actor(), candidate.reason()), new Earlier(day, candidate.risk()));
        }
        if (budget.averageDays() == 0) {
            return;
        }
        pastRisks.add(sorted(candidates).stream()
                .limit(most())
                .mapToDouble(Candidate::risk)
                .toArray());
        if (pastRisks.size() > budget.averageDays()) {
            pastRisks.remove();
        }
    }
}
