package dev.ueba.forest;

import java.util.stream.IntStream;

/** Walks the rows of whole tables through a forest, in blocks that fit into a near cache, on all threads of the pool. */
final class ForestScorer {

    /** Rows a task handles with the same scratch memory. */
    private static final int ROWS_PER_TASK = 2048;
    /** Values in a block, at most, unless a single row has more. */
    private static final int BLOCK_VALUES = 1 << 13;

    private static final int MAX_BLOCK_ROWS = 256;

    private ForestScorer() {}

    /** Returns for each row the sum of path lengths over all trees. */
    static double[] pathLengthSums(ForestNodes nodes, InputColumns input) {
        int rowCount = input.rowCount();
        double[] sums = new double[rowCount];
        int tasks = (int) (((long) rowCount + ROWS_PER_TASK - 1) / ROWS_PER_TASK);
        IntStream.range(0, tasks).parallel().forEach(task -> {
            int from = task * ROWS_PER_TASK;
            score(nodes, input, from, Math.min(rowCount - from, ROWS_PER_TASK), sums);
        });
        return sums;
    }

    private static void score(ForestNodes nodes, InputColumns input, int fromRow, int rowCount, double[] sums) {
        int features = input.featureCount();
        int blockRows = Math.min(rowCount, Math.max(1, Math.min(MAX_BLOCK_ROWS, BLOCK_VALUES / features)));
        double[] column = new double[blockRows];
        float[] block = new float[Math.multiplyExact(blockRows, features)];
        for (int done = 0; done < rowCount; done += blockRows) {
            int length = Math.min(blockRows, rowCount - done);
            for (int feature = 0; feature < features; feature++) {
                input.copy(feature, fromRow + done, length, column);
                for (int row = 0; row < length; row++) {
                    block[row * features + feature] = (float) column[row];
                }
            }
            nodes.addPathLengths(block, length, features, sums, fromRow + done);
        }
    }
}
