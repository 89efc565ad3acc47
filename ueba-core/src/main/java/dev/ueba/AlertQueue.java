package dev.ueba;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private static final Comparator<ActorAndReason> BY_NAME =
            Comparator.comparing(ActorAndReason::actor).thenComparing(ActorAndReason::reason);

    /** No risk comes near. */
    private static final double LARGEST_RISK = 1e6;

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

    /** Returns which of the candidates, all of one day, become alerts: their rows, the first in line first. */
    int[] select(int day, List<Candidate> candidates) {
        // What is older has no effect any more; without this the memory would grow with the days.
        earlier.values().removeIf(last -> day - last.day() > budget.coolDownDays());
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(RISKIEST_FIRST);
        boolean average = budget.averageDays() > 0;
        int most = budget.mostAlertsOfADay();
        List<Candidate> chosen = new ArrayList<>();
        int[] left = {most, budget.mostMachineAlertsOfADay()};
        int mostSensitive = (budget.alertsPerDay() + 1) / 2;
        for (Candidate candidate : sorted) {
            if (candidate.newAndSensitive() && chosen.size() < mostSensitive) {
                choose(candidate, day, left, chosen);
            }
        }
        double cut = average ? cut() : Double.NEGATIVE_INFINITY;
        int first = chosen.size();
        for (Candidate candidate : sorted) {
            boolean risky = candidate.risk() >= budget.leastRisk() && candidate.risk() > cut;
            if (risky && !chosen.subList(0, first).contains(candidate)) {
                choose(candidate, day, left, chosen);
            }
        }
        if (average) {
            remember(sorted, most);
        }
        return chosen.stream().mapToInt(Candidate::row).toArray();
    }

    private void choose(Candidate candidate, int day, int[] left, List<Candidate> chosen) {
        boolean machine = candidate.actorClass() == ActorClass.MACHINE;
        if (left[0] == 0 || (machine && left[1] == 0)) {
            return;
        }
        ActorAndReason key = new ActorAndReason(candidate.actor(), candidate.reason());
        Earlier last = earlier.get(key);
        boolean repeated = last != null
                && day - last.day() <= budget.coolDownDays()
                && candidate.risk() <= last.risk() + budget.coolDownBits();
        if (repeated) {
            return;
        }
        earlier.put(key, new Earlier(day, candidate.risk()));
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

    private void remember(List<Candidate> sorted, int most) {
        pastRisks.add(sorted.stream().limit(most).mapToDouble(Candidate::risk).toArray());
        if (pastRisks.size() > budget.averageDays()) {
            pastRisks.remove();
        }
    }

    void write(BinaryWriter out) {
        out.writeInt(earlier.size());
        Map<ActorAndReason, Earlier> sorted = new TreeMap<>(BY_NAME);
        sorted.putAll(earlier);
        sorted.forEach((key, last) -> {
            out.writeText(key.actor());
            out.writeText(key.reason());
            out.writeInt(last.day());
            out.writeDouble(last.risk());
        });
        out.writeInt(pastRisks.size());
        for (double[] risks : pastRisks) {
            out.writeInt(risks.length);
            out.writeDoubles(risks, risks.length);
        }
    }

    /** Reads what {@link #write} wrote into an empty queue; no day may be outside of {@code days}. */
    void read(BinaryReader in, StoredDays days) throws ModelFormatException {
        int count = in.readCount("alerts in their cool-down", 3 * Integer.BYTES + Double.BYTES);
        for (int i = 0; i < count; i++) {
            ActorAndReason key =
                    new ActorAndReason(in.readText("the actor of an alert"), in.readText("the reason of an alert"));
            Earlier last = new Earlier(days.read(in, "the day of an alert"), risk(in));
            if (earlier.put(key, last) != null) {
                throw in.broken("an alert is remembered twice");
            }
        }
        int pastDays = in.readInt("the days of the average budget", 0, budget.averageDays());
        for (int i = 0; i < pastDays; i++) {
            int length = in.readCount("risks of a day", Double.BYTES);
            if (length > budget.mostAlertsOfADay()) {
                throw in.broken("a day has " + length + " risks, but the budget looks at no more than "
                        + budget.mostAlertsOfADay());
            }
            double[] risks = new double[length];
            for (int place = 0; place < risks.length; place++) {
                risks[place] = risk(in);
            }
            pastRisks.add(risks);
        }
    }

    private static double risk(BinaryReader in) throws ModelFormatException {
        double risk = in.readFinite("a risk");
        if (!(risk >= 0.0 && risk <= LARGEST_RISK)) {
            throw in.broken("a risk must be from 0 to " + LARGEST_RISK + ", found " + risk);
        }
        return risk;
    }
}
