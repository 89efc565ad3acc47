package dev.ueba.novelty;

import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.List;

/**
 * How unusual the rows of one day are, judged by the days before it. Comes from {@link NoveltyModel#score}.
 *
 * <p>Immutable from outside; safe to share between threads.
 */
public final class NoveltyScores {

    /*
     * bits[row * features + feature] are the bits before calibration, which the model needs to learn the day; what is shown
     * of a row are its MOST_SHOWN largest calibrated ones, in shown[] from row * MOST_SHOWN on.
     */

    static final int MOST_SHOWN = 4;

    private static final Surprise[] NONE = {};

    private final FeatureTable day;
    private final double[] novelty;
    private final double[] evidence;
    private final double[] discounts;
    private final double[] largestThree;
    private final Surprise[][] shown;
    final double[] bits;
    final boolean[] unusual;
    final long version;

    NoveltyScores(FeatureTable day, int features, long version) {
        int rows = day.rowCount();
        this.day = day;
        this.novelty = new double[rows];
        this.evidence = new double[rows];
        this.discounts = new double[rows];
        this.largestThree = new double[rows];
        this.shown = new Surprise[rows][];
        this.bits = new double[Math.multiplyExact(rows, features)];
        this.unusual = new boolean[rows];
        this.version = version;
    }

    void put(int row, double evidenceBits, double discountBits, double sumOfThree, List<Surprise> surprises) {
        evidence[row] = evidenceBits;
        discounts[row] = discountBits;
        novelty[row] = Math.max(0.0, evidenceBits - discountBits);
        largestThree[row] = sumOfThree;
        shown[row] = surprises.isEmpty() ? NONE : surprises.toArray(NONE);
    }

    /**
     * Returns the rows that were scored.
     *
     * @return the table given to {@link NoveltyModel#score}
     */
    public FeatureTable day() {
        return day;
    }

    /**
     * Returns how unusual a row is: its evidence less the discount.
     *
     * @param row from 0
     * @return bits, {@code >= 0}; higher is stranger
     */
    public double novelty(int row) {
        return novelty[row];
    }

    /**
     * Returns the evidence of a row: that of its surprises, added up ({@link Evidence}).
     *
     * @param row from 0
     * @return bits, {@code >= 0}
     */
    public double evidence(int row) {
        return evidence[row];
    }

    /**
     * Returns what is taken off because the actor has unusual days more often than others.
     *
     * @param row from 0
     * @return bits, {@code >= 0}
     */
    public double discount(int row) {
        return discounts[row];
    }

    /**
     * Returns the plain sum of the three largest surprises of a row, neither calibrated nor discounted: what the evidence is
     * compared with.
     *
     * @param row from 0
     * @return bits, {@code >= 0}
     */
    public double largestThree(int row) {
        return largestThree[row];
    }

    /**
     * Returns the largest surprises of a row.
     *
     * @param row from 0
     * @return unmodifiable, at most four, the largest first; only such of 2 bits and more
     */
    public List<Surprise> surprises(int row) {
        return List.of(shown[row]);
    }

    static List<Surprise> newList() {
        return new ArrayList<>(MOST_SHOWN);
    }
}
