package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/** Goes through the days of one actor: deviations of a day's rows first, then the rows join the history. */
final class ActorSweep {

    static final int NOT_WANTED = -1;

    /*
     * The spread of a history depends, in its last bits, on the order in which its rows are added, and that order is the
     * file's. As long as an actor's rows stand in date order, the history simply grows. When a day's rows stand before rows of
     * earlier days, the history is built again in file order before the next deviations are taken: then the cost grows with
     * the square of that actor's days.
     */
    private final FeatureTable base;
    private final int[] positions;
    private final EnrichedRows output;
    private final ActorHistory history;
    private final double[] enrichedRow;
    private int newestAdded = -1;
    private boolean outOfOrder;

    ActorSweep(
            FeatureTable base,
            DeviationColumns columns,
            DeviationOptions options,
            int[] positions,
            EnrichedRows output) {
        this.base = base;
        this.positions = positions;
        this.output = output;
        this.history = new ActorHistory(columns, options);
        this.enrichedRow = new double[columns.enriched().featureCount()];
    }

    /** Sweeps over the rows of one actor, given in file order; a sweep is used once. */
    void run(int[] fileOrder) {
        int[] byDay = byDay(fileOrder);
        int from = 0;
        while (from < byDay.length) {
            int day = base.epochDay(byDay[from]);
            int to = from;
            boolean wanted = false;
            while (to < byDay.length && base.epochDay(byDay[to]) == day) {
                wanted |= positions[byDay[to]] != NOT_WANTED;
                to++;
            }
            if (wanted) {
                if (outOfOrder) {
                    replay(fileOrder, day);
                }
                for (int i = from; i < to; i++) {
                    history.deviations(base, byDay[i], enrichedRow);
                    output.put(positions[byDay[i]], enrichedRow);
                }
            }
            for (int i = from; i < to; i++) {
                add(byDay[i]);
            }
            from = to;
        }
    }

    private void add(int row) {
        if (row < newestAdded) {
            outOfOrder = true;
        }
        newestAdded = Math.max(newestAdded, row);
        history.add(base, row);
    }

    private void replay(int[] fileOrder, int beforeDay) {
        history.clear();
        for (int row : fileOrder) {
            if (base.epochDay(row) < beforeDay) {
                history.add(base, row);
            }
        }
        outOfOrder = false;
    }

    /** Returns the rows by day, rows of one day in file order; the given array itself if they already are. */
    private int[] byDay(int[] fileOrder) {
        boolean sorted = true;
        for (int i = 1; i < fileOrder.length && sorted; i++) {
            sorted = base.epochDay(fileOrder[i]) >= base.epochDay(fileOrder[i - 1]);
        }
        if (sorted) {
            return fileOrder;
        }
        // Day in the high half, row in the low half: plain longs sort by day, then file order.
        long[] keys = new long[fileOrder.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) base.epochDay(fileOrder[i]) << Integer.SIZE | fileOrder[i];
        }
        Arrays.sort(keys);
        int[] rows = new int[keys.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (int) keys[i];
        }
        return rows;
    }
}
