package dev.ueba.forest;

import java.util.Arrays;

/**
 * One tree of a forest, to look at. Nodes are numbered as in scikit-learn: depth first from the root 0, a left subtree
 * before the right one.
 *
 * <p>Immutable and safe to share between threads.
 *
 * <pre>{@code
 * ForestTree tree = forest.tree(0);
 * int node = 0;
 * while (!tree.isLeaf(node)) {
 *     boolean goesLeft = (float) row[tree.column(node)] <= tree.threshold(node);
 *     node = goesLeft ? tree.left(node) : tree.right(node);
 * }
 * }</pre>
 */
public final class ForestTree {

    private static final int NO_CHILD = -1;
    private static final int NO_FEATURE = -2;
    private static final double NO_THRESHOLD = -2.0;

    private final ForestNodes nodes;
    private final int root;
    private final int nodeCount;
    private final int[] columns;

    /** Takes the drawn columns over. */
    ForestTree(ForestNodes nodes, int tree, int[] columns) {
        this.nodes = nodes;
        this.root = nodes.root(tree);
        this.nodeCount = nodes.nodeCount(tree);
        this.columns = columns;
    }

    /**
     * Returns the number of nodes.
     *
     * @return {@code >= 1}, odd
     */
    public int nodeCount() {
        return nodeCount;
    }

    /**
     * Tells whether a node is a leaf.
     *
     * @param node from 0
     * @return false if it has children
     */
    public boolean isLeaf(int node) {
        return nodes.isLeaf(at(node));
    }

    /**
     * Returns the child for values up to and including the threshold.
     *
     * @param node from 0
     * @return a node, or -1 in a leaf
     */
    public int left(int node) {
        return isLeaf(node) ? NO_CHILD : node + 1;
    }

    /**
     * Returns the child for values above the threshold.
     *
     * @param node from 0
     * @return a node, or -1 in a leaf
     */
    public int right(int node) {
        return isLeaf(node) ? NO_CHILD : nodes.right(at(node)) - root;
    }

    /**
     * Returns what the node splits on, as scikit-learn counts: among the columns drawn for this tree.
     *
     * @param node from 0
     * @return a position in {@link #columns()}, or -2 in a leaf
     */
    public int feature(int node) {
        if (isLeaf(node)) {
            return NO_FEATURE;
        }
        int column = nodes.feature(at(node));
        if (column < columns.length && columns[column] == column) {
            return column; // always so if all columns were drawn
        }
        int feature = 0;
        while (columns[feature] != column) {
            feature++;
        }
        return feature;
    }

    /**
     * Returns what the node splits on, as a column of the table.
     *
     * @param node from 0
     * @return a column from 0, or -2 in a leaf
     */
    public int column(int node) {
        return isLeaf(node) ? NO_FEATURE : nodes.feature(at(node));
    }

    /**
     * Returns the threshold of a node; values rounded to {@code float} are compared with it in double precision.
     *
     * @param node from 0
     * @return a finite number; -2.0 in a leaf
     */
    public double threshold(int node) {
        return isLeaf(node) ? NO_THRESHOLD : nodes.threshold(at(node));
    }

    /**
     * Returns how many of the tree's sampled rows reached a node; a row drawn twice counts once.
     *
     * @param node from 0
     * @return {@code >= 1}
     */
    public int rowCount(int node) {
        return nodes.rowCount(at(node));
    }

    /**
     * Returns what a leaf adds to the path length sum of a row that ends there: its edges from the root, plus the average path
     * c(n) among the rows of the leaf.
     *
     * @param node a leaf
     * @return {@code >= 0}
     * @throws IllegalArgumentException if the node has children
     */
    public double pathLength(int node) {
        if (!isLeaf(node)) {
            throw new IllegalArgumentException("node " + node + " has children; only leaves have a path length");
        }
        return nodes.threshold(at(node));
    }

    /**
     * Returns the columns of the table that were drawn for this tree.
     *
     * @return a new array of distinct columns, in the order drawn
     */
    public int[] columns() {
        return columns.clone();
    }

    /** Returns a summary. */
    @Override
    public String toString() {
        return "ForestTree[nodes=" + nodeCount + ", rows=" + rowCount(0) + ", columns="
                + (columns.length <= 16 ? Arrays.toString(columns) : Integer.toString(columns.length)) + "]";
    }

    private int at(int node) {
        if (node < 0 || node >= nodeCount) {
            throw new IndexOutOfBoundsException(
                    "the tree has " + nodeCount + " nodes, but node " + node + " was asked for");
        }
        return root + node;
    }
}
