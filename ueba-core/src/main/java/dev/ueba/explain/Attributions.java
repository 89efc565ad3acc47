package dev.ueba.explain;

import dev.ueba.forest.ForestTree;
import dev.ueba.forest.IsolationForest;
import java.util.Arrays;

/**
 * Computes {@link Attribution}s of an isolation forest.
 *
 * <p>The game is that of path-dependent TreeSHAP: with only some columns known, a tree is descended as usual at their splits,
 * and both ways, weighted by the training rows that went there, at all others; the result is the expected path length, the
 * average c(n) of the leaf included. The values are the Shapley values of this game, averaged over the trees. Columns that
 * occur several times on a path are one player.
 *
 * <p>Costs {@code nodes * depth / 2} steps a row; making it costs {@code nodes} steps once and some 30 bytes a node. Immutable
 * and safe to share between threads; the same row gives the same bits on every machine.
 *
 * <pre>{@code
 * Attribution attribution = Attributions.of(forest).of(row);
 * System.out.println("column 0 shortens the path by " + attribution.value(0) + " edges");
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1038/s42256-019-0138-9">Lundberg et al.: From local explanations to global understanding
 *     with explainable AI for trees (2020), algorithm 2</a>
 * @see <a href="https://arxiv.org/abs/2209.08192">Yu, Bifet, Read, Xu: Linear TreeShap (2022)</a>
 */
public final class Attributions {

    /*
     * One leaf alone is a product game: known or not, each column j on its path multiplies the leaf's length by o (1 if the row
     * goes that way at every split on j, else 0) or by z (the share of training rows that do). The Shapley value of j there is
     *
     *   length * (o_j - z_j) * integral over t in [0, 1] of the product over i != j of (z_i (1 - t) + o_i t)
     *
     * because the weights of subsets are a Beta integral. The product is a polynomial of degree (columns on the path) - 1, so a
     * Gauss-Legendre rule of half as many points gives the integral exactly. Where z is 0, o is 1, or the leaf is passed over: so no
     * factor is 0 at a point inside (0, 1), and the factor of j can be divided out of the product over all columns. That product is kept on the way
     * down; sums over the leaves below come back up, as in Linear TreeSHAP. Where a column occurs again, its share with the
     * old factor, added further up, is taken off for the leaves below: the differences telescope.
     *
     * Nodes are depth first, the left child is the next node.
     */
    private static final int LEAF = -1;

    private final int featureCount;
    private final int[] roots;
    private final LegendrePoints[] rules;
    private final int[] column;
    private final double[] threshold;
    private final int[] right;
    private final double[] leftShare;
    private final double[] rightShare;
    private final double expectedPathLength;
    private final int mostPoints;
    private final int mostDepth;

    private Attributions(IsolationForest forest) {
        int trees = forest.treeCount();
        featureCount = forest.featureCount();
        roots = new int[trees];
        int nodes = 0;
        for (int tree = 0; tree < trees; tree++) {
            roots[tree] = nodes;
            nodes = Math.addExact(nodes, forest.tree(tree).nodeCount());
        }
        column = new int[nodes];
        threshold = new double[nodes];
        right = new int[nodes];
        leftShare = new double[nodes];
        rightShare = new double[nodes];
        rules = new LegendrePoints[trees];
        LegendrePoints[] known = new LegendrePoints[1];
        double expected = 0.0;
        int depth = 0;
        for (int index = 0; index < trees; index++) {
            ForestTree tree = forest.tree(index);
            Shape shape = new Shape(featureCount);
            expected += lay(tree, 0, roots[index], shape, 0);
            depth = Math.max(depth, shape.depth);
            int points = Math.max(1, (shape.columns + 1) / 2);
            if (points >= known.length) {
                known = Arrays.copyOf(known, points + 1);
            }
            if (known[points] == null) {
                known[points] = new LegendrePoints(points);
            }
            rules[index] = known[points];
        }
        expectedPathLength = expected / trees;
        mostPoints = known.length - 1;
        mostDepth = depth;
    }

    /** The longest path of a tree, and the most different columns on one. */
    private static final class Shape {

        private final int[] onPath;
        private int distinct;
        private int columns;
        private int depth;

        Shape(int featureCount) {
            onPath = new int[featureCount];
        }
    }

    /** Lays a node and all below it; returns the expected path length of what comes there. */
    private double lay(ForestTree tree, int node, int at, Shape shape, int depth) {
        if (tree.isLeaf(node)) {
            column[at] = LEAF;
            threshold[at] = tree.pathLength(node);
            shape.columns = Math.max(shape.columns, shape.distinct);
            shape.depth = Math.max(shape.depth, depth);
            return threshold[at];
        }
        int left = tree.left(node);
        int rightChild = tree.right(node);
        double rows = tree.rowCount(node);
        column[at] = tree.column(node);
        threshold[at] = tree.threshold(node);
        right[at] = at + (rightChild - node);
        leftShare[at] = tree.rowCount(left) / rows;
        rightShare[at] = tree.rowCount(rightChild) / rows;
        if (shape.onPath[column[at]]++ == 0) {
            shape.distinct++;
        }
        double expected = leftShare[at] * lay(tree, left, at + 1, shape, depth + 1)
                + rightShare[at] * lay(tree, rightChild, right[at], shape, depth + 1);
        if (--shape.onPath[column[at]] == 0) {
            shape.distinct--;
        }
        return expected;
    }

