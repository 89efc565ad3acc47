package dev.ueba.report;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Lloyd's k-means, begun as k-means++ proposes: the best of a few starts. Runs in the calling thread; the same seed gives the
 * same clusters everywhere.
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur, Vassilvitskii: k-means++ (SODA 2007)</a>
 */
final class KMeans {

    private static final int STARTS = 5;
    private static final int MOST_ROUNDS = 100;

    private final double[][] points;
    private final int clusters;
    private final SplittableRandom random;

    private KMeans(double[][] points, int clusters, SplittableRandom random) {
        this.points = points;
        this.clusters = clusters;
        this.random = random;
    }

    /**
     * Returns the cluster of each point, from 0 to {@code clusters - 1}; some may be empty if points are equal.
     *
     * @param points at least one
     * @param clusters 1 to the number of points
     */
    static int[] cluster(double[][] points, int clusters, long seed) {
        KMeans kMeans = new KMeans(points, clusters, new SplittableRandom(seed));
        int[] best = new int[points.length];
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            int[] assigned = new int[points.length];
            double spread = kMeans.run(assigned);
            if (spread < least) {
                least = spread;
                best = assigned;
            }
        }
        return best;
    }

    private double run(int[] assigned) {
        double[][] centres = firstCentres();
        double spread = assign(centres, assigned);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            move(centres, assigned);
            double next = assign(centres, assigned);
            if (!(next < spread)) {
                break;
            }
            spread = next;
        }
        return spread;
    }

    private double[][] firstCentres() {
        double[][] centres = new double[clusters][];
        centres[0] = points[random.nextInt(points.length)].clone();
        double[] nearest = new double[points.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int k = 1; k < clusters; k++) {
            double sum = 0;
            for (int i = 0; i < points.length; i++) {
                nearest[i] = Math.min(nearest[i], squaredDistance(points[i], centres[k - 1]));
                sum += nearest[i];
            }
            double left = random.nextDouble() * sum;
            int chosen = 0;
            while (chosen < points.length - 1 && left >= nearest[chosen]) {
                left -= nearest[chosen++];
            }
            centres[k] = points[chosen].clone();
        }
        return centres;
    }

    private double assign(double[][] centres, int[] assigned) {
        double spread = 0;
        for (int i = 0; i < points.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int k = 0; k < clusters; k++) {
                double distance = squaredDistance(points[i], centres[k]);
                if (distance < least) {
                    least = distance;
                    assigned[i] = k;
                }
            }
            spread += least;
        }
        return spread;
    }

    private void move(double[][] centres, int[] assigned) {
        int[] sizes = new int[clusters];
        double[][] sums = new double[clusters][points[0].length];
        for (int i = 0; i < points.length; i++) {
            sizes[assigned[i]]++;
            double[] sum = sums[assigned[i]];
            for (int d = 0; d < sum.length; d++) {
                sum[d] += points[i][d];
            }
        }
        for (int k = 0; k < clusters; k++) {
            // A cluster that lost its points stays where it is.
            for (int d = 0; sizes[k] > 0 && d < sums[k].length; d++) {
                centres[k][d] = sums[k][d] / sizes[k];
            }
        }
    }

    static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            double difference = a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }
}
