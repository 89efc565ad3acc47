package dev.ueba.forest;

import java.util.Objects;

/**
 * What can be chosen about an isolation forest. The names on the right are scikit-learn's.
 *
 * @param trees number of trees, {@code >= 1} ({@code n_estimators})
 * @param samples rows drawn for each tree ({@code max_samples}): automatic is 256, or all rows if there are fewer; a count
 *     above the number of rows is all rows; a share is rounded down
 * @param features columns drawn for each tree ({@code max_features}): a count or a share; a share is rounded down, but is at
 *     least one column
 * @param bootstrap whether rows are drawn with replacement
 * @param contamination the share of the training rows whose score is to fall below the offset, in (0, 0.5]; automatic sets
 *     the offset to -0.5
 * @param seed in [0, 2^32 - 1] ({@code random_state})
 * @param constantTolerance a column whose values within a node span no more than this, in single precision, is not split,
 *     finite and {@code >= 0}: 1e-7 in scikit-learn up to 1.5 and from 1.8, 0 in 1.6 and 1.7
 * @param noveltyGuard whether a tree may also split, above its root, on columns that are constant in its whole sample, so that a
 *     value nobody had is isolated at once; not in scikit-learn, false gives its trees
 */
public record IsolationForestOptions(
        int trees,
        Amount samples,
        Amount features,
        boolean bootstrap,
        Amount contamination,
        long seed,
        float constantTolerance,
        boolean noveltyGuard) {

    /** Rows per tree if left to the library, where there are that many. */
    static final int AUTO_SAMPLES = 256;

    /** More rows than this in one tree would need more nodes than an array can hold. */
    static final int MAX_SAMPLES = (1 << 30) - 1;

    private static final long MAX_SEED = 0xFFFFFFFFL;

    public IsolationForestOptions {
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(contamination, "contamination");
        if (trees < 1) {
            throw new IllegalArgumentException("trees must be >= 1, but was " + trees);
        }
        if (features instanceof Amount.Auto) {
            throw new IllegalArgumentException("features must be a count or a share, but was auto");
        }
        if (contamination instanceof Amount.Count
                || (contamination instanceof Amount.Share share && !(share.value() <= 0.5))) {
            throw new IllegalArgumentException(
                    "contamination must be auto or a share in (0, 0.5], but was " + contamination);
        }
        if (seed < 0 || seed > MAX_SEED) {
            throw new IllegalArgumentException("seed must be in [0, " + MAX_SEED + "], but was " + seed);
        }
        if (!(constantTolerance >= 0.0f && constantTolerance <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "constantTolerance must be finite and >= 0, but was " + constantTolerance);
        }
        constantTolerance += 0.0f; // a negative zero becomes a plain one, so that equal options are equal
    }

    /**
     * Returns scikit-learn's defaults: 100 trees, automatic samples, all features, no bootstrap, automatic contamination,
     * seed 0, tolerance 1e-7, no novelty guard.
     *
     * @return the defaults
     */
    public static IsolationForestOptions defaults() {
        return new IsolationForestOptions(
                100, Amount.auto(), Amount.share(1.0), false, Amount.auto(), 0L, 1e-7f, false);
    }

    /**
     * Returns these options with another number of trees.
     *
     * @param value {@code >= 1}
     * @return a changed copy
     */
    public IsolationForestOptions withTrees(int value) {
        return new IsolationForestOptions(
                value, samples, features, bootstrap, contamination, seed, constantTolerance, noveltyGuard);
    }

    /**
     * Returns these options with another number of rows per tree.
     *
     * @param value any amount
     * @return a changed copy
     */
    public IsolationForestOptions withSamples(Amount value) {
        return new IsolationForestOptions(
                trees, value, features, bootstrap, contamination, seed, constantTolerance, noveltyGuard);
    }

    /**
     * Returns these options with another number of columns per tree.
     *
     * @param value a count or a share
     * @return a changed copy
     */
    public IsolationForestOptions withFeatures(Amount value) {
        return new IsolationForestOptions(
                trees, samples, value, bootstrap, contamination, seed, constantTolerance, noveltyGuard);
    }

    /**
     * Returns these options with rows drawn in the other way.
     *
     * @param value whether rows are drawn with replacement
     * @return a changed copy
     */
    public IsolationForestOptions withBootstrap(boolean value) {
        return new IsolationForestOptions(
                trees, samples, features, value, contamination, seed, constantTolerance, noveltyGuard);
    }

    /**
     * Returns these options with another contamination.
     *
     * @param value automatic, or a share in (0, 0.5]
     * @return a changed copy
     */
    public IsolationForestOptions withContamination(Amount value) {
        return new IsolationForestOptions(
                trees, samples, features, bootstrap, value, seed, constantTolerance, noveltyGuard);
    }

    /**
     * Returns these options with another seed.
     *
     * @param value in [0, 2^32 - 1]
     * @return a changed copy
     */
    public IsolationForestOptions withSeed(long value) {
        return new IsolationForestOptions(
                trees, samples, features, bootstrap, contamination, value, constantTolerance, noveltyGuard);
    }

    /**
     * Returns these options with another tolerance for constant columns.
     *
     * @param value finite and {@code >= 0}
     * @return a changed copy
     */
    public IsolationForestOptions withConstantTolerance(float value) {
        return new IsolationForestOptions(
                trees, samples, features, bootstrap, contamination, seed, value, noveltyGuard);
    }

    /**
     * Returns these options with or without splits on columns that are constant in a tree's whole sample.
     *
     * @param value whether trees get them
     * @return a changed copy
     */
    public IsolationForestOptions withNoveltyGuard(boolean value) {
        return new IsolationForestOptions(
                trees, samples, features, bootstrap, contamination, seed, constantTolerance, value);
    }

    /** Returns how many rows each tree is grown on. */
    int sampleSize(int rowCount) {
        int size;
        if (samples instanceof Amount.Count count) {
            size = Math.min(count.value(), rowCount);
        } else if (samples instanceof Amount.Share share) {
            size = (int) (share.value() * rowCount);
        } else {
            size = Math.min(AUTO_SAMPLES, rowCount);
        }
        if (size < 1) {
            throw new IllegalArgumentException("samples must give at least one row per tree, but " + samples + " of "
                    + rowCount + " rows is none");
        }
        if (size > MAX_SAMPLES) {
            throw new IllegalArgumentException(
                    "samples must give at most " + MAX_SAMPLES + " rows per tree, but gives " + size);
        }
        return size;
    }

    /** Returns how many columns each tree may use. */
    int featuresPerTree(int featureCount) {
        if (features instanceof Amount.Share share) {
            return Math.max(1, (int) (share.value() * featureCount));
        }
        int count = ((Amount.Count) features).value();
        if (count > featureCount) {
            throw new IllegalArgumentException("features must be at most the number of columns, but was " + count
                    + " of " + featureCount + " columns");
        }
        return count;
    }

    /** Returns how many edges a path may have in a tree of that many rows: the smallest L with 2^L >= max(rows, 2). */
    static int depthLimit(int sampleSize) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(sampleSize, 2) - 1);
    }
}
