package dev.ueba.novelty;

/**
 * How much a number of bits speaks for an attack that raises few of many features.
 *
 * <p>Stateless.
 */
public final class Evidence {

    /*
     * Under the null hypothesis a probability p is uniform. Vovk and Wang [1] turn it into a likelihood ratio without choosing
     * an alternative: the average of k p^(k-1) over k in (0, 1),
     *
     *     e(p) = (1 - p + p ln p) / (p (ln p)^2),   e(1) = 1/2.
     *
     * If each feature is raised with probability s, the ratio of a feature is 1 - s + s e(p), and the logarithms of the features
     * add up (the sparse mixture of Donoho and Jin [2], by its likelihood instead of higher criticism). Small surprises then
     * weigh next to nothing, however many features there are, and each large one counts with what is left of it after
     * log2(1/s) bits for having looked everywhere.
     *
     * [1] Vovk, Wang: E-values: calibration, combination and applications. Annals of Statistics 49 (2021), section 2.
     *     https://doi.org/10.1214/20-AOS2020
     * [2] Donoho, Jin: Higher criticism for detecting sparse heterogeneous mixtures. Annals of Statistics 32 (2004).
     *     https://doi.org/10.1214/009053604000000265
     */

    private Evidence() {}

    /**
     * Returns the evidence of one feature, in bits above that of a feature without any surprise.
     *
     * @param bits -log2 of its tail probability, {@code >= 0}
     * @param raisedShare share of the features that an attack raises, in (0, 1)
     * @return {@code >= 0}; grows with the bits
     */
    public static double of(double bits, double raisedShare) {
        if (bits <= 0.0) {
            return 0.0;
        }
        double nothing = log2(1.0 - raisedShare / 2.0);
        double ratio = log2Ratio(bits);
        // log2(1 - s + s 2^ratio), for ratios that no double holds too.
        double raised = ratio + log2(raisedShare);
        double value = raised > 60.0 ? raised : log2(1.0 - raisedShare + raisedShare * exp2(ratio));
        return Math.max(0.0, value - nothing);
    }

    /** Returns log2 e(2^-bits). */
    private static double log2Ratio(double bits) {
        double l = bits * NegativeBinomialTail.LN_2;
        double p = StrictMath.exp(-l);
        // 1 - p - p l is l^2/2 - l^3/3 + ... for small l, where the plain form would lose its digits.
        double top = l < 1e-3 ? l * l * (0.5 - l / 3.0) : 1.0 - p - p * l;
        return bits + log2(top) - 2.0 * log2(l);
    }

    private static double log2(double x) {
        return StrictMath.log(x) / NegativeBinomialTail.LN_2;
    }

    private static double exp2(double x) {
        return StrictMath.exp(x * NegativeBinomialTail.LN_2);
    }
}
