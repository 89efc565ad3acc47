package dev.ueba.novelty;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.BinaryWriter;
import dev.ueba.storage.ModelFormatException;

/**
 * What a number of bits was worth in the past: how often past rows had as many or more.
 *
 * <p>Rows are counted in bins of an eighth of a bit. {@link #bits} gives
 *
 * <pre>
 * -log2 ((rows at or above + 1 + K 2^-bits) / (rows + 1 + K))
 * </pre>
 *
 * <p>where K pseudo-rows believe the bits as they are: with no past the answer is the question, with much past it is the
 * share seen. The 1 keeps it on the safe side, as in a permutation test. Above the point that only a few rows reached, shares
 * say nothing any more; there the tail goes on exponentially with the mean excess of those few rows, but never faster than
 * the bits themselves.
 *
 * <p>Not thread-safe.
 */
public final class TailCalibration {

    /*
     * count[bin] holds rows, excess[bin] the sum of their bits; bin 0 is never looked at (no bits, no surprise). The tail sums are made
     * by freeze(), which has to be called after rows were counted and before the next question.
     */

    private static final int BINS_PER_BIT = 8;
    private static final int BINS = 128 * BINS_PER_BIT;
    private static final double PSEUDO_ROWS = 100.0;

    /** Rows that a tail is fitted to; so many again believe in the bits as they are. */
    private static final int TAIL_ROWS = 30;

    private static final double TAIL_BELIEF = 2.0;

    /** A row pulls at the tail with no more bits than these, so that one absurd row does not blunt all later ones. */
    private static final double MOST_OF_ONE_ROW = 128.0;

    /** Up to here doubles count every row. */
    private static final double MOST_ROWS = 9e15;

    private final double[] counts = new double[BINS];
    private final double[] sums = new double[BINS];
    private final double[] atOrAbove = new double[BINS];
    private double rows;
    private int tailBin = BINS;
    private double tailFrom = Double.POSITIVE_INFINITY;
    private double bitsAtTail;
    private double slope = 1.0;
    private boolean stale = true;

    /** Creates a calibration that has seen nothing: {@link #bits} returns what it is given. */
    public TailCalibration() {}

    /**
     * Counts one row.
     *
     * @param bits {@code >= 0}, finite
     */
    public void add(double bits) {
        int bin = bin(bits);
        rows++;
        counts[bin]++;
        sums[bin] += Math.min(bits, MOST_OF_ONE_ROW);
        stale = true;
    }

    /**
     * Counts rows without any bits.
     *
     * @param count how many, {@code >= 0}
     */
    public void addZeros(long count) {
        rows += count;
        counts[0] += count;
        stale = true;
    }

    /**
     * Returns how many rows were counted.
     *
     * @return {@code >= 0}
     */
    public long rowCount() {
        return (long) rows;
    }

    /**
     * Returns what bits are worth, by the rows counted so far.
     *
     * @param bits {@code >= 0}, finite
     * @return calibrated bits, {@code >= 0}; never falls when the argument grows
     */
    public double bits(double bits) {
        if (stale) {
            freeze();
        }
        if (bits <= 0.0) {
            return 0.0;
        }
        return bits >= tailFrom ? bitsAtTail + slope * (bits - tailFrom) : share(bits);
    }

    private double share(double bits) {
        double pseudo = PSEUDO_ROWS * StrictMath.exp(-bits * NegativeBinomialTail.LN_2);
        double tail = (atOrAbove[bin(bits)] + 1.0 + pseudo) / (rows + 1.0 + PSEUDO_ROWS);
        return Math.max(0.0, -StrictMath.log(tail) / NegativeBinomialTail.LN_2);
    }

    private void freeze() {
        stale = false;
        double count = 0.0;
        double sum = 0.0;
        double tailCount = 0.0;
        double tailSum = 0.0;
        tailBin = 1;
        boolean found = false;
        for (int bin = BINS - 1; bin >= 0; bin--) {
            count += counts[bin];
            sum += sums[bin];
            atOrAbove[bin] = count;
            if (!found && bin >= 1) {
                tailBin = bin;
                tailCount = count;
                tailSum = sum;
                found = count >= TAIL_ROWS;
            }
        }
        if (rows == 0.0) {
            tailFrom = 0.0;
            bitsAtTail = 0.0;
            slope = 1.0;
            return;
        }
        if (!found) {
            // Too few rows with any bits for a tail of its own: it begins where the first of them stands.
            while (tailBin < BINS - 1 && counts[tailBin] == 0.0) {
                tailBin++;
            }
            if (counts[tailBin] == 0.0) {
                tailBin = 1;
            }
        }
        tailFrom = (double) tailBin / BINS_PER_BIT;
        bitsAtTail = share(tailFrom);
        double excess = Math.max(0.0, tailSum - tailCount * Math.min(tailFrom, MOST_OF_ONE_ROW));
        slope = Math.min(1.0, (tailCount + TAIL_BELIEF) / (excess * NegativeBinomialTail.LN_2 + TAIL_BELIEF));
    }

    private static int bin(double bits) {
        return (int) Math.min(BINS - 1, bits * BINS_PER_BIT);
    }

    /**
     * Appends what was counted to a body that holds more than it.
     *
     * @param out where to
     */
    public void writeTo(BinaryWriter out) {
        int filled = 0;
        for (double count : counts) {
            filled += count > 0.0 ? 1 : 0;
        }
        out.writeInt(filled);
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0.0) {
                out.writeInt(bin);
                out.writeDouble(counts[bin]);
                out.writeDouble(sums[bin]);
            }
        }
    }

    /**
     * Reads a calibration that {@link #writeTo} appended.
     *
     * @param in positioned at its beginning
     * @return a calibration that answers with the same bits
     * @throws ModelFormatException if it is not such a calibration
     */
    public static TailCalibration readFrom(BinaryReader in) throws ModelFormatException {
        TailCalibration calibration = new TailCalibration();
        int filled = in.readInt("the filled bins of a calibration", 0, BINS);
        int previous = -1;
        for (int i = 0; i < filled; i++) {
            int bin = in.readInt("a bin of a calibration", previous + 1, BINS - 1);
            double count = in.readFinite("a number of rows");
            double sum = ActorCounts.notNegative(in, "a sum of bits");
            if (!(count >= 1.0 && count <= MOST_ROWS) || count != Math.rint(count)) {
                throw in.broken("a number of rows must be whole and from 1 to " + MOST_ROWS + ", found " + count);
            }
            calibration.counts[bin] = count;
            calibration.sums[bin] = sum;
            calibration.rows += count;
            previous = bin;
        }
        return calibration;
    }
}