    /**
     * Prepares the attributions of a forest.
     *
     * @param forest any
     * @return ready to use; shares nothing with the forest
     */
    public static Attributions of(IsolationForest forest) {
        return new Attributions(forest);
    }

    /**
     * Returns the number of columns that rows must have.
     *
     * @return {@code >= 1}
     */
    public int columnCount() {
        return featureCount;
    }

    /**
     * Returns the average path length of a row of which nothing is known.
     *
     * @return in edges, {@code >= 0}
     */
    public double expectedPathLength() {
        return expectedPathLength;
    }

    /**
     * Returns what each column of a row adds to its anomaly.
     *
     * @param row one value per column, in the order of the forest; left as it is
     * @return the attribution
     * @throws IllegalArgumentException if the number of values is not that of the columns, or a value is NaN, infinite or beyond
     *     the range of {@code float}
     */
    public Attribution of(double[] row) {
        if (row.length != featureCount) {
            throw new IllegalArgumentException(
                    "the forest was grown on " + featureCount + " columns, but the row has " + row.length);
        }
        float[] values = new float[featureCount];
        for (int feature = 0; feature < featureCount; feature++) {
            values[feature] = (float) row[feature];
            if (!(Math.abs(values[feature]) <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "column " + feature + ": expected a number in the range of float, but was " + row[feature]);
            }
        }
        return new Walk(values).run();
    }

    /** The work on one row. */
    private final class Walk {

        private final float[] row;
        private final double[] found = new double[featureCount];
        /** Per column the share of training rows that took the path so far at its splits, and whether the row does. */
        private final double[] share = new double[featureCount];

        private final boolean[] strays = new boolean[featureCount];
        /** Per column and point 1 / (its factor); per depth and point the product of all factors, and the sum over leaves. */
        private final double[] inverse = new double[featureCount * mostPoints];

        private final double[] product = new double[(mostDepth + 1) * mostPoints];
        private final double[] sum = new double[(mostDepth + 1) * mostPoints];
        private int points;
        private double[] at = new double[0];
        private double[] weight = new double[0];

        Walk(float[] row) {
            this.row = row;
            Arrays.fill(share, 1.0);
            Arrays.fill(inverse, 1.0);
        }

        Attribution run() {
            double pathLength = 0.0;
            for (int tree = 0; tree < roots.length; tree++) {
                pathLength += pathLength(roots[tree]);
                at = rules[tree].points;
                weight = rules[tree].weights;
                points = at.length;
                Arrays.fill(product, 0, points, 1.0);
                descend(roots[tree], 0);
            }
            for (int feature = 0; feature < featureCount; feature++) {
                // Without the addition a column that never splits would have -0.0.
                found[feature] = 0.0 - found[feature] / roots.length;
            }
            return new Attribution(expectedPathLength, pathLength / roots.length, found);
        }

        private double pathLength(int root) {
            int node = root;
            while (column[node] != LEAF) {
                node = row[column[node]] <= threshold[node] ? node + 1 : right[node];
            }
            return threshold[node];
        }

        /** Leaves in {@link #sum}, at this depth, the sum of length times product over the leaves below. */
        private void descend(int node, int depth) {
            int here = depth * mostPoints;
            if (column[node] == LEAF) {
                for (int q = 0; q < points; q++) {
                    sum[here + q] = threshold[node] * product[here + q];
                }
                return;
            }
            boolean goesLeft = row[column[node]] <= threshold[node];
            Arrays.fill(sum, here, here + points, 0.0);
            child(node, node + 1, leftShare[node], goesLeft, depth);
            child(node, right[node], rightShare[node], !goesLeft, depth);
        }

        private void child(int node, int next, double ratio, boolean goes, int depth) {
            int feature = column[node];
            int here = depth * mostPoints;
            int below = here + mostPoints;
            int place = feature * mostPoints;
            double oldShare = share[feature];
            boolean oldStrays = strays[feature];
            double newShare = oldShare * ratio;
            boolean newStrays = oldStrays || !goes;
            if (newShare == 0.0 && newStrays) {
                // An empty leaf of a novelty guard that the row does not reach either: o and z are 0, and so is all it
                // adds.
                return;
            }
            double known = newStrays ? 0.0 : 1.0;
            for (int q = 0; q < points; q++) {
                double factor = newShare * (1.0 - at[q]) + known * at[q];
                product[below + q] = product[here + q] * inverse[place + q] * factor;
                inverse[place + q] = 1.0 / factor;
            }
            share[feature] = newShare;
            strays[feature] = newStrays;
            descend(next, depth + 1);
            share[feature] = oldShare;
            strays[feature] = oldStrays;
            double oldGap = (oldStrays ? 0.0 : 1.0) - oldShare;
            double newGap = known - newShare;
            double gained = 0.0;
            for (int q = 0; q < points; q++) {
                double oldFactor = oldShare * (1.0 - at[q]) + (oldStrays ? 0.0 : at[q]);
                double oldInverse = 1.0 / oldFactor;
                double leaves = sum[below + q];
                gained += weight[q] * leaves * (newGap * inverse[place + q] - oldGap * oldInverse);
                inverse[place + q] = oldInverse;
                sum[here + q] += leaves;
            }
            found[feature] += gained;
        }
    }
}
