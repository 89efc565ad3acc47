package dev.ueba;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;
import java.util.Arrays;

/** How low anomaly scores were in the past: counts of scores in narrow bins. Not thread-safe. */
final class PastScores {

    private static final int BINS_PER_UNIT = 4096;
    private static final int BINS = 2 * BINS_PER_UNIT;

    /** So many bins full of scores still add up to a long. */
    private static final long MOST_OF_A_BIN = 1L << 48;

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

    void write(BinaryWriter out) {
        out.writeInt((int) Arrays.stream(counts).filter(count -> count > 0).count());
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                out.writeInt(bin);
                out.writeLong(counts[bin]);
            }
        }
    }

    /** Reads what {@link #write} wrote into empty counts. */
    void read(BinaryReader in) throws ModelFormatException {
        int filled = in.readInt("the filled bins of past scores", 0, BINS);
        int previous = -1;
        for (int i = 0; i < filled; i++) {
            int bin = in.readInt("a bin of past scores", previous + 1, BINS - 1);
            long count = in.readLong();
            if (count < 1 || count > MOST_OF_A_BIN) {
                throw in.broken("a number of scores must be from 1 to " + MOST_OF_A_BIN + ", found " + count);
            }
            counts[bin] = count;
            total += count;
            previous = bin;
        }
        stale = true;
    }
}
