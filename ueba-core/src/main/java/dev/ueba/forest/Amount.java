package dev.ueba.forest;

/**
 * How much of something: a count, a share of what is there, or whatever the rule at hand chooses by itself.
 *
 * <p>Python tells {@code 1} (one row) from {@code 1.0} (all rows) by the type of the number; here the two are different
 * things with different names. Immutable; prints as {@code auto}, {@code 256} or {@code 0.5}.
 */
public sealed interface Amount {

    /** The rule at hand chooses. */
    record Auto() implements Amount {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /**
     * A number of things.
     *
     * @param value {@code >= 1}
     */
    record Count(int value) implements Amount {
        public Count {
            if (value < 1) {
                throw new IllegalArgumentException("a count must be >= 1, but was " + value);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(value);
        }
    }

    /**
     * A share of the things there are.
     *
     * @param value in (0, 1]
     */
    record Share(double value) implements Amount {
        public Share {
            if (!(value > 0.0 && value <= 1.0)) {
                throw new IllegalArgumentException("a share must be in (0, 1], but was " + value);
            }
        }

        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /**
     * Returns the amount that the rule at hand chooses.
     *
     * @return prints as {@code auto}
     */
    static Amount auto() {
        return new Auto();
    }

    /**
     * Returns a number of things.
     *
     * @param value {@code >= 1}
     * @return that many
     * @throws IllegalArgumentException if {@code value < 1}
     */
    static Amount count(int value) {
        return new Count(value);
    }

    /**
     * Returns a share of the things there are.
     *
     * @param value in (0, 1]
     * @return that share
     * @throws IllegalArgumentException if it lies outside or is NaN
     */
    static Amount share(double value) {
        return new Share(value);
    }
}
