package dev.ueba.event;

/**
 * Which columns are categories: not always the same, not too many values, and few values for the number of events, so that a
 * count per value means something.
 *
 * @param leastValues fewest different values, {@code >= 1}
 * @param mostValues most different values, {@code >= leastValues}
 * @param shareBelow different values per event must be less than this, above 0
 */
public record CategoryRule(long leastValues, long mostValues, double shareBelow) {

    public CategoryRule {
        if (leastValues < 1 || mostValues < leastValues) {
            throw new IllegalArgumentException("the numbers of values must be 1 or more, in order, but were "
                    + leastValues + " and " + mostValues);
        }
        if (!(shareBelow > 0)) {
            throw new IllegalArgumentException("shareBelow must be above 0, but was " + shareBelow);
        }
    }

    /**
     * Returns the rule for big tables: 2 to 999 values, fewer than one per hundred events.
     *
     * @return the rule of the published notebook
     */
    public static CategoryRule ofBigTables() {
        return new CategoryRule(2, 999, 0.01);
    }

    /**
     * Returns the rule for the logs of a small site: 2 to 999 values, fewer than one per two events. A hundredth would leave nothing: a
     * day of 300 events with 40 addresses has a share of 0.13. What the rule has to keep out are identifiers, whose values hardly ever
     * come back; a value that comes back at all makes two events, so a half is where the two kinds part.
     *
     * @return the rule of {@link LocalEventQueries}
     */
    public static CategoryRule ofSmallTables() {
        return new CategoryRule(2, 999, 0.5);
    }

    /**
     * Returns a copy with another share.
     *
     * @param value above 0
     * @return the copy
     */
    public CategoryRule withShareBelow(double value) {
        return new CategoryRule(leastValues, mostValues, value);
    }

    /**
     * Tells whether a column is a category.
     *
     * @param distinctCount different values
     * @param eventCount events of the table
     * @return true if it is
     */
    public boolean accepts(long distinctCount, long eventCount) {
        return distinctCount >= leastValues && distinctCount <= mostValues && distinctCount < shareBelow * eventCount;
    }
}
