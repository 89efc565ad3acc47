package dev.ueba.forest;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sums up path lengths, with the layout of the trees that fits the number of rows. Every layout gives the same bits.
 *
 * <p>Layouts are made when they are first needed. Safe to share between threads.
 */
final class ForestScorer {

    /*
     * Making the layout for many rows takes 0.5 to 2 ms (100 trees of 256 rows), and a block is evaluated as a whole; below
     * this many rows walking is faster or not much slower.
     */
    private static final int MIN_RANKED_ROWS = 512;

    /** Rows a task handles with the same scratch memory, at most. */
    private static final int MAX_ROWS_PER_TASK = 4 * BlockScorer.BLOCK_ROWS;

    /** So that no thread waits long for the last task of another. */
    private static final int TASKS_PER_THREAD = 2;

    private static final int WALKED_ROWS_PER_TASK = 256;

    private static final ThreadLocal<float[]> ROW = ThreadLocal.withInitial(() -> new float[0]);

    private final ForestNodes nodes;
    private final int featureCount;
    private volatile @Nullable WalkedForest walked;
    private volatile @Nullable Tried ranked;

    /** The layout for many rows, or null if the forest does not fit into it. */
    private record Tried(@Nullable RankedForest forest) {}

    ForestScorer(ForestNodes nodes, int featureCount) {
        this.nodes = nodes;
        this.featureCount = featureCount;
    }

    /** Returns the sum over all trees for one row. Allocates nothing but, once per thread, room for a row. */
    double pathLengthSum(double[] row) {
        float[] values = ROW.get();
        if (values.length < featureCount) {
            values = new float[featureCount];
            ROW.set(values);
        }
        for (int feature = 0; feature < featureCount; feature++) {
            values[feature] = WalkedForest.prepared(row[feature]);
        }
        return walked().pathLengthSum(values);
    }

    /** Returns for each row the sum of path lengths over all trees; blocks of rows on all threads of the pool. */
    double[] pathLengthSums(InputColumns input) {
        double[] sums = new double[input.rowCount()];
        RankedForest layout = input.rowCount() < MIN_RANKED_ROWS ? null : ranked();
        if (layout != null) {
            inTasks(sums.length, rowsPerTask(sums.length), (from, to) -> scoreBlocks(layout, input, from, to, sums));
        } else {
            WalkedForest forest = walked();
            inTasks(sums.length, WALKED_ROWS_PER_TASK, (from, to) -> walkRows(forest, input, from, to, sums));
        }
        input.requireSound();
        return sums;
    }

    /** A stretch of rows to be scored, {@code [from, to)}. */
    @FunctionalInterface
    private interface Task {
        void score(int from, int to);
    }

    private static int rowsPerTask(int rowCount) {
        int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
        int fairShare = threads == 1 ? rowCount : rowCount / (TASKS_PER_THREAD * threads) + 1;
        return Math.max(BlockScorer.BLOCK_ROWS, Math.min(fairShare, MAX_ROWS_PER_TASK));
    }

    private static void inTasks(int rowCount, int rowsPerTask, Task task) {
        int tasks = (int) (((long) rowCount + rowsPerTask - 1) / rowsPerTask);
        IntStream.range(0, tasks).parallel().forEach(index -> {
            int from = index * rowsPerTask;
            task.score(from, from + Math.min(rowCount - from, rowsPerTask));
        });
    }

    private static void scoreBlocks(RankedForest layout, InputColumns input, int from, int to, double[] sums) {
        BlockScorer scorer = new BlockScorer(layout);
        for (int row = from; row < to; row += BlockScorer.BLOCK_ROWS) {
            scorer.pathLengthSums(input, row, Math.min(BlockScorer.BLOCK_ROWS, to - row), sums);
        }
    }

    private void walkRows(WalkedForest forest, InputColumns input, int from, int to, double[] sums) {
        double[] column = new double[to - from];
        float[][] rows = new float[to - from][featureCount];
        for (int feature = 0; feature < featureCount; feature++) {
            input.copy(feature, from, to - from, column);
            for (int row = 0; row < rows.length; row++) {
                rows[row][feature] = WalkedForest.prepared(column[row]);
            }
        }
        for (int row = 0; row < rows.length; row++) {
            sums[from + row] = forest.pathLengthSum(rows[row]);
        }
    }

    private WalkedForest walked() {
        WalkedForest layout = walked;
        if (layout == null) {
            // Two threads may both make one; they are equal.
            layout = new WalkedForest(nodes);
            walked = layout;
        }
        return layout;
    }

    private @Nullable RankedForest ranked() {
        Tried tried = ranked;
        if (tried == null) {
            tried = new Tried(RankedForest.of(nodes, featureCount).orElse(null));
            ranked = tried;
        }
        return tried.forest();
    }
}
