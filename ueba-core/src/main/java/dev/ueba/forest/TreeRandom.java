package dev.ueba.forest;

/**
 * The small generator inside a tree: a 32-bit xorshift whose upper bit is dropped on the way out.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://doi.org/10.18637/jss.v008.i14">Marsaglia: Xorshift RNGs (2003)</a>
 */
final class TreeRandom {

    private int state;

    TreeRandom(int state) {
        this.state = state;
    }

    /** Returns the next integer in [0, 2^31 - 1]. */
    int next() {
        if (state == 0) {
            state = 1;
        }
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state & 0x7FFFFFFF;
    }

    /** Returns an integer in [low, high), {@code low < high}. */
    int nextBetween(int low, int high) {
        return low + next() % (high - low);
    }

    /** Returns a number in [low, high]; differences are taken in double precision. */
    double nextBetween(float low, float high) {
        // Multiply, divide, add: the order decides the last bit.
        return ((double) high - (double) low) * next() / 2147483647.0 + low;
    }

    /** Returns all 32 bits of the state. */
    int state() {
        return state;
    }
}
