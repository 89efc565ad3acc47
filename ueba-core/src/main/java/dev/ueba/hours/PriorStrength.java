package dev.ueba.hours;

/**
 * How many hours of an actor's own it takes to count as much as the habits of the others: found from the data. Each candidate
 * says how probable each hour was before it was seen, and the one under which all hours so far were the most probable is taken
 * (prequential choice: Dawid, "Present position and potential developments", J. R. Statist. Soc. A 147, 1984). Where everybody
 * keeps the same hours much is believed of the others, and little where all live in zones of their own. Not thread-safe.
 */
final class PriorStrength {

    /** In hours, a factor of about 3 apart. */
    private static final double[] CANDIDATES = {1, 3, 10, 30, 100};

    /** Taken as long as nothing speaks for another. */
    private static final int FIRST_CHOICE = 1;

    /** Logarithms are added up as whole numbers in these units, so that the order of actors does not matter. */
    private static final double UNIT = 1 << 20;

    private final long[] logarithms = new long[CANDIDATES.length];

    PriorStrength copy() {
        PriorStrength copy = new PriorStrength();
        System.arraycopy(logarithms, 0, copy.logarithms, 0, logarithms.length);
        return copy;
    }

    /**
     * Takes an hour that was active.
     *
     * @param own smoothed count of that hour in the actor's past
     * @param ownHours all hours of that past
     * @param others how probable the hour is by the others
     */
    void observe(double own, double ownHours, double others) {
        if (ownHours > 0) {
            for (int i = 0; i < CANDIDATES.length; i++) {
                double probability = probability(own, ownHours, others, CANDIDATES[i]);
                logarithms[i] += Math.round(StrictMath.log(probability) * UNIT);
            }
        }
    }

    /** Returns the posterior mean under a Dirichlet distribution around the others' habits. */
    static double probability(double own, double ownHours, double others, double strength) {
        return (own + strength * others) / (ownHours + strength);
    }

    double hours() {
        int best = FIRST_CHOICE;
        for (int i = 0; i < CANDIDATES.length; i++) {
            best = logarithms[i] > logarithms[best] ? i : best;
        }
        return CANDIDATES[best];
    }
}
