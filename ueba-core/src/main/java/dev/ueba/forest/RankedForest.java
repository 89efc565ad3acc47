package dev.ueba.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The trees of a forest laid out for scoring many rows at once: every inner node is evaluated once for a whole block of
 * rows, eight rows to a {@code long}, without a branch. {@link BlockScorer} does it.
 *
 * <p>Immutable and safe to share between threads.
 */
final class RankedForest {

    /*
     * A value matters to a tree only through which thresholds it exceeds. So every value is replaced by its rank, the number
     * of thresholds of its column that are below it. Ranks must fit into 7 bits; trees are therefore taken in groups that
     * together have at most 127 different thresholds per column, and each group has a table from the rank among all
     * thresholds of a column to the rank among its own, with the high bit set.
     *
     * Nodes are in depth-first order. The rows at a node are found in its slot; those that go right stay there for the right
     * child, the others move to the left child in the next slot. A leaf needs no rows: a node at depth d sets bit 7 - d in
     * the leaf number of the rows that go right. So a leaf's number is the way to it, a byte for trees of up to 8 levels,
     * which is as deep as trees of 256 rows grow. (Counting leaves instead fits deeper trees but takes twice as many
     * operations a node: 400 against 350 ns a row, shape dense.)
     *
     * Thresholds are rounded down to float: for a float x, x > threshold if and only if x > the largest float up to it.
     */
    private static final int MAX_RANK = 127;
    private static final int MAX_DEPTH = 8;
    private static final int LEAF_NUMBERS = 1 << MAX_DEPTH;
    private static final byte HIGH_BIT = (byte) 0x80;

    /*
     * What is below an inner node. A pair is a node with two leaves; pairs without a sister that goes on are evaluated together
     * with their parent, as most of the time goes into loading and storing (200 to 160 ns a row, shape dense).
     */
    static final byte SPLIT = 0;
    static final byte LEFT_IS_LEAF = 1;
    static final byte RIGHT_IS_LEAF = 2;
    static final byte BOTH_ARE_LEAVES = 3;
    static final byte RIGHT_IS_PAIR = 4;
    static final byte LEFT_IS_PAIR = 5;
    static final byte BOTH_ARE_PAIRS = 6;

    /** Consecutive trees whose thresholds fit into one set of ranks; {@code rankTables} has one table per feature it uses. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Group(int fromTree, int toTree, int[] features, byte[][] rankTables) {}

    final ColumnRanks[] columns;
    final List<Group> groups = new ArrayList<>();
    /** Per tree its first inner node; one more for the end. */
    final int[] firstNode;

    /** Per inner node: position among the features of its group, place of its threshold there (from 1), and so on. */
    final short[] column;

    final byte[] cut;
    final byte[] depth;
    final byte[] slot;
    final byte[] kind;
    /** Per tree and leaf number what the leaf adds to the sum. */
    final double[][] leafLength;

    int slotCount = 1;
    private int nodes;

    private RankedForest(ForestNodes forest, ColumnRanks[] columns, int innerNodes) {
        this.columns = columns;
        this.firstNode = new int[forest.treeCount() + 1];
        this.column = new short[innerNodes];
        this.cut = new byte[innerNodes];
        this.depth = new byte[innerNodes];
        this.slot = new byte[innerNodes];
        this.kind = new byte[innerNodes];
        this.leafLength = new double[forest.treeCount()][];
    }

