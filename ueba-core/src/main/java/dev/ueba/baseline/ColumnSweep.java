package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Derives z-scores column by column, for actors whose days increase strictly from row to row of the file. All others are
 * {@link ActorSweep}'s, which gives the same bits.
 */
final class ColumnSweep {

    /*
     * Rows of one actor lie far apart, and a table lies by column: following one actor through all columns waits for memory at
     * every value. So one column at a time is read from top to bottom, with the running moments of all actors beside it. For
     * 10,000 actors over 181 days it takes 0.2 to 0.4 s instead of 0.6 to 0.9 s.
     *
     * Only actors with a wanted row take part. Of their rows, the table's row, the actor (numbered afresh, without gaps), the
     * number of the actor's earlier rows and the position among the wanted rows are noted once for all columns.
     */
    private final FeatureTable base;
    private final boolean keepNegative;
    private int actorCount;
    private int rowCount;
    private final int[] rows;
    private final int[] actors;
    private final int[] earlierRows;
    private final int[] positions;
    private final boolean[] others;

    ColumnSweep(FeatureTable base, int[] wantedRows, int beforeEpochDay, DeviationOptions options) {
        this.base = base;
        this.keepNegative = options.keepNegativeZScores();
        int[] newest = new int[base.actorCount()];
        int[] number = new int[base.actorCount()];
        boolean[] wanted = actorsOf(base, wantedRows);
        this.others = new boolean[base.actorCount()];
        int count = 0;
        Arrays.fill(newest, Integer.MIN_VALUE);
        for (int row = 0; row < base.rowCount(); row++) {
            int actor = base.actorIndex(row);
            int day = base.epochDay(row);
            if (actor >= 0 && wanted[actor] && day < beforeEpochDay) {
                // Medians need all values of an actor's past.
                others[actor] |= options.modifiedZScores() || day <= newest[actor];
                newest[actor] = day;
                count++;
            }
        }
        for (int actor = 0; actor < number.length; actor++) {
            number[actor] = wanted[actor] && !others[actor] ? actorCount++ : ActorSweep.NOT_WANTED;
        }
        this.rows = new int[count];
        this.actors = new int[count];
        this.earlierRows = new int[count];
        this.positions = new int[count];
        int[] seen = new int[actorCount];
        int position = 0;
        for (int row = 0; row < base.rowCount(); row++) {
            boolean isWanted = position < wantedRows.length && wantedRows[position] == row;
            int actor = base.actorIndex(row);
            if (actor >= 0 && number[actor] >= 0 && base.epochDay(row) < beforeEpochDay) {
                rows[rowCount] = row;
                actors[rowCount] = number[actor];
                earlierRows[rowCount] = seen[number[actor]]++;
                positions[rowCount++] = isWanted ? position : ActorSweep.NOT_WANTED;
            }
            position += isWanted ? 1 : 0;
        }
    }

    private static boolean[] actorsOf(FeatureTable base, int[] rows) {
        boolean[] found = new boolean[base.actorCount()];
        for (int row : rows) {
            if (base.actorIndex(row) >= 0) {
                found[base.actorIndex(row)] = true;
            }
        }
        return found;
    }

    /** Tells for each actor of the table whether it has a wanted row, but is not served here. */
    boolean[] otherActors() {
        return others;
    }

    /** Writes the z-scores and composites of all wanted rows of the actors served here. */
    void run(DeviationColumns columns, EnrichedRows output) {
        new Pass(columns).advance(rowCount, output, 0);
    }

    /** Returns a pass that goes down the rows block by block. */
    Pass start(DeviationColumns columns) {
        return new Pass(columns);
    }

    /** One way down the rows, and what is known of all actors so far. Columns are worked on in parallel. */
    final class Pass {

        private final DeviationColumns columns;
        private final double[][] moments;
        /** Whether an actor ever had anything but zero in a column. */
        private final boolean[][] isBusy;
        /** Per column the values so far of each actor; none if no value is missing, as every earlier row counts then. */
        private final int[][] counts;

        private final boolean[] hasPast;
        private int from;

        private Pass(DeviationColumns columns) {
            this.columns = columns;
            this.moments = new double[columns.trackedCount()][actorCount * Moments.STRIDE];
            this.isBusy = new boolean[columns.trackedCount()][actorCount];
            this.counts = new int[base.firstMissing().isPresent() ? columns.trackedCount() : 0][actorCount];
            this.hasPast = new boolean[actorCount];
        }

        /** Goes on to just before the row wanted at {@code position}, or to the end. */
        void advanceTo(int position, EnrichedRows output, int firstPosition) {
            int to = from;
            while (to < rowCount && positions[to] < position) {
                to++;
            }
            advance(to, output, firstPosition);
        }

        private void advance(int to, EnrichedRows output, int firstPosition) {
            IntStream.range(0, columns.trackedCount())
                    .parallel()
                    .filter(tracked -> columns.zPlace(tracked) >= 0)
                    .forEach(tracked -> zScores(tracked, to, output.column(columns.zPlace(tracked)), firstPosition));
            if (columns.compositePlace() >= 0) {
                double[] composite = output.column(columns.compositePlace());
                for (int tracked = 0; tracked < columns.trackedCount(); tracked++) {
                    raise(composite, output.column(columns.zPlace(tracked)));
                }
                raiseByBase(composite, to, firstPosition);
            }
            from = to;
        }

        private void zScores(int tracked, int to, double[] target, int firstPosition) {
            double[] known = moments[tracked];
            boolean[] busy = isBusy[tracked];
            int feature = columns.baseFeature(tracked);
            for (int i = from; i < to; i++) {
                double value = base.value(rows[i], feature);
                int actor = actors[i];
                int count = counts.length == 0 ? earlierRows[i] : valuesBefore(tracked, actor, value);
                if (value == 0.0 && !busy[actor]) {
                    // Zero after zeros, by far the commonest: the deviation is 0 and the moments stay.
                    continue;
                }
                busy[actor] = true;
                int at = actor * Moments.STRIDE;
                if (positions[i] >= 0) {
                    target[positions[i] - firstPosition] = Moments.zScore(known, at, count, value, keepNegative);
                }
                if (!Double.isNaN(value)) {
                    Moments.add(known, at, count + 1, value);
                }
            }
        }

        private int valuesBefore(int tracked, int actor, double value) {
            int count = counts[tracked][actor];
            counts[tracked][actor] += Double.isNaN(value) ? 0 : 1;
            return count;
        }

        /** Base columns that are named like z-scores count too, for rows whose actor has any past. */
        private void raiseByBase(double[] composite, int to, int firstPosition) {
            int[] features = columns.baseColumnsOfComposite();
            for (int i = from; i < to && features.length > 0; i++) {
                if (positions[i] >= 0 && hasPast[actors[i]]) {
                    int place = positions[i] - firstPosition;
                    for (int feature : features) {
                        double value = base.value(rows[i], feature);
                        if (value > composite[place]) {
                            composite[place] = value;
                        }
                    }
                }
                hasPast[actors[i]] = true;
            }
        }
    }

    private static void raise(double[] composite, double[] zScores) {
        for (int row = 0; row < composite.length; row++) {
            if (zScores[row] > composite[row]) {
                composite[row] = zScores[row];
            }
        }
    }
}
