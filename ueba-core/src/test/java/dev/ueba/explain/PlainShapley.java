package dev.ueba.explain;

import dev.ueba.forest.ForestTree;
import dev.ueba.forest.IsolationForest;

/** Shapley values by their definition: all subsets of columns, and the conditional expectation of every tree for each. */
final class PlainShapley {

    private PlainShapley() {}

    /** Returns by how much each column shortens the average path; up to some 12 columns. */
    static double[] of(IsolationForest forest, double[] row) {
        int columns = forest.featureCount();
        double[] worth = new double[1 << columns];
        for (int subset = 0; subset < worth.length; subset++) {
            for (int tree = 0; tree < forest.treeCount(); tree++) {
                worth[subset] += expected(forest.tree(tree), 0, row, subset);
            }
            worth[subset] /= forest.treeCount();
        }
        double[] values = new double[columns];
        for (int column = 0; column < columns; column++) {
            for (int subset = 0; subset < worth.length; subset++) {
                if ((subset >> column & 1) == 0) {
                    double weight = factorial(Integer.bitCount(subset))
                            * factorial(columns - Integer.bitCount(subset) - 1)
                            / factorial(columns);
                    values[column] -= weight * (worth[subset | 1 << column] - worth[subset]);
                }
            }
        }
        return values;
    }

    /** Returns the expected path length if only the columns of a subset are known. */
    static double expected(ForestTree tree, int node, double[] row, int subset) {
        if (tree.isLeaf(node)) {
            return tree.pathLength(node);
        }
        int left = tree.left(node);
        int right = tree.right(node);
        if ((subset >> tree.column(node) & 1) != 0) {
            boolean goesLeft = (float) row[tree.column(node)] <= tree.threshold(node);
            return expected(tree, goesLeft ? left : right, row, subset);
        }
        return (tree.rowCount(left) * expected(tree, left, row, subset)
                        + tree.rowCount(right) * expected(tree, right, row, subset))
                / tree.rowCount(node);
    }

    private static double factorial(int n) {
        return n <= 1 ? 1.0 : n * factorial(n - 1);
    }
}
