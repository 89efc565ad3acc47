package dev.ueba.forest;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Scores of a forest in the plainest way, one row and one tree at a time, to compare the real ones with. */
final class PlainForest {

    private static final MathContext PRECISION = new MathContext(40);
    private static final double EULER = 0.5772156649015329;

    private static final Map<Integer, Double> LOGARITHMS = new ConcurrentHashMap<>();

    private PlainForest() {}

    static double pathLengthSum(IsolationForest forest, double[][] columns, int row) {
        double sum = 0.0;
        for (int index = 0; index < forest.treeCount(); index++) {
            ForestTree tree = forest.tree(index);
            int[] drawn = tree.columns();
            int node = 0;
            int edges = 0;
            while (tree.left(node) != -1) {
                int column = drawn[tree.feature(node)];
                double value = (float) columns[column][row];
                node = value <= tree.threshold(node) ? tree.left(node) : tree.right(node);
                edges++;
            }
            sum += ((edges + 1) + averagePathLength(tree.rowCount(node))) - 1.0;
        }
        return sum;
    }

    /** Within two units in the last place of the real score. */
    static double score(IsolationForest forest, double[][] columns, int row) {
        double average = forest.treeCount() * averagePathLength(forest.sampleSize());
        double depth = average == 0.0 ? 1.0 : pathLengthSum(forest, columns, row) / average;
        return -Math.pow(2.0, -depth);
    }

    static double averagePathLength(int points) {
        if (points <= 2) {
            return points <= 1 ? 0.0 : 1.0;
        }
        return 2.0 * (LOGARITHMS.computeIfAbsent(points - 1, PlainForest::logarithm) + EULER)
                - (2.0 * (points - 1.0)) / points;
    }

    /** Returns the correctly rounded logarithm: 2 artanh((n-1)/(n+1)), after taking out powers of two. */
    static double logarithm(int n) {
        int twos = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(n);
        BigDecimal mantissa = BigDecimal.valueOf(n).divide(BigDecimal.valueOf(1L << twos), PRECISION);
        return artanhTwice(mantissa)
                .add(artanhTwice(BigDecimal.valueOf(2)).multiply(BigDecimal.valueOf(twos)), PRECISION)
                .doubleValue();
    }

    private static BigDecimal artanhTwice(BigDecimal number) {
        BigDecimal z = number.subtract(BigDecimal.ONE).divide(number.add(BigDecimal.ONE), PRECISION);
        BigDecimal square = z.multiply(z, PRECISION);
        BigDecimal power = z;
        BigDecimal sum = z;
        for (int odd = 3; power.signum() != 0 && odd < 90; odd += 2) {
            power = power.multiply(square, PRECISION);
            sum = sum.add(power.divide(BigDecimal.valueOf(odd), PRECISION), PRECISION);
        }
        return sum.multiply(BigDecimal.valueOf(2));
    }
}
