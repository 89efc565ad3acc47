package dev.ueba.report;

import dev.ueba.feature.FeatureTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The strangest rows in groups that are strange in the same way, and a map on which similar rows are neighbours.
 *
 * <p>Two rows are similar if the same features deviate by similar amounts from their actors' own past (or, in tables without
 * deviations, from the mean of these rows); amounts count by their logarithm, so that one huge number does not decide
 * everything, and only in proportion to the row's other features. The number of clusters is the one with the best mean silhouette. The same rows and seed give the same
 * clusters and map on every machine. Immutable.
 */
public final class AnomalyClusters {

    /** No more rows than these are clustered: cost and memory grow with their square. */
    public static final int MOST_ROWS = 1_000;

    private static final int MOST_CLUSTERS = 10;
    private static final int FEWEST_ROWS = 6;
    private static final int NAMED_FEATURES = 4;

    /** Below this mean silhouette the groups would say nothing; of sparse counts, good groups have little more. */
    private static final double NO_STRUCTURE = 0.1;

    /**
     * One group.
     *
     * @param number from 1; the strangest row is in cluster 1
     * @param rows its rows, the strangest first
     * @param features those that deviate most in it on average, the greatest first
     */
    public record Cluster(int number, List<Integer> rows, List<String> features) {

        public Cluster {
            rows = List.copyOf(rows);
            features = List.copyOf(features);
        }
    }

    private final int[] clusterOf;
    private final List<Cluster> clusters;
    private final double[] places;

    private AnomalyClusters(int[] clusterOf, List<Cluster> clusters, double[] places) {
        this.clusterOf = clusterOf;
        this.clusters = clusters;
        this.places = places;
    }

    /**
     * Clusters and maps the first rows of a table.
     *
     * @param table rows, the strangest first
     * @param rowCount how many of them, 0 to {@value #MOST_ROWS}
     * @param seed of everything random
     * @return their clusters; a single one if there are fewer than 6 rows or no structure
     */
    public static AnomalyClusters of(FeatureTable table, int rowCount, long seed) {
        Objects.checkFromToIndex(0, rowCount, Math.min(table.rowCount(), MOST_ROWS));
        List<FeatureColumn> columns = FeatureColumn.of(table.schema());
        boolean deviations = columns.stream().anyMatch(FeatureColumn::hasDeviation);
        List<FeatureColumn> used = deviations
                ? columns.stream().filter(FeatureColumn::hasDeviation).toList()
                : columns;
        double[][] points = new double[rowCount][used.size()];
        for (int d = 0; d < used.size(); d++) {
            int place = deviations ? used.get(d).deviation() : used.get(d).value();
            double[] column = new double[rowCount];
            table.copyColumn(place, 0, column, 0, rowCount);
            fill(column, deviations, points, d);
        }
        Arrays.stream(points).forEach(AnomalyClusters::scaleToOne);
        int[] assigned = number(bestClusters(points, seed));
        double[] places = rowCount < FEWEST_ROWS ? new double[0] : TSne.map(points, seed);
        return new AnomalyClusters(assigned, describe(assigned, points, used), places);
    }

    private static void fill(double[] column, boolean deviations, double[][] points, int dimension) {
        double mean = 0;
        double spread = 1;
        if (!deviations) {
            mean = Arrays.stream(column).filter(Double::isFinite).average().orElse(0);
            double centre = mean;
            double squares = Arrays.stream(column)
                    .filter(Double::isFinite)
                    .map(value -> (value - centre) * (value - centre))
                    .sum();
            spread = Math.sqrt(squares / Math.max(1, column.length));
        }
        for (int row = 0; row < column.length; row++) {
            double value = spread > 0 && !Double.isNaN(column[row]) ? (column[row] - mean) / spread : 0;
            points[row][dimension] = Math.copySign(StrictMath.log1p(Math.abs(value)), value);
        }
    }

    /** Rows are alike if their deviations have the same proportions, however strong. */
    private static void scaleToOne(double[] point) {
        double squares = 0;
        for (double value : point) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        for (int d = 0; d < point.length && length > 0; d++) {
            point[d] /= length;
        }
    }

