package dev.ueba.evaluation;

/**
 * Random numbers from a seed, with the same bits on every JVM and processor. Not thread-safe; not for secrets.
 *
 * <p>A stream can name child streams by number. A child depends on the seed and its number only, not on what was drawn
 * before, so that one part of a simulation can change without moving the others.
 *
 * <pre>{@code
 * SeededRandom days = new SeededRandom(options.seed()).child(actorNumber);
 * int clones = days.child(day).poisson(4.6);
 * }</pre>
 */
public final class SeededRandom {

    /*
     * SplitMix64 [1]: a counter that moves by the golden ratio, and a mixer (the constants are Stafford's variant 13) that
     * makes each count look random. A child's seed mixes the parent's seed with the mixed number of the child.
     *
     * Beyond + - * / and sqrt, which IEEE 754 fixes, only StrictMath is used: Math.log and Math.exp may differ in the last
     * bit between processors, and one bit may turn a count.
     *
     * [1] Steele, Lea, Flood: Fast splittable pseudorandom number generators. OOPSLA 2014.
     *     https://doi.org/10.1145/2660193.2660195
     */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private static final double TWO_TO_MINUS_53 = 0x1p-53;

    /** From this mean on, Poisson draws use rejection; below, products of uniform numbers. */
    private static final double LARGE_MEAN = 10.0;

    private static final double GREATEST_MEAN = 1e8;

    private final long origin;
    private long state;

    /**
     * Creates a stream.
     *
     * @param seed any; equal seeds give equal streams
     */
    public SeededRandom(long seed) {
        this.origin = seed;
        this.state = seed;
    }

    /**
     * Returns a stream below this one, whatever was drawn here so far.
     *
     * @param number any; equal numbers give equal streams
     * @return a new stream at its beginning
     */
    public SeededRandom child(long number) {
        return new SeededRandom(mix(origin ^ mix(number + GOLDEN)));
    }

    /**
     * Returns 64 random bits.
     *
     * @return any number
     */
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * Returns a uniform number.
     *
     * @return in [0, 1), a multiple of 2^-53
     */
    public double nextDouble() {
        return (nextLong() >>> 11) * TWO_TO_MINUS_53;
    }

    /**
     * Returns a uniform number between two ends.
     *
     * @param from least number
     * @param to end of the range
     * @return in [{@code from}, {@code to})
     */
    public double between(double from, double to) {
        return from + (to - from) * nextDouble();
    }

    /**
     * Returns a uniform whole number, without bias.
     *
     * @param bound {@code >= 1}
     * @return from 0 to {@code bound - 1}
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be >= 1, but was " + bound);
        }
        while (true) {
            int bits = (int) (nextLong() >>> 33);
            int value = bits % bound;
            // The last, incomplete run of bound numbers below 2^31 would favour small values: draw again.
            if (bits - value <= Integer.MAX_VALUE - (bound - 1)) {
                return value;
            }
        }
    }

    /**
     * Returns whether something happens.
     *
     * @param p its probability; draws one number whatever it is
     * @return true with probability {@code p}
     */
    public boolean chance(double p) {
        return nextDouble() < p;
    }

