package dev.ueba.forest;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/**
 * Grows a forest on a table that comes in blocks and is never there as a whole: which rows trees are grown on is known from
 * the number of rows alone, and only these are kept. The forest is, bit for bit, that of
 * {@link IsolationForest#fit(FeatureTable, IsolationForestOptions)} on the whole table.
 *
 * <pre>{@code
 * List<FeatureTable> blocks = List.of(table); // usually one after another from a file
 * DrawnRows drawn = new DrawnRows(table.rowCount(), table.featureCount(), IsolationForestOptions.defaults());
 * blocks.forEach(drawn::add);
 * IsolationForest forest = drawn.grow(); // with an offset of -0.5
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class DrawnRows {

    private final IsolationForestOptions options;
    private final int rowCount;
    private final int[] rows;
    private final double[][] columns;
    private int rowsSeen;
    private int rowsKept;

    /**
     * Draws the rows of all trees.
     *
     * @param rowCount rows of the whole table, at least 1
     * @param featureCount its features, at least 1
     * @param options what to grow
     * @throws IllegalArgumentException if there are no rows or columns, or the options ask for more columns than there are or
     *     for no row
     */
    public DrawnRows(int rowCount, int featureCount, IsolationForestOptions options) {
        this.options = options;
        this.rowCount = rowCount;
        ForestGrower grower = new ForestGrower(
                new InputColumns.OfDrawnRows(new double[featureCount][0], new int[0], rowCount), options);
        TreeGrower trees = grower.newTreeGrower();
        this.rows = Arrays.stream(grower.seeds())
                .flatMap(seed -> {
                    trees.draw(seed);
                    return Arrays.stream(trees.drawnRows());
                })
                .sorted()
                .distinct()
                .toArray();
        this.columns = new double[featureCount][rows.length];
    }

    /**
     * Keeps what is needed of the next rows.
     *
     * @param block rows in the order of the whole table; not kept
     * @throws IllegalArgumentException if a value is missing or beyond the range of {@code float}
     */
    public void add(FeatureTable block) {
        InputColumns.of(block);
        while (rowsKept < rows.length && rows[rowsKept] < rowsSeen + block.rowCount()) {
            for (int feature = 0; feature < columns.length; feature++) {
                columns[feature][rowsKept] = block.value(rows[rowsKept] - rowsSeen, feature);
            }
            rowsKept++;
        }
        rowsSeen += block.rowCount();
    }

    /**
     * Returns which rows trees are grown on, for whoever can fetch these alone.
     *
     * @return ascending numbers from 0; a copy
     */
    public int[] rowNumbers() {
        return rows.clone();
    }

    /**
     * Keeps the rows that trees are grown on, all at once and instead of {@link #add}.
     *
     * @param drawn the rows {@link #rowNumbers}, in that order; not kept
     * @throws IllegalArgumentException if there are more or fewer, or a value is missing or beyond the range of {@code float}
     * @throws IllegalStateException if rows were added already
     */
    public void addDrawn(FeatureTable drawn) {
        InputColumns.of(drawn);
        if (drawn.rowCount() != rows.length || drawn.featureCount() != columns.length) {
            throw new IllegalArgumentException("expected the " + rows.length + " drawn rows with " + columns.length
                    + " features, but there are " + drawn.rowCount() + " rows with " + drawn.featureCount());
        }
        if (rowsSeen > 0) {
            throw new IllegalStateException(rowsSeen + " rows were added already");
        }
        for (int feature = 0; feature < columns.length; feature++) {
            drawn.copyColumn(feature, 0, columns[feature], 0, rows.length);
        }
        rowsKept = rows.length;
        rowsSeen = rowCount;
    }

    /**
     * Grows the forest.
     *
     * @return a forest with an offset of -0.5, see {@link IsolationForest#withOffsetOf(double[])}
     * @throws IllegalStateException if not all rows were added
     */
    public IsolationForest grow() {
        if (rowsSeen != rowCount) {
            throw new IllegalStateException("expected " + rowCount + " rows, but " + rowsSeen + " were added");
        }
        return IsolationForest.grow(new InputColumns.OfDrawnRows(columns, rows, rowCount), options);
    }
}