    /** Returns the layout, or nothing if there are too many features or thresholds in a tree, or a tree is too deep, for it. */
    static Optional<RankedForest> of(ForestNodes forest, int featureCount) {
        if (featureCount > Short.MAX_VALUE) {
            return Optional.empty();
        }
        float[][] thresholds = new float[featureCount][0];
        int[] counts = new int[featureCount];
        int innerNodes = 0;
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            int end = forest.root(tree) + forest.nodeCount(tree);
            if (depth(forest, forest.root(tree)) > MAX_DEPTH) {
                return Optional.empty();
            }
            for (int node = forest.root(tree); node < end; node++) {
                if (!forest.isLeaf(node)) {
                    int feature = forest.feature(node);
                    if (counts[feature] == thresholds[feature].length) {
                        thresholds[feature] = Arrays.copyOf(thresholds[feature], Math.max(16, 2 * counts[feature]));
                    }
                    thresholds[feature][counts[feature]++] = roundedDown(forest.threshold(node));
                    innerNodes++;
                }
            }
        }
        ColumnRanks[] columns = new ColumnRanks[featureCount];
        for (int feature = 0; feature < featureCount; feature++) {
            if (counts[feature] > 0) {
                float[] different = different(thresholds[feature], counts[feature]);
                if (different.length > Short.MAX_VALUE) {
                    return Optional.empty();
                }
                columns[feature] = new ColumnRanks(different);
            }
        }
        RankedForest ranked = new RankedForest(forest, columns, innerNodes);
        return ranked.lay(forest) ? Optional.of(ranked) : Optional.empty();
    }

    private static int depth(ForestNodes forest, int node) {
        return forest.isLeaf(node) ? 0 : 1 + Math.max(depth(forest, node + 1), depth(forest, forest.right(node)));
    }

    private static float[] different(float[] values, int count) {
        Arrays.sort(values, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (kept == 0 || values[i] != values[kept - 1]) {
                values[kept++] = values[i];
            }
        }
        return Arrays.copyOf(values, kept);
    }

    /** Returns the largest float up to a threshold; -0.0 as 0.0, so that equal thresholds have equal bits. */
    static float roundedDown(double threshold) {
        float rounded = (float) threshold;
        return (rounded > threshold ? Math.nextDown(rounded) : rounded) + 0f;
    }

    private boolean lay(ForestNodes forest) {
        // Which of all thresholds of a feature the current group has.
        boolean[][] taken = new boolean[columns.length][];
        int[] takenCount = new int[columns.length];
        for (int feature = 0; feature < columns.length; feature++) {
            taken[feature] = new boolean[columns[feature] == null ? 0 : columns[feature].count()];
        }
        int from = 0;
        for (int tree = 0; tree < forest.treeCount(); tree++) {
            if (!take(forest, tree, taken, takenCount)) {
                if (tree == from) {
                    return false;
                }
                closeGroup(forest, from, tree, taken, takenCount);
                from = tree;
                if (!take(forest, tree, taken, takenCount)) {
                    return false;
                }
            }
        }
        closeGroup(forest, from, forest.treeCount(), taken, takenCount);
        return true;
    }

    /** Adds the thresholds of a tree to the current group; changes nothing and returns false if they are too many. */
    private boolean take(ForestNodes forest, int tree, boolean[][] taken, int[] takenCount) {
        List<int[]> added = new ArrayList<>();
        boolean fits = true;
        int end = forest.root(tree) + forest.nodeCount(tree);
        for (int node = forest.root(tree); node < end && fits; node++) {
            if (!forest.isLeaf(node)) {
                int feature = forest.feature(node);
                int place = columns[feature].indexOf(roundedDown(forest.threshold(node)));
                if (!taken[feature][place]) {
                    taken[feature][place] = true;
                    added.add(new int[] {feature, place});
                    fits = ++takenCount[feature] <= MAX_RANK;
                }
            }
        }
        if (!fits) {
            for (int[] featureAndPlace : added) {
                taken[featureAndPlace[0]][featureAndPlace[1]] = false;
                takenCount[featureAndPlace[0]]--;
            }
        }
        return fits;
    }

    private void closeGroup(ForestNodes forest, int fromTree, int toTree, boolean[][] taken, int[] takenCount) {
        int[] used = new int[columns.length];
        int[] localColumn = new int[columns.length];
        int usedCount = 0;
        for (int feature = 0; feature < columns.length; feature++) {
            if (takenCount[feature] > 0) {
                localColumn[feature] = usedCount;
                used[usedCount++] = feature;
            }
        }
        byte[][] rankTables = new byte[usedCount][];
        for (int local = 0; local < usedCount; local++) {
            rankTables[local] = rankTable(taken[used[local]]);
            Arrays.fill(taken[used[local]], false);
            takenCount[used[local]] = 0;
        }
        for (int tree = fromTree; tree < toTree; tree++) {
            leafLength[tree] = new double[LEAF_NUMBERS];
            layNode(forest, forest.root(tree), 0, new Way(leafLength[tree], 0, 0), localColumn, rankTables);
            firstNode[tree + 1] = nodes;
        }
        groups.add(new Group(fromTree, toTree, Arrays.copyOf(used, usedCount), rankTables));
    }

    private static byte[] rankTable(boolean[] taken) {
        byte[] table = new byte[taken.length + 1];
        int rank = 0;
        table[0] = HIGH_BIT;
        for (int place = 0; place < taken.length; place++) {
            rank += taken[place] ? 1 : 0;
            table[place + 1] = (byte) (HIGH_BIT | rank);
        }
        return table;
    }

    /** How a node is reached: the bits of the leaf number set so far, and how many. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Way(double[] lengths, int number, int depth) {
        Way left() {
            return new Way(lengths, number, depth + 1);
        }

        Way right() {
            return new Way(lengths, number | 1 << (MAX_DEPTH - 1 - depth), depth + 1);
        }
    }

    /** Lays a node and all below it. */
    private void layNode(ForestNodes forest, int node, int nodeSlot, Way way, int[] localColumn, byte[][] rankTables) {
        if (forest.isLeaf(node)) {
            way.lengths()[way.number()] = forest.threshold(node);
            return;
        }
        int index = nodes++;
        int feature = forest.feature(node);
        int left = node + 1;
        int right = forest.right(node);
        int place = columns[feature].indexOf(roundedDown(forest.threshold(node)));
        column[index] = (short) localColumn[feature];
        cut[index] = (byte) (rankTables[localColumn[feature]][place + 1] & MAX_RANK);
        depth[index] = (byte) way.depth();
        slot[index] = (byte) nodeSlot;
        // The slot is free for the left child if no right child waits in it.
        int leftSlot = forest.isLeaf(right) ? nodeSlot : nodeSlot + 1;
        slotCount = Math.max(slotCount, leftSlot + 1);
        layNode(forest, left, leftSlot, way.left(), localColumn, rankTables);
        layNode(forest, right, nodeSlot, way.right(), localColumn, rankTables);
        kind[index] = kindOf(forest, left, right);
    }

    private static byte kindOf(ForestNodes forest, int left, int right) {
        if (forest.isLeaf(left)) {
            if (forest.isLeaf(right)) {
                return BOTH_ARE_LEAVES;
            }
            return isPair(forest, right) ? RIGHT_IS_PAIR : LEFT_IS_LEAF;
        }
        if (forest.isLeaf(right)) {
            return isPair(forest, left) ? LEFT_IS_PAIR : RIGHT_IS_LEAF;
        }
        return isPair(forest, left) && isPair(forest, right) ? BOTH_ARE_PAIRS : SPLIT;
    }

    private static boolean isPair(ForestNodes forest, int node) {
        return !forest.isLeaf(node) && forest.isLeaf(node + 1) && forest.isLeaf(forest.right(node));
    }
}
