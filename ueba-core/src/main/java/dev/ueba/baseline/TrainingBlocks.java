package dev.ueba.baseline;

import dev.ueba.feature.DayRange;
import dev.ueba.feature.FeatureSchema;
import dev.ueba.feature.FeatureTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Enriched rows block by block, for training sets that do not fit into memory as a whole. All blocks together are, bit for
 * bit, what {@link TrainingSets#enrich} returns.
 *
 * <p>Immutable; every pass starts from the beginning.
 */
public final class TrainingBlocks {

    private static final int BLOCK_ROWS = 1 << 14;

    private final FeatureTable base;
    private final DeviationColumns columns;
    private final int[] rows;
    private final ColumnSweep sweep;

    private TrainingBlocks(FeatureTable base, DeviationColumns columns, int[] rows, ColumnSweep sweep) {
        this.base = base;
        this.columns = columns;
        this.rows = rows;
        this.sweep = sweep;
    }

    /**
     * Returns the blocks of a range of days, if they can be made: the deviations are rolling ones without modified z-scores,
     * every row of the range has an actor, and the rows of each such actor stand in strict date order. No two of the rows are
     * then equal, as no actor has two rows of a day.
     *
     * @param base base features, in file order; kept
     * @param range days to enrich
     * @param options deviations to derive
     * @return blocks, or empty if {@link TrainingSets#enrich} has to do it
     */
    public static Optional<TrainingBlocks> of(FeatureTable base, DayRange range, DeviationOptions options) {
        if (options.algorithm() != DeviationAlgorithm.ROLLING || options.modifiedZScores()) {
            return Optional.empty();
        }
        int[] rows = base.rowsOf(range);
        for (int row : rows) {
            if (base.actorIndex(row) < 0) {
                return Optional.empty();
            }
        }
        ColumnSweep sweep =
                new ColumnSweep(base, rows, Math.toIntExact(range.to().toEpochDay()), options);
        for (boolean other : sweep.otherActors()) {
            if (other) {
                return Optional.empty();
            }
        }
        return Optional.of(new TrainingBlocks(base, new DeviationColumns(base.schema(), options), rows, sweep));
    }

    /**
     * Returns the number of rows of all blocks.
     *
     * @return {@code >= 0}
     */
    public int rowCount() {
        return rows.length;
    }

    /**
     * Returns the columns of the blocks.
     *
     * @return base columns, then derived ones
     */
    public FeatureSchema schema() {
        return columns.enriched();
    }

    /**
     * Makes one block after another; only one is held at a time.
     *
     * @param consumer given the blocks in file order, some ten thousand rows each
     */
    public void forEach(Consumer<FeatureTable> consumer) {
        ColumnSweep.Pass pass = sweep.start(columns);
        for (int from = 0; from < rows.length; from += BLOCK_ROWS) {
            int to = Math.min(rows.length, from + BLOCK_ROWS);
            EnrichedRows block = new EnrichedRows(base, columns, Arrays.copyOfRange(rows, from, to));
            pass.advanceTo(to, block, from);
            consumer.accept(block.toTable());
        }
    }
}