    /**
     * Shuffles in place.
     *
     * @param <T> what is shuffled
     * @param values all of them change places
     */
    public <T> void shuffle(T[] values) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = nextInt(last + 1);
            T kept = values[last];
            values[last] = values[other];
            values[other] = kept;
        }
    }

    /**
     * Returns a number of the standard normal distribution, by the polar method (Marsaglia and Bray 1964); the second number
     * of each pair is dropped, to keep no state beyond the counter.
     *
     * @return mean 0, standard deviation 1
     */
    public double gaussian() {
        while (true) {
            double x = 2.0 * nextDouble() - 1.0;
            double y = 2.0 * nextDouble() - 1.0;
            double square = x * x + y * y;
            if (square > 0.0 && square < 1.0) {
                return x * StrictMath.sqrt(-2.0 * StrictMath.log(square) / square);
            }
        }
    }

    /**
     * Returns a number of the gamma distribution with scale 1: mean and variance are {@code shape}.
     *
     * <p>Marsaglia, Tsang: A simple method for generating gamma variables. ACM TOMS 26 (2000).
     * https://doi.org/10.1145/358407.358414
     */
    double gamma(double shape) {
        if (!(shape > 0.0 && shape < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("shape must be finite and > 0, but was " + shape);
        }
        if (shape < 1.0) {
            // Their section 6: a gamma of shape + 1, shrunk by a power of a uniform number (never 0 here).
            return gamma(shape + 1.0) * StrictMath.pow(1.0 - nextDouble(), 1.0 / shape);
        }
        double d = shape - 1.0 / 3.0;
        double c = 1.0 / StrictMath.sqrt(9.0 * d);
        while (true) {
            double x = gaussian();
            double root = 1.0 + c * x;
            if (root <= 0.0) {
                continue;
            }
            double v = root * root * root;
            double u = nextDouble();
            double square = x * x;
            if (u < 1.0 - 0.0331 * square * square
                    || StrictMath.log(u) < 0.5 * square + d * (1.0 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    /** Returns a gamma number with mean 1; the greater {@code shape}, the closer to 1 (variance 1 / shape). */
    double aroundOne(double shape) {
        return gamma(shape) / shape;
    }

    /**
     * Returns a count of the Poisson distribution.
     *
     * @param mean from 0 to 1e8
     * @return {@code >= 0}
     */
    public int poisson(double mean) {
        if (!(mean >= 0.0 && mean <= GREATEST_MEAN)) {
            throw new IllegalArgumentException("mean must be from 0 to 1e8, but was " + mean);
        }
        return mean < LARGE_MEAN ? smallPoisson(mean) : largePoisson(mean);
    }

    /** Knuth, The Art of Computer Programming 2, section 3.4.1: uniform numbers are multiplied until they fall below e^-mean. */
    private int smallPoisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int count = 0;
        double product = nextDouble();
        while (product > limit) {
            count++;
            product *= nextDouble();
        }
        return count;
    }

    /**
     * Hörmann: The transformed rejection method for generating Poisson random variables. Insurance: Mathematics and
     * Economics 12 (1993), algorithm PTRS. https://doi.org/10.1016/0167-6687(93)90997-4
     */
    private int largePoisson(double mean) {
        double logMean = StrictMath.log(mean);
        double b = 0.931 + 2.53 * StrictMath.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2.0);
        while (true) {
            double u = nextDouble() - 0.5;
            double v = nextDouble();
            double distance = 0.5 - StrictMath.abs(u);
            double k = StrictMath.floor((2.0 * a / distance + b) * u + mean + 0.43);
            if (distance >= 0.07 && v <= squeeze) {
                return (int) k;
            }
            if (k < 0.0 || (distance < 0.013 && v > distance)) {
                continue;
            }
            double hat = v * inverseAlpha / (a / (distance * distance) + b);
            if (StrictMath.log(hat) <= k * logMean - mean - logFactorial(k)) {
                return (int) k;
            }
        }
    }

    /** Returns ln(k!): summed for small k, Stirling's series with three terms from 10 on (error below 1e-10 there). */
    static double logFactorial(double k) {
        if (k < 10.0) {
            double product = 1.0;
            for (int factor = 2; factor <= k; factor++) {
                product *= factor;
            }
            return StrictMath.log(product);
        }
        double inverse = 1.0 / k;
        double square = inverse * inverse;
        double series = inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square / 1260.0));
        return (k + 0.5) * StrictMath.log(k) - k + 0.5 * StrictMath.log(2.0 * StrictMath.PI) + series;
    }

    /**
     * Returns a count of the negative binomial distribution, as a Poisson count whose mean is gamma distributed.
     *
     * @param mean 0 or more; {@code mean} times a gamma number must stay within 1e8
     * @param shape of the gamma numbers: the variance is {@code mean + mean * mean / shape}
     */
    int negativeBinomial(double mean, double shape) {
        return mean == 0.0 ? 0 : poisson(mean * aroundOne(shape));
    }
}
