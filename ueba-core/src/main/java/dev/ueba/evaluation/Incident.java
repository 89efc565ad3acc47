package dev.ueba.evaluation;

import java.util.List;

/**
 * Labelled days of one actor and scenario that follow each other without a gap.
 *
 * @param actor exact name
 * @param scenario its name, perhaps empty
 * @param firstDay days since 1970-01-01
 * @param rows per day from the first on, the positions of its scored rows
 */
record Incident(String actor, String scenario, int firstDay, List<List<Integer>> rows) {

    Incident {
        rows = List.copyOf(rows);
    }

    /** Returns per day, from the first on, the probability that the incident is first looked at on that day. */
    double[] firstLook(DailyRanks ranks, int budget) {
        double[] result = new double[rows.size()];
        double unseen = 1.0;
        for (int day = 0; day < result.length; day++) {
            double missed = 1.0;
            for (int row : rows.get(day)) {
                missed *= 1.0 - ranks.chance(row, budget);
            }
            result[day] = unseen * (1.0 - missed);
            unseen *= missed;
        }
        return result;
    }

    /** Returns the probability that the incident is looked at on one of its days. */
    double chance(DailyRanks ranks, int budget) {
        double sum = 0.0;
        for (double each : firstLook(ranks, budget)) {
            sum += each;
        }
        return Math.min(1.0, sum);
    }
}
