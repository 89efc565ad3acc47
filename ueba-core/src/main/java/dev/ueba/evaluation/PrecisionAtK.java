package dev.ueba.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What somebody finds who looks at the {@code k} highest scores and no more. <strong>Higher scores mean more
 * anomalous</strong> here.
 *
 * <p>Rows with equal scores that do not all fit into the {@code k} are in no order: of such a group each row is looked at with
 * the same probability, and the numbers are what is found on average over all orders. So they depend on nothing but the
 * scores. 0.0 and -0.0 are equal; infinite scores are allowed.
 *
 * <p>Stateless and thread-safe.
 */
public final class PrecisionAtK {

    private PrecisionAtK() {}

    /**
     * Returns how many positive rows are among the {@code k} highest scores.
     *
     * @param scores one per row, higher is more anomalous; left as they are
     * @param positive per row whether it is positive
     * @param k {@code >= 1}; if there are fewer rows, all are looked at
     * @return from 0 to {@code k}; an average, if equal scores lie across the limit
     * @throws IllegalArgumentException if lengths differ, a score is NaN or {@code k < 1}
     */
    public static double found(double[] scores, boolean[] positive, int k) {
        check(scores, positive, k);
        double[] sorted = scores.clone();
        if (sorted.length <= k) {
            return count(positive);
        }
        Arrays.sort(sorted);
        double limit = sorted[sorted.length - k];
        int above = 0;
        int level = 0;
        int found = 0;
        int foundLevel = 0;
        for (int row = 0; row < scores.length; row++) {
            if (scores[row] > limit) {
                above++;
                found += positive[row] ? 1 : 0;
            } else if (scores[row] == limit) {
                level++;
                foundLevel += positive[row] ? 1 : 0;
            }
        }
        return found + foundLevel * ((double) (k - above) / level);
    }

    /**
     * Returns the share of what is looked at that is positive: {@link #found} divided by {@code k}.
     *
     * @param scores one per row, higher is more anomalous; left as they are
     * @param positive per row whether it is positive
     * @param k {@code >= 1}; if there are fewer rows, it is divided by their number
     * @return in [0, 1]; 0 without rows
     * @throws IllegalArgumentException if lengths differ, a score is NaN or {@code k < 1}
     */
    public static double precision(double[] scores, boolean[] positive, int k) {
        double found = found(scores, positive, k);
        return scores.length == 0 ? 0.0 : found / Math.min(k, scores.length);
    }

    /**
     * Returns the share of the positive rows that are looked at: {@link #found} divided by their number.
     *
     * @param scores one per row, higher is more anomalous; left as they are
     * @param positive per row whether it is positive
     * @param k {@code >= 1}
     * @return in [0, 1]; 0 if no row is positive
     * @throws IllegalArgumentException if lengths differ, a score is NaN or {@code k < 1}
     */
    public static double recall(double[] scores, boolean[] positive, int k) {
        double found = found(scores, positive, k);
        int positives = count(positive);
        return positives == 0 ? 0.0 : found / positives;
    }

    /**
     * Returns the numbers of a daily budget: on each day the {@code k} highest scores of that day are looked at.
     *
     * @param scores one per row, higher is more anomalous; left as they are
     * @param positive per row whether it is positive
     * @param epochDays per row its day; days without rows do not count
     * @param k alerts a day, {@code >= 1}
     * @return what is found, over all days
     * @throws IllegalArgumentException if lengths differ, a score is NaN or {@code k < 1}
     */
    public static DailyBudget daily(double[] scores, boolean[] positive, int[] epochDays, int k) {
        check(scores, positive, k);
        if (epochDays.length != scores.length) {
            throw new IllegalArgumentException(
                    "there are " + scores.length + " scores, but " + epochDays.length + " days");
        }
        Map<Integer, List<Integer>> rowsByDay = new TreeMap<>();
        for (int row = 0; row < epochDays.length; row++) {
            rowsByDay.computeIfAbsent(epochDays[row], day -> new ArrayList<>()).add(row);
        }
        double found = 0.0;
        long alerts = 0;
        for (List<Integer> rows : rowsByDay.values()) {
            double[] dayScores = new double[rows.size()];
            boolean[] dayPositive = new boolean[rows.size()];
            for (int i = 0; i < dayScores.length; i++) {
                dayScores[i] = scores[rows.get(i)];
                dayPositive[i] = positive[rows.get(i)];
            }
            found += found(dayScores, dayPositive, k);
            alerts += Math.min(k, rows.size());
        }
        return new DailyBudget(k, rowsByDay.size(), alerts, found, count(positive));
    }

    /**
     * What a daily budget of alerts finds.
     *
     * @param alertsPerDay the budget
     * @param days days with rows
     * @param alerts rows looked at over all days
     * @param found positive rows among them; an average, if equal scores lie across the limit
     * @param positives all positive rows
     */
    public record DailyBudget(int alertsPerDay, int days, long alerts, double found, long positives) {

        /**
         * Returns the share of the alerts that are positive.
         *
         * @return in [0, 1]; 0 without alerts
         */
        public double precision() {
            return alerts == 0 ? 0.0 : found / alerts;
        }

        /**
         * Returns the share of the positive rows that became alerts.
         *
         * @return in [0, 1]; 0 if no row is positive
         */
        public double recall() {
            return positives == 0 ? 0.0 : found / positives;
        }
    }

    private static int count(boolean[] positive) {
        int count = 0;
        for (boolean each : positive) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private static void check(double[] scores, boolean[] positive, int k) {
        Objects.requireNonNull(scores, "scores");
        Objects.requireNonNull(positive, "positive");
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "there are " + scores.length + " scores, but " + positive.length + " labels");
        }
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, but was " + k);
        }
        for (int row = 0; row < scores.length; row++) {
            if (Double.isNaN(scores[row])) {
                throw new IllegalArgumentException("row " + row + ": expected a score, but was NaN");
            }
        }
    }
}
