package dev.ueba.report;

/**
 * Where one feature of one row stands.
 *
 * @param feature name of the column
 * @param value as in the table
 * @param percentileRank of the value among all rows, 0 to 100; NaN if there is nothing to compare with
 * @param deviation distance from the actor's own past in standard deviations; NaN if the table has no such column
 * @param deviationRank percentile rank of the deviation among all rows; NaN if the table has no such column
 */
public record FeatureStanding(
        String feature, double value, double percentileRank, double deviation, double deviationRank) {

    /**
     * Returns the greater of the two ranks.
     *
     * @return 0 to 100, or NaN if there is neither
     */
    public double highestRank() {
        if (Double.isNaN(deviationRank)) {
            return percentileRank;
        }
        return Double.isNaN(percentileRank) ? deviationRank : Math.max(percentileRank, deviationRank);
    }
}
