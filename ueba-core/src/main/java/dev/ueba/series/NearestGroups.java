package dev.ueba.series;

import java.util.Arrays;

/**
 * Exact k-means on a line: cuts sorted numbers into groups so that the sum of squared distances to the means of their groups is
 * least. On a line, groups are intervals, so that dynamic programming finds the best of all cuts; nothing is drawn at random.
 *
 * @see <a href="https://doi.org/10.32614/RJ-2011-015">Wang, Song: Ckmeans.1d.dp, optimal k-means in one dimension (2011)</a>
 */
public final class NearestGroups {

    /*
     * cost(from, to) is the sum of squares of sorted[from..to) about its mean, from prefix sums of the values less their mean (which
     * keeps the subtraction harmless). best[to] is the least cost of the first `to` values in so many groups; the position of the
     * last cut never moves left as `to` grows, so that each row is filled by halving: O(n log n) for each group.
     */
    private final double[] sorted;
    private final double[] sums;
    private final double[] squares;

    private NearestGroups(double[] sorted) {
        this.sorted = sorted;
        this.sums = new double[sorted.length + 1];
        this.squares = new double[sorted.length + 1];
        double mean = StraightLine.mean(sorted);
        for (int i = 0; i < sorted.length; i++) {
            double centred = sorted[i] - mean;
            sums[i + 1] = sums[i] + centred;
            squares[i + 1] = squares[i] + centred * centred;
        }
    }

    /**
     * Returns the group of each number.
     *
     * @param values finite, in any order; not kept
     * @param groups how many, {@code >= 1}; fewer if there are fewer different numbers
     * @return for each number its group, 0 for the lowest numbers; equal numbers are always together
     * @throws IllegalArgumentException if a number is not finite or {@code groups < 1}
     */
    public static int[] of(double[] values, int groups) {
        if (groups < 1) {
            throw new IllegalArgumentException("groups must be >= 1, but was " + groups);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("at position " + i + " there was no finite number: " + values[i]);
            }
        }
        if (values.length == 0) {
            return new int[0];
        }
        // Adding 0.0 makes -0.0 equal to 0.0 for the sort and the search below.
        double[] sorted =
                Arrays.stream(values).map(value -> value + 0.0).sorted().toArray();
        int different = (int) Arrays.stream(sorted).distinct().count();
        double[] lowest = new NearestGroups(sorted).lowestOfGroups(Math.min(groups, different));
        int[] group = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int place = Arrays.binarySearch(lowest, values[i] + 0.0);
            group[i] = place >= 0 ? place : -place - 2;
        }
        return group;
    }

    /** Returns the lowest number of each group, ascending. */
    private double[] lowestOfGroups(int groups) {
        int n = sorted.length;
        double[] best = new double[n + 1];
        for (int to = 1; to <= n; to++) {
            best[to] = cost(0, to);
        }
        int[][] cuts = new int[groups][n + 1];
        for (int group = 1; group < groups; group++) {
            double[] next = new double[n + 1];
            fill(best, next, cuts[group], group + 1, n, group, n - 1);
            best = next;
        }
        double[] lowest = new double[groups];
        int to = n;
        for (int group = groups - 1; group >= 0; group--) {
            to = cuts[group][to];
            lowest[group] = sorted[to];
        }
        return lowest;
    }

    /** Fills {@code next} and {@code cut} from {@code first} to {@code last}; the last cut lies in {@code [from, to]}. */
    private void fill(double[] best, double[] next, int[] cut, int first, int last, int from, int to) {
        if (first > last) {
            return;
        }
        int middle = (first + last) >>> 1;
        double least = Double.POSITIVE_INFINITY;
        int position = from;
        for (int at = from; at <= Math.min(middle - 1, to); at++) {
            double cost = best[at] + cost(at, middle);
            if (cost < least) {
                least = cost;
                position = at;
            }
        }
        next[middle] = least;
        cut[middle] = position;
        fill(best, next, cut, first, middle - 1, from, position);
        fill(best, next, cut, middle + 1, last, position, to);
    }

    private double cost(int from, int to) {
        double sum = sums[to] - sums[from];
        return Math.max(0, squares[to] - squares[from] - sum * sum / (to - from));
    }
}
