package dev.ueba.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long incidents went unseen that were found within the budget: days from the first day of the incident to the first day on
 * which one of its rows was looked at. 0 is the same day. What was never found is not part of it.
 *
 * <p>Immutable.
 *
 * @param incidentsFound an average, if equally strange rows lie across the limit; {@code > 0}
 * @param meanDays {@code >= 0}
 * @param medianDays the smallest number of days within which half of them were found
 * @param worstDays the most
 */
public record TimeToDetect(double incidentsFound, double meanDays, int medianDays, int worstDays) {

    /** Returns empty if nothing was found. */
    static Optional<TimeToDetect> of(List<Incident> incidents, DailyRanks ranks, int budget) {
        SortedMap<Integer, Double> byDays = new TreeMap<>();
        for (Incident incident : incidents) {
            double[] firstLook = incident.firstLook(ranks, budget);
            for (int day = 0; day < firstLook.length; day++) {
                if (firstLook[day] > 0.0) {
                    byDays.merge(day, firstLook[day], Double::sum);
                }
            }
        }
        if (byDays.isEmpty()) {
            return Optional.empty();
        }
        double found = 0.0;
        double days = 0.0;
        for (Map.Entry<Integer, Double> entry : byDays.entrySet()) {
            found += entry.getValue();
            days += entry.getKey() * entry.getValue();
        }
        double upTo = 0.0;
        int median = byDays.lastKey();
        for (Map.Entry<Integer, Double> entry : byDays.entrySet()) {
            upTo += entry.getValue();
            if (upTo >= 0.5 * found) {
                median = entry.getKey();
                break;
            }
        }
        return Optional.of(new TimeToDetect(found, days / found, median, byDays.lastKey()));
    }
}
