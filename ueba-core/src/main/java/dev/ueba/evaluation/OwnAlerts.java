package dev.ueba.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alerts that a detector raises by itself, whatever the ranking: rows below the faithful detector's cutoff, or within the
 * improved detector's own budget. A day counts if it has scored rows.
 *
 * <p>Immutable.
 *
 * @param total over all scored days
 * @param meanPerDay alerts a day
 * @param p95PerDay the smallest number that 95 % of the days do not exceed
 * @param worstPerDay the most of any day
 * @param found labelled rows among them
 * @param recall their share of all labelled rows, in [0, 1]
 * @param precision their share of the alerts, in [0, 1]; 0 without alerts
 */
public record OwnAlerts(
        int total, double meanPerDay, int p95PerDay, int worstPerDay, int found, double recall, double precision) {

    static OwnAlerts of(boolean[] alerts, boolean[] positive, int[] epochDays) {
        Map<Integer, Integer> perDay = new TreeMap<>();
        int total = 0;
        int found = 0;
        int positives = 0;
        for (int row = 0; row < alerts.length; row++) {
            perDay.merge(epochDays[row], alerts[row] ? 1 : 0, Integer::sum);
            total += alerts[row] ? 1 : 0;
            found += alerts[row] && positive[row] ? 1 : 0;
            positives += positive[row] ? 1 : 0;
        }
        double[] sorted =
                perDay.values().stream().mapToDouble(Integer::intValue).toArray();
        Arrays.sort(sorted);
        return new OwnAlerts(
                total,
                (double) total / sorted.length,
                (int) Interval.quantile(sorted, 0.95),
                (int) sorted[sorted.length - 1],
                found,
                (double) found / positives,
                total == 0 ? 0.0 : (double) found / total);
    }
}
