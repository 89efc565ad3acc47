package dev.ueba.forest;

import java.util.List;

/**
 * The nodes of all trees of a forest, one array per node field.
 *
 * <p>Immutable and safe to share between threads.
 */
final class ForestNodes {

    /*
     * Trees lie one after another; a tree begins at its root and ends where the next begins. An inner node names the column
     * of the table it looks at, the threshold and its right child; the left child is always the next node, because nodes
     * are numbered depth first. A leaf has feature LEAF and keeps in threshold what a row that ends there adds to its sum:
     * ((nodes on the path) + c(rows in the leaf)) - 1, evaluated in that order [1].
     *
     * Flat arrays instead of node objects: a descent touches three arrays and no pointers.
     *
     * [1] scikit-learn adds it so, and edges + c can differ in the last bit.
     */
    static final int LEAF = -1;

    private final int[] roots;
    private final int[] feature;
    private final double[] threshold;
    private final int[] right;
    private final int[] rowCount;

    private ForestNodes(int[] roots, int[] feature, double[] threshold, int[] right, int[] rowCount) {
        this.roots = roots;
        this.feature = feature;
        this.threshold = threshold;
        this.right = right;
        this.rowCount = rowCount;
    }

    /** Lays trees into one set of arrays. */
    static ForestNodes of(List<SingleTree> trees) {
        int[] roots = new int[trees.size() + 1];
        for (int tree = 0; tree < trees.size(); tree++) {
            long end = (long) roots[tree] + trees.get(tree).nodeCount();
            if (end > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("a forest holds fewer than 2^31 nodes, but tree " + tree + " of "
                        + trees.size() + " goes beyond; use fewer trees or samples");
            }
            roots[tree + 1] = (int) end;
        }
        int nodes = roots[trees.size()];
        ForestNodes forest = new ForestNodes(roots, new int[nodes], new double[nodes], new int[nodes], new int[nodes]);
        PathLengths pathLengths = new PathLengths();
        for (int tree = 0; tree < trees.size(); tree++) {
            forest.lay(trees.get(tree), roots[tree], pathLengths);
        }
        return forest;
    }

    private void lay(SingleTree tree, int root, PathLengths pathLengths) {
        int[] depth = new int[tree.nodeCount()];
        for (int i = 0; i < tree.nodeCount(); i++) {
            int node = root + i;
            rowCount[node] = tree.rowCount[i];
            int local = tree.feature[i];
            if (local == SingleTree.LEAF) {
                feature[node] = LEAF;
                threshold[node] = ((depth[i] + 1.0) + pathLengths.average(tree.rowCount[i])) - 1.0;
            } else {
                feature[node] = tree.columns.length == 0 ? local : tree.columns[local];
                threshold[node] = tree.threshold[i];
                right[node] = root + tree.right[i];
                depth[i + 1] = depth[i] + 1;
                depth[tree.right[i]] = depth[i] + 1;
            }
        }
    }

    int treeCount() {
        return roots.length - 1;
    }

    /** Returns the first node of a tree; of {@code treeCount()}, the number of all nodes. */
    int root(int tree) {
        return roots[tree];
    }

    int nodeCount(int tree) {
        return roots[tree + 1] - roots[tree];
    }

    boolean isLeaf(int node) {
        return feature[node] == LEAF;
    }

    /** Returns the column of the table an inner node looks at. */
    int feature(int node) {
        return feature[node];
    }

    double threshold(int node) {
        return threshold[node];
    }

    int right(int node) {
        return right[node];
    }

    int rowCount(int node) {
        return rowCount[node];
    }
}
