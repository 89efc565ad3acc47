package dev.ueba.benchmarks;

import dev.ueba.forest.ForestTree;
import dev.ueba.forest.IsolationForest;

/**
 * The plain way to score, to compare with: rows outside, trees inside, each tree with arrays of its own, and the value of a
 * leaf looked up like any other.
 */
final class PlainForest {

    private static final double EULER = 0.5772156649015329;

    private final Tree[] trees;
    private final double averageSum;

    PlainForest(IsolationForest forest) {
        trees = new Tree[forest.treeCount()];
        for (int tree = 0; tree < trees.length; tree++) {
            trees[tree] = new Tree(forest.tree(tree));
        }
        averageSum = trees.length * averagePathLength(forest.sampleSize());
    }

    /** Returns the raw score of each row of {@code columns[feature][row]}. */
    double[] scoreSamples(double[][] columns) {
        double[] scores = new double[columns[0].length];
        double[] values = new double[columns.length];
        for (int row = 0; row < scores.length; row++) {
            for (int feature = 0; feature < values.length; feature++) {
                values[feature] = columns[feature][row];
            }
            scores[row] = scoreSample(values);
        }
        return scores;
    }

    /** Returns the raw score of one row. */
    double scoreSample(double[] row) {
        double sum = 0.0;
        for (Tree tree : trees) {
            sum += tree.pathLength(row);
        }
        return -Math.pow(2.0, -sum / averageSum);
    }

    private static double averagePathLength(int points) {
        if (points <= 1) {
            return 0.0;
        }
        double edges = points - 1.0;
        return points == 2 ? 1.0 : 2.0 * (Math.log(edges) + EULER) - 2.0 * edges / points;
    }

    private static final class Tree {
        private final int[] column;
        private final double[] threshold;
        private final int[] left;
        private final int[] right;
        private final double[] pathLength;

        Tree(ForestTree tree) {
            int nodes = tree.nodeCount();
            column = new int[nodes];
            threshold = new double[nodes];
            left = new int[nodes];
            right = new int[nodes];
            pathLength = new double[nodes];
            int[] depth = new int[nodes];
            for (int node = 0; node < nodes; node++) {
                column[node] = tree.column(node);
                threshold[node] = tree.threshold(node);
                left[node] = tree.left(node);
                right[node] = tree.right(node);
                if (tree.isLeaf(node)) {
                    pathLength[node] = depth[node] + averagePathLength(tree.rowCount(node));
                } else {
                    depth[left[node]] = depth[node] + 1;
                    depth[right[node]] = depth[node] + 1;
                }
            }
        }

        double pathLength(double[] row) {
            int node = 0;
            while (left[node] >= 0) {
                node = (float) row[column[node]] <= threshold[node] ? left[node] : right[node];
            }
            return pathLength[node];
        }
    }
}
