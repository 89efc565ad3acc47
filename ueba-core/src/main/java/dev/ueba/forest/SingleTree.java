package dev.ueba.forest;

/**
 * One tree by itself, as it was grown or read, before all trees are laid into {@link ForestNodes}.
 *
 * <p>Nodes are numbered depth first, a left subtree before the right one, so the left child of an inner node is always the
 * next node. The arrays belong to this object and are not changed any more.
 */
final class SingleTree {

    /** The feature of a leaf. */
    static final int LEAF = -1;

    /** Per node a position among the columns drawn for the tree, or LEAF. */
    final int[] feature;
    /** Per inner node; values up to and including the threshold go left. */
    final double[] threshold;
    /** Per inner node its right child. */
    final int[] right;
    /** Per node how many distinct rows of the sample reached it. */
    final int[] rowCount;
    /** The columns drawn, in that order; empty if the tree uses all columns in their own order. */
    final int[] columns;

    SingleTree(int[] feature, double[] threshold, int[] right, int[] rowCount, int[] columns) {
        this.feature = feature;
        this.threshold = threshold;
        this.right = right;
        this.rowCount = rowCount;
        this.columns = columns;
    }

    int nodeCount() {
        return feature.length;
    }
}
