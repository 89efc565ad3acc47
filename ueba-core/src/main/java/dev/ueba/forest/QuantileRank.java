package dev.ueba.forest;

/**
 * Between which two of many sorted numbers a quantile lies, and how far: NumPy's linear interpolation, to the last bit. For
 * whoever can find the n-th smallest number without holding all of them.
 *
 * @param below how many numbers are sorted before the lower of the two, {@code >= 0}
 * @param weight how far the quantile lies from the lower to the next, in [0, 1)
 */
public record QuantileRank(long below, double weight) {

    public QuantileRank {
        if (below < 0 || !(weight >= 0.0 && weight < 1.0)) {
            throw new IllegalArgumentException(
                    "below must be >= 0 and weight in [0, 1), but they are " + below + " and " + weight);
        }
    }

    /**
     * Returns the rank of the value below which a share of the numbers lies.
     *
     * @param count how many numbers there are, {@code >= 1}
     * @param share in [0, 1]
     * @return the rank; the weight is 0 if it is that of the last number
     */
    public static QuantileRank of(long count, double share) {
        if (count < 1 || !(share >= 0.0 && share <= 1.0)) {
            throw new IllegalArgumentException(
                    "count must be >= 1 and share in [0, 1], but they are " + count + " and " + share);
        }
        long last = count - 1;
        double fraction = (100.0 * share) / 100.0; // percent and back, as NumPy does; may differ from the share
        double place = last * fraction;
        if (place >= last) {
            return new QuantileRank(last, 0.0);
        }
        long below = (long) place;
        return new QuantileRank(below, place - below);
    }

    /**
     * Returns the quantile.
     *
     * @param low the number with {@link #below} numbers sorted before it
     * @param high the next one; any finite number if there is none
     * @return between both
     */
    public double between(double low, double high) {
        double step = high - low;
        return weight < 0.5 ? low + step * weight : high - step * (1 - weight);
    }
}