    private static int[] bestClusters(double[][] points, long seed) {
        int[] best = new int[points.length];
        if (points.length < FEWEST_ROWS) {
            return best;
        }
        double[][] distances = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = Math.sqrt(KMeans.squaredDistance(points[i], points[j]));
                distances[j][i] = distances[i][j];
            }
        }
        double highest = NO_STRUCTURE;
        for (int k = 2; k <= Math.min(MOST_CLUSTERS, points.length / 3); k++) {
            int[] assigned = KMeans.cluster(points, k, seed);
            double silhouette = silhouette(distances, assigned, k);
            if (silhouette > highest) {
                highest = silhouette;
                best = assigned;
            }
        }
        return best;
    }

    private static double silhouette(double[][] distances, int[] assigned, int clusters) {
        int[] sizes = new int[clusters];
        Arrays.stream(assigned).forEach(k -> sizes[k]++);
        double total = 0;
        double[] sums = new double[clusters];
        for (int i = 0; i < assigned.length; i++) {
            Arrays.fill(sums, 0);
            for (int j = 0; j < assigned.length; j++) {
                sums[assigned[j]] += distances[i][j];
            }
            int own = assigned[i];
            if (sizes[own] < 2) {
                continue;
            }
            double inside = sums[own] / (sizes[own] - 1);
            double outside = Double.POSITIVE_INFINITY;
            for (int k = 0; k < clusters; k++) {
                if (k != own && sizes[k] > 0) {
                    outside = Math.min(outside, sums[k] / sizes[k]);
                }
            }
            double greater = Math.max(inside, outside);
            total += greater > 0 && outside < Double.POSITIVE_INFINITY ? (outside - inside) / greater : 0;
        }
        return total / assigned.length;
    }

    /** Renumbers the clusters from 1 in the order in which they first occur. */
    private static int[] number(int[] assigned) {
        int[] numbers = new int[MOST_CLUSTERS];
        int next = 1;
        int[] numbered = new int[assigned.length];
        for (int row = 0; row < assigned.length; row++) {
            if (numbers[assigned[row]] == 0) {
                numbers[assigned[row]] = next++;
            }
            numbered[row] = numbers[assigned[row]];
        }
        return numbered;
    }

    private static List<Cluster> describe(int[] assigned, double[][] points, List<FeatureColumn> columns) {
        List<Cluster> clusters = new ArrayList<>();
        for (int number = 1; number <= Arrays.stream(assigned).max().orElse(0); number++) {
            int wanted = number;
            List<Integer> rows = IntStream.range(0, assigned.length)
                    .filter(row -> assigned[row] == wanted)
                    .boxed()
                    .toList();
            double[] means = new double[columns.size()];
            Arrays.setAll(means, d -> rows.stream()
                    .mapToDouble(row -> points[row][d])
                    .average()
                    .orElse(0));
            List<String> features = IntStream.range(0, means.length)
                    .filter(d -> means[d] > 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer d) -> means[d]).reversed())
                    .limit(NAMED_FEATURES)
                    .map(d -> columns.get(d).name())
                    .toList();
            clusters.add(new Cluster(number, rows, features));
        }
        return List.copyOf(clusters);
    }

    /**
     * Returns how many rows were clustered.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return clusterOf.length;
    }

    /**
     * Returns the clusters.
     *
     * @return in the order of their strangest rows
     */
    public List<Cluster> clusters() {
        return clusters;
    }

    /**
     * Returns the number of the cluster of a row.
     *
     * @param row 0 to {@code rowCount() - 1}
     * @return from 1
     */
    public int clusterOf(int row) {
        return clusterOf[row];
    }

    /**
     * Tells whether there is a map.
     *
     * @return false if there are fewer than 6 rows
     */
    public boolean hasMap() {
        return places.length > 0;
    }

    /**
     * Returns where a row lies on the map, from left to right. Only distances mean something.
     *
     * @param row 0 to {@code rowCount() - 1}, if there is a map
     * @return any number
     */
    public double x(int row) {
        return places[2 * row];
    }

    /**
     * Returns where a row lies on the map, from bottom to top.
     *
     * @param row 0 to {@code rowCount() - 1}, if there is a map
     * @return any number
     */
    public double y(int row) {
        return places[2 * row + 1];
    }
}
