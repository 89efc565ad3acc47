package dev.ueba;

import dev.ueba.baseline.TrainingBlocks;
import dev.ueba.forest.DrawnRows;
import dev.ueba.forest.IsolationForest;

/** Fits a forest on training rows that are made twice, block by block, and never held as a whole. */
final class BlockwiseTraining {

    /*
     * First pass: the fingerprint, and the rows that trees are grown on. Second pass: the scores of all rows for the offset,
     * the only thing kept per training row (8 bytes).
     */
    private final TrainingBlocks blocks;
    private final TableHash hash;

    BlockwiseTraining(TrainingBlocks blocks) {
        this.blocks = blocks;
        this.hash = new TableHash(blocks.schema());
    }

    IsolationForest fit(DetectorOptions options) {
        DrawnRows drawn = new DrawnRows(blocks.rowCount(), blocks.schema().featureCount(), options.forest());
        blocks.forEach(block -> {
            drawn.add(block);
            hash.add(block);
        });
        IsolationForest forest = drawn.grow();
        double[] scores = new double[blocks.rowCount()];
        int[] scored = new int[1];
        blocks.forEach(block -> {
            double[] ofBlock = forest.scoreSamples(block);
            System.arraycopy(ofBlock, 0, scores, scored[0], ofBlock.length);
            scored[0] += ofBlock.length;
        });
        return forest.withOffsetOf(scores);
    }

    /** Returns the fingerprint of all rows; to be called once, after {@link #fit}. */
    String sha256() {
        return hash.finish();
    }
}
