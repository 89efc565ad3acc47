package dev.ueba.evaluation;

import java.util.Arrays;

/** Where each row stands among the rows of its day, the strangest first. Immutable. */
final class DailyRanks {

    private final int[] above;
    private final int[] level;

    private DailyRanks(int[] above, int[] level) {
        this.above = above;
        this.level = level;
    }

    /**
     * Ranks rows.
     *
     * @param strangeness one per row, higher is stranger, no NaN; 0.0 and -0.0 are equal
     * @param epochDays per row its day
     */
    static DailyRanks of(double[] strangeness, int[] epochDays) {
        Integer[] order = new Integer[strangeness.length];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (a, b) -> {
            int byDay = Integer.compare(epochDays[a], epochDays[b]);
            // Adding 0.0 makes -0.0 a 0.0.
            return byDay != 0 ? byDay : Double.compare(strangeness[b] + 0.0, strangeness[a] + 0.0);
        });
        int[] above = new int[order.length];
        int[] level = new int[order.length];
        int dayFrom = 0;
        int from = 0;
        for (int to = 1; to <= order.length; to++) {
            boolean dayEnds = to == order.length || epochDays[order[to]] != epochDays[order[from]];
            if (dayEnds || strangeness[order[to]] != strangeness[order[from]]) {
                for (int i = from; i < to; i++) {
                    above[order[i]] = from - dayFrom;
                    level[order[i]] = to - from;
                }
                from = to;
                dayFrom = dayEnds ? to : dayFrom;
            }
        }
        return new DailyRanks(above, level);
    }

    /** Returns the probability that a row is among the {@code k} strangest of its day, equal ones being in random order. */
    double chance(int row, int k) {
        return Math.min(1.0, Math.max(0.0, (double) (k - above[row]) / level[row]));
    }
}
