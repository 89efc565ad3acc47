package dev.ueba.forest;

/**
 * Draws the columns of a tree that a node tries, remembering which ones are constant so that nodes further down do not look
 * at them again. The order of the columns lives on from node to node, and every draw changes it.
 *
 * <p>Not thread-safe.
 */
final class ColumnDraw {

    /*
     * Within a node the places of order[] hold, from the left: constants known from above and drawn again [0, drawnAgain),
     * the other known ones up to known, those found constant here up to known + found, columns not yet drawn up to free,
     * and what was drawn and can be split from free on.
     */
    private final int[] order;
    private final int[] constants;

    private int known;
    private int found;
    private int drawnAgain;
    private int free;
    private int tries;

    ColumnDraw(int columnCount) {
        order = new int[columnCount];
        constants = new int[columnCount];
    }

    /** Prepares for the next tree. */
    void reset() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            constants[i] = 0;
        }
    }

    /** Prepares for a node that has so many columns known constant. */
    void begin(int knownConstants) {
        known = knownConstants;
        found = 0;
        drawnAgain = 0;
        free = order.length;
        tries = 0;
    }

    /** Tells whether there is a column left to try and none but constants were drawn so far. */
    boolean mayTryAnother() {
        return free > known + found && (tries < 1 || tries <= found + drawnAgain);
    }

    /** Draws; returns the place of the column, or -1 if it is known to be constant. */
    int next(TreeRandom random) {
        tries++;
        int place = random.nextBetween(drawnAgain, free - found);
        if (place < known) {
            swap(drawnAgain, place);
            drawnAgain++;
            return -1;
        }
        return place + found;
    }

    /** Returns the column at a place that was drawn. */
    int column(int place) {
        return order[place];
    }

    /** Notes that the column drawn at this place is constant. */
    void foundConstant(int place) {
        swap(place, known + found);
        found++;
    }

    /** Notes that the column drawn at this place can be split. */
    void foundUsable(int place) {
        free--;
        swap(free, place);
    }

    /** Finishes the node; returns how many columns are known constant now. */
    int end() {
        System.arraycopy(constants, 0, order, 0, known);
        System.arraycopy(order, known, constants, known, found);
        return known + found;
    }

    private void swap(int one, int other) {
        int column = order[one];
        order[one] = order[other];
        order[other] = column;
    }
}
