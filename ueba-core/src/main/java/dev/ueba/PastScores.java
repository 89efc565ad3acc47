package dev.ueba;

/** How low anomaly scores were in the past: counts of scores in narrow bins. Not thread-safe. */
final class PastScores {

    private static final int BINS_PER_UNIT = 4096;
    private static final int BINS = 2 * BINS_PER_UNIT;

    private final long[] counts = new long[BINS];
    private final long[] upTo = new long[BINS];
    private long total;
    private boolean stale;

    void add(double score) {
        counts[bin(score)]++;
        total++;
        stale = true;
    }

    /** Returns -log2 of the share of past scores that were as low or lower, on the safe side; 0 without any. */
    double bits(double score) {
        if (stale) {
            long sum = 0;
            for (int bin = 0; bin < BINS; bin++) {
                sum += counts[bin];
                upTo[bin] = sum;
            }
            stale = false;
        }
        return StrictMath.log((total + 1.0) / (upTo[bin(score)] + 1.0)) / StrictMath.log(2.0);
    }

    private static int bin(double score) {
        return (int) Math.max(0.0, Math.min(BINS - 1, Math.floor((score + 1.0) * BINS_PER_UNIT)));
    }
}
