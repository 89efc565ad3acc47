package dev.ueba.evaluation;

/**
 * How low the scores of a model can go. Immutable.
 *
 * @param cutoff rows below it are flagged
 * @param lowerBound no row can score lower: as if the row ended at the shortest path of every tree at once. Raw score minus
 *     offset
 * @param isExact whether some row does score the lower bound: always with a single tree, seldom with many
 * @param lowestScored the lowest score of a row of the table; NaN if none was scored
 * @param lowestFound the lowest score of any row that was looked at: those of the table, and the strangest of them with more and
 *     more added to its features; NaN if none was. Not below the bound
 */
public record ScoreReach(double cutoff, double lowerBound, boolean isExact, double lowestScored, double lowestFound) {

    /** Whether a row can be flagged at all. */
    public enum Answer {
        /** A row was found that is. */
        YES,
        /** The lower bound is not below the cutoff. */
        NO,
        /** The bound does not rule it out, and no such row was found. */
        NOT_FOUND
    }

    /**
     * Tells whether the cutoff can be reached.
     *
     * @return what the bound and the rows looked at say
     */
    public Answer reachesCutoff() {
        if (lowestFound < cutoff || (isExact && lowerBound < cutoff)) {
            return Answer.YES;
        }
        return lowerBound < cutoff ? Answer.NOT_FOUND : Answer.NO;
    }
}
