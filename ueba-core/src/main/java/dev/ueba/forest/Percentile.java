package dev.ueba.forest;

import java.util.Arrays;

/** The linear-interpolation percentile of NumPy, to the last bit. */
final class Percentile {

    private Percentile() {}

    /**
     * Returns the value below which a share of the values lies.
     *
     * @param values at least one, none NaN; left as they are
     * @param share in (0, 0.5]
     */
    static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        double fraction = (100.0 * share) / 100.0; // percent and back, as NumPy does; may differ from the share
        double place = last * fraction;
        if (place >= last) {
            return sorted[last];
        }
        int below = (int) place;
        double weight = place - below;
        double step = sorted[below + 1] - sorted[below];
        return weight < 0.5 ? sorted[below] + step * weight : sorted[below + 1] - step * (1 - weight);
    }
}
