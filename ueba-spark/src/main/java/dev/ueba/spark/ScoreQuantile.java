package dev.ueba.spark;

import dev.ueba.forest.QuantileRank;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** The exact quantile of scores that lie on many machines: counting passes that narrow the range around the rank. */
final class ScoreQuantile {

    /*
     * Doubles are ordered as longs, so that a range of scores is a range of longs, and halves of it are never empty of numbers in
     * between. Each pass counts the scores of the range in 4,096 equal parts of it, and goes on with the part that has the rank;
     * once that part holds few scores, they are brought here. A pass reads 8 bytes a row; 20 million scores take two passes.
     */
    private static final int PARTS_BITS = 12;

    private static final int FEW = 1 << 16;
    private static final int TREE_DEPTH = 2;

    private final JavaRDD<ScoreChunk> chunks;
    private final int few;

    ScoreQuantile(JavaRDD<ScoreChunk> chunks) {
        this(chunks, FEW);
    }

    /** {@code few}: how many scores may be brought to the driver. */
    ScoreQuantile(JavaRDD<ScoreChunk> chunks, int few) {
        this.chunks = chunks;
        this.few = few;
    }

    /** Returns the quantile of {@code count} scores between {@code lowest} and {@code highest}. */
    double of(double share, long count, double lowest, double highest) {
        QuantileRank rank = QuantileRank.of(count, share);
        long from = ordered(lowest);
        long to = ordered(highest);
        long before = 0;
        long inside = count;
        while (inside > few && from < to) {
            int shift = shift(from, to);
            long[] counts = count(from, to, shift);
            int part = 0;
            while (before + counts[part] <= rank.below()) {
                before += counts[part++];
            }
            inside = counts[part];
            long partFrom = from + ((long) part << shift);
            long partTo = partFrom + (1L << shift) - 1;
            // The last part may reach beyond the range, or the numbers.
            to = partTo < partFrom ? to : Math.min(to, partTo);
            from = partFrom;
        }
        double low;
        double high;
        if (from == to) {
            low = number(from);
            high = before + inside > rank.below() + 1 ? low : nextAbove(low);
        } else {
            double[] scores = between(from, to);
            int place = (int) (rank.below() - before);
            low = scores[place];
            high = place + 1 < scores.length ? scores[place + 1] : nextAbove(scores[place]);
        }
        return rank.below() + 1 == count ? low : rank.between(low, high);
    }

    /** Returns longs in the order of the doubles. */
    static long ordered(double score) {
        long bits = Double.doubleToLongBits(score);
        return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
    }

    private static double number(long ordered) {
        return Double.longBitsToDouble(ordered ^ ((ordered >> (Long.SIZE - 1)) & Long.MAX_VALUE));
    }

    private static int shift(long from, long to) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(to - from) - PARTS_BITS);
    }

    private long[] count(long from, long to, int shift) {
        return chunks.treeAggregate(
                new long[1 << PARTS_BITS],
                (counts, chunk) -> {
                    for (double score : chunk.getScores()) {
                        long place = ordered(score);
                        if (place >= from && place <= to) {
                            counts[(int) ((place - from) >>> shift)]++;
                        }
                    }
                    return counts;
                },
                (a, b) -> {
                    for (int i = 0; i < a.length; i++) {
                        a[i] += b[i];
                    }
                    return a;
                },
                TREE_DEPTH);
    }

    private double[] between(long from, long to) {
        List<double[]> found = chunks.map(chunk -> Arrays.stream(chunk.getScores())
                        .filter(score -> ordered(score) >= from && ordered(score) <= to)
                        .toArray())
                .filter(scores -> scores.length > 0)
                .collect();
        double[] scores = found.stream().flatMapToDouble(Arrays::stream).toArray();
        Arrays.sort(scores);
        return scores;
    }

    private double nextAbove(double score) {
        long place = ordered(score);
        return chunks.map(chunk -> Arrays.stream(chunk.getScores())
                        .filter(other -> ordered(other) > place)
                        .min()
                        .orElse(Double.POSITIVE_INFINITY))
                .treeReduce(Math::min, TREE_DEPTH);
    }
}
