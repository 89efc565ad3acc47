package dev.ueba.report;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A plane on which points that are near each other in many dimensions stay near: exact t-SNE. Runs in the calling thread; the
 * same seed gives the same map everywhere.
 *
 * @see <a href="https://www.jmlr.org/papers/v9/vandermaaten08a.html">van der Maaten, Hinton: Visualizing Data using t-SNE (JMLR
 *     2008)</a>
 */
final class TSne {

    /*
     * Quadratic in the points, linear in the rounds. Learning rate, exaggeration and gains are those that the paper and
     * scikit-learn use; fewer rounds, as there are at most a thousand points. StrictMath, so that every machine draws the
     * same map.
     */
    private static final int ROUNDS = 500;
    private static final int EXAGGERATED_ROUNDS = 150;
    private static final double EXAGGERATION = 12.0;
    private static final double PERPLEXITY = 30.0;
    private static final int BISECTIONS = 50;
    private static final double LEAST = 1e-12;

    private final int count;
    private final double[] affinities;
    private final double[] places;
    private final double[] kernel;

    private TSne(double[][] points, long seed) {
        this.count = points.length;
        this.affinities = affinities(points);
        this.kernel = new double[count * count];
        this.places = new double[2 * count];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < places.length; i++) {
            places[i] = (random.nextDouble() - 0.5) * 1e-3;
        }
    }

    /**
     * Returns x and y of each point, {@code [2 i]} and {@code [2 i + 1]}; the centre of all is (0, 0).
     *
     * @param points at least 4
     */
    static double[] map(double[][] points, long seed) {
        TSne map = new TSne(points, seed);
        map.run();
        return map.places;
    }

    private void run() {
        double rate = Math.max(count / EXAGGERATION / 4, 50.0);
        double[] velocity = new double[places.length];
        double[] gains = new double[places.length];
        Arrays.fill(gains, 1.0);
        double[] gradient = new double[places.length];
        for (int round = 0; round < ROUNDS; round++) {
            boolean early = round < EXAGGERATED_ROUNDS;
            gradient(early ? EXAGGERATION : 1.0, gradient);
            double momentum = early ? 0.5 : 0.8;
            for (int i = 0; i < places.length; i++) {
                boolean sameWay = gradient[i] * velocity[i] > 0;
                gains[i] = Math.max(sameWay ? gains[i] * 0.8 : gains[i] + 0.2, 0.01);
                velocity[i] = momentum * velocity[i] - rate * gains[i] * gradient[i];
                places[i] += velocity[i];
            }
            centre();
        }
    }

    private void gradient(double exaggeration, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                double x = places[2 * i] - places[2 * j];
                double y = places[2 * i + 1] - places[2 * j + 1];
                double near = 1 / (1 + x * x + y * y);
                kernel[i * count + j] = near;
                kernel[j * count + i] = near;
                sum += 2 * near;
            }
        }
        for (int i = 0; i < count; i++) {
            double x = 0;
            double y = 0;
            for (int j = 0; j < count; j++) {
                double near = kernel[i * count + j];
                double pull = (exaggeration * affinities[i * count + j] - near / sum) * near;
                x += pull * (places[2 * i] - places[2 * j]);
                y += pull * (places[2 * i + 1] - places[2 * j + 1]);
            }
            gradient[2 * i] = 4 * x;
            gradient[2 * i + 1] = 4 * y;
        }
    }

    private void centre() {
        double x = 0;
        double y = 0;
        for (int i = 0; i < count; i++) {
            x += places[2 * i];
            y += places[2 * i + 1];
        }
        for (int i = 0; i < count; i++) {
            places[2 * i] -= x / count;
            places[2 * i + 1] -= y / count;
        }
    }

    /** Symmetric probabilities that two points are neighbours; they sum to 1. */
    private static double[] affinities(double[][] points) {
        int n = points.length;
        double entropy = StrictMath.log(Math.min(PERPLEXITY, (n - 1) / 3.0));
        double[] conditional = new double[n * n];
        double[] distances = new double[n];
        double[] row = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[j] = KMeans.squaredDistance(points[i], points[j]);
            }
            neighbours(i, distances, entropy, row);
            System.arraycopy(row, 0, conditional, i * n, n);
        }
        double[] joint = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                joint[i * n + j] =
                        i == j ? 0 : Math.max((conditional[i * n + j] + conditional[j * n + i]) / (2 * n), LEAST);
            }
        }
        return joint;
    }

    /** Finds the width of the bell around point {@code i} at which its neighbours have the entropy wanted. */
    private static void neighbours(int i, double[] distances, double entropy, double[] row) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < distances.length; j++) {
            nearest = j == i ? nearest : Math.min(nearest, distances[j]);
        }
        double precision = 1;
        double least = 0;
        double most = Double.POSITIVE_INFINITY;
        for (int step = 0; step < BISECTIONS; step++) {
            double sum = 0;
            double weighted = 0;
            for (int j = 0; j < distances.length; j++) {
                double away = distances[j] - nearest;
                row[j] = j == i ? 0 : StrictMath.exp(-away * precision);
                sum += row[j];
                weighted += row[j] * away;
            }
            double found = StrictMath.log(sum) + precision * weighted / sum;
            for (int j = 0; j < row.length; j++) {
                row[j] /= sum;
            }
            if (Math.abs(found - entropy) < 1e-5) {
                return;
            }
            if (found > entropy) {
                least = precision;
                precision = most == Double.POSITIVE_INFINITY ? precision * 2 : (precision + most) / 2;
            } else {
                most = precision;
                precision = (precision + least) / 2;
            }
        }
    }
}
