package dev.ueba.explain;

/**
 * What each column of one row adds to its anomaly: exact Shapley values of the average path length in an isolation forest.
 *
 * <p>{@code expectedPathLength() - (sum of all values) == pathLength()} but for rounding (1e-9 at most). A
 * <strong>positive value makes the row stranger</strong>: knowing the column shortens the path by so many edges. The score
 * is not linear in the path length, so the values are edges, not parts of the score.
 *
 * <p>Immutable and safe to share between threads. {@link Attributions} makes them.
 */
public final class Attribution {

    private final double expectedPathLength;
    private final double pathLength;
    private final double[] values;

    /** Takes the values over. */
    Attribution(double expectedPathLength, double pathLength, double[] values) {
        this.expectedPathLength = expectedPathLength;
        this.pathLength = pathLength;
        this.values = values;
    }

    /**
     * Returns the average path length of a row of which nothing is known.
     *
     * @return in edges, {@code >= 0}
     */
    public double expectedPathLength() {
        return expectedPathLength;
    }

    /**
     * Returns the average path length of this row: its path length sum divided by the number of trees.
     *
     * @return in edges, {@code >= 0}; shorter is stranger
     */
    public double pathLength() {
        return pathLength;
    }

    /**
     * Returns the number of columns.
     *
     * @return as many as the forest has
     */
    public int columnCount() {
        return values.length;
    }

    /**
     * Returns by how much a column shortens the path.
     *
     * @param column from 0, in the order of the forest
     * @return in edges; positive makes the row stranger, 0 if no tree splits on the column
     */
    public double value(int column) {
        return values[column];
    }

    /**
     * Returns by how much each column shortens the path.
     *
     * @return a new array, one value per column
     */
    public double[] values() {
        return values.clone();
    }

    /** Returns a summary. */
    @Override
    public String toString() {
        return "Attribution[expectedPathLength=" + expectedPathLength + ", pathLength=" + pathLength + ", columns="
                + values.length + "]";
    }
}
