package dev.ueba.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much a ranking depends on the seed of its forest. Compared are, for each pair of seeds, the rows that one or the other puts
 * within the budget of a day.
 *
 * <p>Immutable.
 *
 * @param seeds number of seeds, {@code >= 2}
 * @param meanCorrelation Spearman's rank correlation of the scores of these rows, ties at their mean rank, averaged over the pairs;
 *     in [-1, 1]. These rows are the union of two tops, so it is lower than that of all rows
 * @param leastCorrelation of the pair that differs most
 * @param meanOverlap share of these rows that both seeds put within the budget, in [0, 1]
 */
public record SeedStability(int seeds, double meanCorrelation, double leastCorrelation, double meanOverlap) {

    static SeedStability of(List<double[]> strangeness, int[] epochDays, int budget) {
        List<DailyRanks> ranks = strangeness.stream()
                .map(scores -> DailyRanks.of(scores, epochDays))
                .toList();
        double correlations = 0.0;
        double least = 1.0;
        double overlaps = 0.0;
        int pairs = 0;
        for (int first = 0; first < ranks.size(); first++) {
            for (int second = first + 1; second < ranks.size(); second++) {
                List<Integer> rows = new ArrayList<>();
                int both = 0;
                for (int row = 0; row < epochDays.length; row++) {
                    boolean inFirst = ranks.get(first).chance(row, budget) > 0.0;
                    boolean inSecond = ranks.get(second).chance(row, budget) > 0.0;
                    if (inFirst || inSecond) {
                        rows.add(row);
                        both += inFirst && inSecond ? 1 : 0;
                    }
                }
                double correlation =
                        correlation(meanRanks(strangeness.get(first), rows), meanRanks(strangeness.get(second), rows));
                correlations += correlation;
                least = Math.min(least, correlation);
                overlaps += (double) both / rows.size();
                pairs++;
            }
        }
        return new SeedStability(ranks.size(), correlations / pairs, least, overlaps / pairs);
    }

    private static double[] meanRanks(double[] scores, List<Integer> rows) {
        double[] values = rows.stream().mapToDouble(row -> scores[row] + 0.0).toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int from = Arrays.binarySearch(sorted, values[i]);
            int to = from;
            while (from > 0 && sorted[from - 1] == values[i]) {
                from--;
            }
            while (to < sorted.length && sorted[to] == values[i]) {
                to++;
            }
            result[i] = 0.5 * (from + to - 1);
        }
        return result;
    }

    /** Returns Pearson's correlation; 1 if one of them is constant, so that nothing differs in order. */
    private static double correlation(double[] a, double[] b) {
        // Ranks 0 to n-1, whatever the ties, have this mean.
        double mean = 0.5 * (a.length - 1);
        double product = 0.0;
        double squareA = 0.0;
        double squareB = 0.0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - mean) * (b[i] - mean);
            squareA += (a[i] - mean) * (a[i] - mean);
            squareB += (b[i] - mean) * (b[i] - mean);
        }
        return squareA == 0.0 || squareB == 0.0 ? 1.0 : product / StrictMath.sqrt(squareA * squareB);
    }
}
