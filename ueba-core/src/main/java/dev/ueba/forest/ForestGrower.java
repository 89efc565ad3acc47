package dev.ueba.forest;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Grows all trees of a forest. The seeds of the trees are drawn first, so threads make no difference to the result. */
final class ForestGrower {

    /** Trees that share a thread's scratch memory. */
    private static final int TREES_PER_TASK = 4;

    private final InputColumns input;
    private final IsolationForestOptions options;
    private final int sampleSize;
    private final int featuresPerTree;
    private final double[] targets;
    private final int[] seeds;

    ForestGrower(InputColumns input, IsolationForestOptions options) {
        if (input.featureCount() < 1 || input.rowCount() < 1) {
            throw new IllegalArgumentException("a forest needs at least 1 row and 1 column, but there are "
                    + input.rowCount() + " rows and " + input.featureCount() + " columns");
        }
        this.input = input;
        this.options = options;
        this.sampleSize = options.sampleSize(input.rowCount());
        this.featuresPerTree = options.featuresPerTree(input.featureCount());
        MersenneTwister twister = new MersenneTwister();
        twister.seed((int) options.seed());
        this.targets = new double[input.rowCount()];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = twister.nextUniform();
        }
        // The seed is turned into a new generator for this: the targets do not advance it.
        twister.seed((int) options.seed());
        this.seeds = new int[options.trees()];
        for (int tree = 0; tree < seeds.length; tree++) {
            seeds[tree] = twister.nextBelow(Integer.MAX_VALUE);
        }
    }

    /** Returns the number of rows per tree. */
    int sampleSize() {
        return sampleSize;
    }

    /** Returns the seed of each tree; a copy. */
    int[] seeds() {
        return seeds.clone();
    }

    /** Returns the target of each row; a copy. */
    double[] targets() {
        return targets.clone();
    }

    /** Returns a grower of single trees, to be used by one thread. */
    TreeGrower newTreeGrower() {
        return new TreeGrower(input, targets, sampleSize, featuresPerTree, options);
    }

    /** Returns all trees, in order. */
    List<SingleTree> grow() {
        SingleTree[] trees = new SingleTree[seeds.length];
        int tasks = (seeds.length - 1) / TREES_PER_TASK + 1;
        IntStream.range(0, tasks).parallel().forEach(task -> {
            TreeGrower grower = newTreeGrower();
            int end = Math.min(seeds.length, (task + 1) * TREES_PER_TASK);
            for (int tree = task * TREES_PER_TASK; tree < end; tree++) {
                trees[tree] = grower.grow(seeds[tree]);
            }
        });
        return Arrays.asList(trees);
    }
}
