package dev.ueba.forest;

import java.util.Arrays;

/**
 * The average path length c(n) of an unsuccessful search among n points, which stands for the part of a tree that was not
 * grown below a leaf.
 *
 * <p>{@code c(n) = 2 (ln(n-1) + G) - 2 (n-1) / n} with Euler's constant G, as scikit-learn evaluates it; 0 for
 * {@code n <= 1} and exactly 1 for {@code n = 2}. The logarithm is correctly rounded.
 *
 * <p>Remembers small arguments. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/ICDM.2008.17">Liu, Ting, Zhou: Isolation Forest (2008), equation 1</a>
 */
final class PathLengths {

    private static final double EULER = 0.5772156649015329;
    private static final int REMEMBERED = 1 << 10;

    private final double[] remembered = new double[REMEMBERED];

    PathLengths() {
        Arrays.fill(remembered, Double.NaN);
    }

    /** Returns c(n) in edges, {@code n >= 0}. */
    double average(int points) {
        if (points >= REMEMBERED) {
            return compute(points);
        }
        double known = remembered[points];
        if (Double.isNaN(known)) {
            known = compute(points);
            remembered[points] = known;
        }
        return known;
    }

    private static double compute(int points) {
        if (points <= 1) {
            return 0.0;
        }
        if (points == 2) {
            return 1.0;
        }
        double edges = points - 1.0;
        return 2.0 * (NaturalLogarithm.of(points - 1) + EULER) - (2.0 * edges) / points;
    }
}
