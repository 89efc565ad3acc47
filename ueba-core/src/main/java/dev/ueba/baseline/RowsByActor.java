package dev.ueba.baseline;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/** The rows of some actors in file order, as far as they lie before a day. */
final class RowsByActor {

    /* Their rows, grouped by actor (a counting sort); those of actor a stand from starts[a] up to starts[a + 1]. */
    private final int[] starts;
    private final int[] rows;

    private final boolean[] chosenActors;

    RowsByActor(FeatureTable table, int beforeEpochDay, boolean[] chosenActors) {
        this.chosenActors = chosenActors;
        starts = new int[table.actorCount() + 1];
        for (int row = 0; row < table.rowCount(); row++) {
            if (belongs(table, row, beforeEpochDay)) {
                starts[table.actorIndex(row) + 1]++;
            }
        }
        for (int actor = 0; actor < table.actorCount(); actor++) {
            starts[actor + 1] += starts[actor];
        }
        rows = new int[starts[table.actorCount()]];
        int[] next = Arrays.copyOf(starts, table.actorCount());
        for (int row = 0; row < table.rowCount(); row++) {
            if (belongs(table, row, beforeEpochDay)) {
                rows[next[table.actorIndex(row)]++] = row;
            }
        }
    }

    private boolean belongs(FeatureTable table, int row, int beforeEpochDay) {
        int actor = table.actorIndex(row);
        return actor >= 0 && chosenActors[actor] && table.epochDay(row) < beforeEpochDay;
    }

    /** Returns the rows of an actor, ascending; none if it was not chosen. */
    int[] rows(int actor) {
        return Arrays.copyOfRange(rows, starts[actor], starts[actor + 1]);
    }

    boolean hasRows(int actor) {
        return starts[actor] < starts[actor + 1];
    }

    boolean isEmpty() {
        return rows.length == 0;
    }
}
