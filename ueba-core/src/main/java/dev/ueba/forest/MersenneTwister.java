package dev.ueba.forest;

/**
 * The Mersenne twister MT19937 as NumPy's {@code RandomState} uses it: seeded from one 32-bit word (not from an array, as
 * most libraries do), with NumPy's ways of making uniform numbers, bounded integers and permutations.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/272991.272995">Matsumoto, Nishimura: Mersenne twister (1998)</a>
 */
final class MersenneTwister {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7FFFFFFF;
    private static final int MATRIX = 0x9908B0DF;

    private final int[] words = new int[SIZE];
    private int position;

    /** Starts the stream of a seed; of a {@code long} in [0, 2^32 - 1], pass the low half. */
    void seed(int seed) {
        int word = seed;
        words[0] = word;
        for (int i = 1; i < SIZE; i++) {
            word = 1812433253 * (word ^ (word >>> 30)) + i;
            words[i] = word;
        }
        position = SIZE;
    }

    /** Returns the next 32 bits. */
    int nextInt() {
        if (position == SIZE) {
            refill();
        }
        int word = words[position++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >>> 18);
    }

    /** Returns a number in [0, 1) with 53 random bits. */
    double nextUniform() {
        int high = nextInt() >>> 5;
        int low = nextInt() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** Returns an integer in [0, bound), {@code bound >= 1}. A bound of 1 draws nothing. */
    int nextBelow(int bound) {
        int max = bound - 1;
        if (max == 0) {
            return 0;
        }
        int mask = -1 >>> Integer.numberOfLeadingZeros(max);
        int value = nextInt() & mask;
        while (value > max) { // max < 2^31, so neither is negative
            value = nextInt() & mask;
        }
        return value;
    }

    private void refill() {
        for (int i = 0; i < SIZE - SHIFT; i++) {
            words[i] = words[i + SHIFT] ^ twist(words[i], words[i + 1]);
        }
        for (int i = SIZE - SHIFT; i < SIZE - 1; i++) {
            words[i] = words[i + SHIFT - SIZE] ^ twist(words[i], words[i + 1]);
        }
        words[SIZE - 1] = words[SHIFT - 1] ^ twist(words[SIZE - 1], words[0]);
        position = 0;
    }

    private static int twist(int word, int next) {
        int mixed = (word & UPPER_BIT) | (next & LOWER_BITS);
        return (mixed >>> 1) ^ (-(mixed & 1) & MATRIX);
    }
}
