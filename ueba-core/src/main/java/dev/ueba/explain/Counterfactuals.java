package dev.ueba.explain;

import dev.ueba.baseline.ActorPast;
import dev.ueba.baseline.ActorPasts;
import dev.ueba.feature.NumberKind;
import dev.ueba.forest.ForestTree;
import dev.ueba.forest.IsolationForest;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Looks for the smallest change of one base feature that lifts a flagged row to the cutoff. Immutable and safe to share between
 * threads.
 */
final class Counterfactuals {

    /** What rounding may do to a score at most. */
    private static final double LAST_BITS = 1e-12;

    private final IsolationForest forest;
    private final ActorPasts pasts;
    private final double cutoff;
    private final ForestTree[] trees;
    /** Per column its thresholds in all trees, ascending and distinct. */
    private final double[][] thresholds;

    Counterfactuals(IsolationForest forest, ActorPasts pasts, double cutoff) {
        this.forest = forest;
        this.pasts = pasts;
        this.cutoff = cutoff;
        this.trees =
                IntStream.range(0, forest.treeCount()).mapToObj(forest::tree).toArray(ForestTree[]::new);
        this.thresholds = thresholds(trees, forest.featureCount());
    }

    private static double[][] thresholds(ForestTree[] trees, int columnCount) {
        double[][] found = new double[columnCount][0];
        int[] counts = new int[columnCount];
        for (ForestTree tree : trees) {
            for (int node = 0; node < tree.nodeCount(); node++) {
                if (!tree.isLeaf(node)) {
                    int column = tree.column(node);
                    if (counts[column] == found[column].length) {
                        found[column] = Arrays.copyOf(found[column], Math.max(16, 2 * counts[column]));
                    }
                    found[column][counts[column]++] = tree.threshold(node);
                }
            }
        }
        for (int column = 0; column < columnCount; column++) {
            found[column] = Arrays.stream(found[column], 0, counts[column])
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return found;
    }

    /** Returns the columns that a base feature decides: itself, its deviations, and the largest deviation of the row. */
    int[] columnsOf(int feature) {
        return IntStream.range(0, thresholds.length)
                .filter(column -> pasts.baseFeature(column) == feature
                        || (column == pasts.compositeColumn() && pasts.zColumn(feature) >= 0))
                .toArray();
    }

    /**
     * Returns the nearest other value of a feature with which the row would not be flagged, the smaller one of two that are
     * equally near; empty if there is none.
     */
    OptionalDouble find(double[] flagged, ActorPast past, int feature) {
        int[] columns = columnsOf(feature);
        if (!(bestScore(flagged, columns) >= cutoff - LAST_BITS)) {
            return OptionalDouble.empty();
        }
        return new Search(flagged, past, feature, columns).run();
    }

    /** Returns a score that no values of these columns can exceed: in every tree the longest path that the others leave open. */
    private double bestScore(double[] row, int[] free) {
        double sum = 0.0;
        for (ForestTree tree : trees) {
            sum += longest(tree, 0, row, free);
        }
        return forest.scoreOfPathLengthSum(sum) - forest.offset();
    }

    private static double longest(ForestTree tree, int node, double[] row, int[] free) {
        if (tree.isLeaf(node)) {
            return tree.pathLength(node);
        }
        int column = tree.column(node);
        if (Arrays.binarySearch(free, column) >= 0) {
            return Math.max(longest(tree, tree.left(node), row, free), longest(tree, tree.right(node), row, free));
        }
        boolean goesLeft = (float) row[column] <= tree.threshold(node);
        return longest(tree, goesLeft ? tree.left(node) : tree.right(node), row, free);
    }

    /*
     * The score changes only where a column of the feature crosses a threshold, so it is the same within cells between such
     * values. From the value of the row cells are visited outwards, the nearer one next, each at its nearest value, which is
     * found by bisection: between two stops every column of the feature rises or falls with it, and so, once a cell is left, it
     * is never entered again. Values are counted: whole numbers as they are, others as the floats in which forests compare.
     */
    private final class Search {

        private static final long MOST_WHOLE = 1L << 31;

        private final double[] flagged;
        private final double[] changed;
        private final ActorPast past;
        private final int feature;
        private final int[] columns;
        private final boolean isWhole;
        private final double value;
        private final long[] downStops;
        private final long[] upStops;

        Search(double[] flagged, ActorPast past, int feature, int[] columns) {
            this.flagged = flagged;
            this.changed = flagged.clone();
            this.past = past;
            this.feature = feature;
            this.columns = columns;
            this.value = flagged[feature];
            boolean yesOrNo = pasts.isYesOrNo(feature);
            this.isWhole = (yesOrNo || pasts.base().kind(feature) != NumberKind.REAL)
                    && value == Math.rint(value)
                    && Math.abs(value) < MOST_WHOLE;
            boolean negative = value < 0.0 || (thresholds[feature].length > 0 && thresholds[feature][0] < 0.0);
            long low = isWhole ? (negative ? -MOST_WHOLE : 0) : indexOf(negative ? -Float.MAX_VALUE : 0.0);
            long high = isWhole ? (yesOrNo ? 1 : MOST_WHOLE) : indexOf(Float.MAX_VALUE);
            double turn = past.turningPoint(feature);
            if (Double.isNaN(turn)) {
                this.downStops = new long[] {low};
                this.upStops = new long[] {high};
            } else {
                long at = Math.max(low, Math.min(high, indexOf(isWhole ? Math.floor(turn) : turn)));
                this.downStops = new long[] {Math.min(high, at + 1), at, Math.max(low, at - 1), low};
                this.upStops = new long[] {Math.max(low, at - 1), at, Math.min(high, at + 1), high};
            }
        }

        OptionalDouble run() {
            Cursor down = new Cursor(-1, downStops, indexOf(value));
            Cursor up = new Cursor(1, upStops, indexOf(value));
            while (down.hasValue() || up.hasValue()) {
                Cursor nearer = !up.hasValue() || (down.hasValue() && down.distance() <= up.distance()) ? down : up;
                if (isAtCutoff(valueOf(nearer.index))) {
                    return OptionalDouble.of(valueOf(nearer.index));
                }
                nearer.advance();
            }
            return OptionalDouble.empty();
        }

        private boolean isAtCutoff(double other) {
            System.arraycopy(flagged, 0, changed, 0, flagged.length);
            past.change(changed, feature, other);
            for (int column : columns) {
                if (!(Math.abs((float) changed[column]) <= Float.MAX_VALUE)) {
                    return false;
                }
            }
            return forest.scoreSample(changed) - forest.offset() >= cutoff;
        }

        private int[] cellOf(double other) {
            System.arraycopy(flagged, 0, changed, 0, flagged.length);
            past.change(changed, feature, other);
            int[] cell = new int[columns.length];
            for (int i = 0; i < cell.length; i++) {
                cell[i] = thresholdsBelow(thresholds[columns[i]], (float) changed[columns[i]]);
            }
            return cell;
        }

        private long indexOf(double other) {
            if (isWhole) {
                return (long) other;
            }
            int bits = Float.floatToIntBits((float) other);
            return bits >= 0 ? bits : -(long) (bits & Integer.MAX_VALUE);
        }

        private double valueOf(long index) {
            if (isWhole) {
                return index;
            }
            return index >= 0 ? Float.intBitsToFloat((int) index) : -Float.intBitsToFloat((int) -index);
        }

        /** Goes from cell to cell in one direction; stands at the value of a cell that is nearest to the row's own. */
        private final class Cursor {

            private final int direction;
            private final long[] stops;
            private long index;
            private int[] cell;
            private boolean atEnd;

            Cursor(int direction, long[] stops, long start) {
                this.direction = direction;
                this.stops = stops;
                this.index = start;
                this.cell = cellOf(value);
                advance();
            }

            boolean hasValue() {
                return !atEnd;
            }

            double distance() {
                return Math.abs(valueOf(index) - value);
            }

            void advance() {
                for (long stop : stops) {
                    if ((stop - index) * direction <= 0) {
                        continue;
                    }
                    if (Arrays.equals(cellOf(valueOf(stop)), cell)) {
                        index = stop;
                        continue;
                    }
                    long inside = index;
                    long outside = stop;
                    while (Math.abs(outside - inside) > 1) {
                        long middle = (inside + outside) >> 1;
                        if (Arrays.equals(cellOf(valueOf(middle)), cell)) {
                            inside = middle;
                        } else {
                            outside = middle;
                        }
                    }
                    index = outside;
                    cell = cellOf(valueOf(outside));
                    return;
                }
                atEnd = true;
            }
        }
    }

    private static int thresholdsBelow(double[] sorted, float value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (value > sorted[middle]) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
