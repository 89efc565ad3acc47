package dev.ueba.forest;

/**
 * The trees of a forest laid out for scoring one row at a time: several trees are walked at once, without a branch that
 * depends on the data.
 *
 * <p>Immutable and safe to share between threads. Gives the same sum, bit for bit, as walking the trees one by one.
 */
final class WalkedForest {

    /*
     * The children of a node lie side by side, so the next node is the left child plus 1 if the row goes right. A leaf is its
     * own left child and has an infinite threshold: a walk that has arrived stays, and all trees of a bundle take as many
     * steps as the deepest of them. The walks of a bundle do not wait for each other's memory, and no branch can be
     * mispredicted, which is what a plain walk spends most of its time on.
     *
     * Going right is the sign of threshold - value. The difference of two floats is 0 only if they are equal, so the sign is
     * never lost; thresholds are rounded down to float, and -0.0 is turned into 0.0 on both sides, as 0.0 - -0.0 has no sign
     * but -0.0 - 0.0 has.
     */
    private static final int BUNDLE = 8;

    private final int treeCount;
    private final int[] root;
    private final int[] bundleDepth;
    private final int[] feature;
    private final float[] threshold;
    private final int[] left;
    private final double[] length;
    private int used;

    WalkedForest(ForestNodes forest) {
        this.treeCount = forest.treeCount();
        int bundles = (treeCount + BUNDLE - 1) / BUNDLE;
        // The last bundle is filled up with trees of a single leaf that adds nothing.
        int nodes = forest.root(treeCount) + bundles * BUNDLE - treeCount;
        this.root = new int[bundles * BUNDLE];
        this.bundleDepth = new int[bundles];
        this.feature = new int[nodes];
        this.threshold = new float[nodes];
        this.left = new int[nodes];
        this.length = new double[nodes];
        for (int tree = 0; tree < root.length; tree++) {
            root[tree] = used;
            if (tree < treeCount) {
                used++;
                int depth = lay(forest, forest.root(tree), root[tree]);
                bundleDepth[tree / BUNDLE] = Math.max(bundleDepth[tree / BUNDLE], depth);
            } else {
                layLeaf(used++, 0.0);
            }
        }
    }

    /** Lays a node and all below it; returns how many steps it is to the deepest leaf. */
    private int lay(ForestNodes forest, int from, int to) {
        if (forest.isLeaf(from)) {
            layLeaf(to, forest.threshold(from));
            return 0;
        }
        int children = used;
        used += 2;
        feature[to] = forest.feature(from);
        threshold[to] = RankedForest.roundedDown(forest.threshold(from));
        left[to] = children;
        int leftDepth = lay(forest, from + 1, children);
        int rightDepth = lay(forest, forest.right(from), children + 1);
        return 1 + Math.max(leftDepth, rightDepth);
    }

    private void layLeaf(int node, double pathLength) {
        threshold[node] = Float.POSITIVE_INFINITY;
        left[node] = node;
        length[node] = pathLength;
    }

    /** Returns a value as {@link #pathLengthSum} takes it. */
    static float prepared(double value) {
        return (float) value + 0f;
    }

    /** Returns the sum over all trees for one row of {@link #prepared} values. */
    double pathLengthSum(float[] row) {
        double sum = 0.0;
        for (int tree = 0; tree < treeCount; tree += BUNDLE) {
            int a = root[tree];
            int b = root[tree + 1];
            int c = root[tree + 2];
            int d = root[tree + 3];
            int e = root[tree + 4];
            int f = root[tree + 5];
            int g = root[tree + 6];
            int h = root[tree + 7];
            for (int step = bundleDepth[tree / BUNDLE]; step > 0; step--) {
                a = next(a, row);
                b = next(b, row);
                c = next(c, row);
                d = next(d, row);
                e = next(e, row);
                f = next(f, row);
                g = next(g, row);
                h = next(h, row);
            }
            sum += length[a];
            sum += length[b];
            sum += length[c];
            sum += length[d];
            sum += length[e];
            sum += length[f];
            sum += length[g];
            sum += length[h];
        }
        return sum;
    }

    private int next(int node, float[] row) {
        return left[node] + (Float.floatToRawIntBits(threshold[node] - row[feature[node]]) >>> 31);
    }
}
