package dev.ueba.forest;

import java.util.SplittableRandom;

/**
 * Splits above the root of a tree on columns that are constant in its whole sample: all sampled rows go on to the tree, and a
 * row that brings another value ends in an empty leaf at once.
 *
 * <p>Not part of the published algorithm, which never splits on such a column and so cannot see anything in it. Not
 * thread-safe; a {@link TreeGrower} has one.
 */
final class NoveltyGuards {

    /*
     * The root draws a column like any other node, but a constant one counts: then it becomes a guard, and what follows is the
     * root again, as no sampled row was split off. So there are as many guards as constant columns drawn before the first
     * other one. A guard looks above the constant, or, by a coin, below it; never below zero, where counts have nothing.
     */
    private final float[] values;
    private final int[] columns;
    private final float[] low;
    private final float[] high;
    private final int[] guardColumn;
    private final double[] guardThreshold;
    private final boolean[] novelIsAbove;
    private int guardCount;

    /** Creates room for trees of that many rows and columns, and at most so many guards. */
    NoveltyGuards(int sampleSize, int columnCount, int mostGuards) {
        this.values = new float[sampleSize];
        this.columns = new int[columnCount];
        this.low = new float[columnCount];
        this.high = new float[columnCount];
        this.guardColumn = new int[mostGuards];
        this.guardThreshold = new double[mostGuards];
        this.novelIsAbove = new boolean[mostGuards];
    }

    /** Draws the guards of a tree; returns how many levels they take. */
    int draw(InputColumns input, int[] drawnColumns, int[] rows, int rowCount, float tolerance, long seed) {
        int constants = 0;
        for (int column = 0; column < drawnColumns.length; column++) {
            if (isConstant(input, drawnColumns[column], rows, rowCount, tolerance, constants)) {
                columns[constants++] = column;
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        int columnsLeft = drawnColumns.length;
        guardCount = 0;
        while (guardCount < guardColumn.length && constants > 0) {
            int place = random.nextInt(columnsLeft);
            if (place >= constants) {
                break;
            }
            boolean isAbove = low[place] == 0f || random.nextBoolean();
            guardColumn[guardCount] = columns[place];
            guardThreshold[guardCount] = isAbove ? high[place] : Math.nextDown((double) low[place]);
            novelIsAbove[guardCount] = isAbove;
            guardCount++;
            constants--;
            columnsLeft--;
            columns[place] = columns[constants];
            low[place] = low[constants];
            high[place] = high[constants];
        }
        return guardCount;
    }

    private boolean isConstant(InputColumns input, int column, int[] rows, int rowCount, float tolerance, int place) {
        input.gather(column, rows, 0, rowCount, values);
        float min = values[0];
        float max = min;
        for (int i = 1; i < rowCount; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        low[place] = min;
        high[place] = max;
        return max <= min + tolerance; // in single precision
    }

    /** Returns a tree with the guards drawn last above its root. */
    SingleTree above(SingleTree tree, int rowCount) {
        SingleTree guarded = tree;
        for (int guard = guardCount - 1; guard >= 0; guard--) {
            guarded = above(guarded, rowCount, guard);
        }
        return guarded;
    }

    private SingleTree above(SingleTree tree, int rowCount, int guard) {
        int nodes = tree.nodeCount() + 2;
        int[] feature = new int[nodes];
        double[] threshold = new double[nodes];
        int[] right = new int[nodes];
        int[] rowCounts = new int[nodes];
        // The left child comes right after its parent: the tree, or the empty leaf and then the tree.
        int treeBegins = novelIsAbove[guard] ? 1 : 2;
        int emptyLeaf = novelIsAbove[guard] ? nodes - 1 : 1;
        for (int node = 0; node < tree.nodeCount(); node++) {
            feature[treeBegins + node] = tree.feature[node];
            threshold[treeBegins + node] = tree.threshold[node];
            right[treeBegins + node] = tree.right[node] == 0 ? 0 : tree.right[node] + treeBegins;
            rowCounts[treeBegins + node] = tree.rowCount[node];
        }
        feature[emptyLeaf] = SingleTree.LEAF;
        feature[0] = guardColumn[guard];
        threshold[0] = guardThreshold[guard];
        right[0] = novelIsAbove[guard] ? emptyLeaf : treeBegins;
        rowCounts[0] = rowCount;
        return new SingleTree(feature, threshold, right, rowCounts, tree.columns);
    }
}
