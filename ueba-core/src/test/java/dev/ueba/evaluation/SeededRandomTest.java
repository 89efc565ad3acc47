package dev.ueba.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeededRandomTest {

    private static final int DRAWS = 200_000;

    /** Bands in standard errors of the estimate; the seeds are fixed, so a band is passed always or never. */
    private static final double ERRORS = 5.0;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE})
    void nextLong_sameSeed_isTheSplitMixOfTheJdk(long seed) {
        SeededRandom random = new SeededRandom(seed);
        SplittableRandom reference = new SplittableRandom(seed);

        for (int i = 0; i < 1000; i++) {
            assertThat(random.nextLong()).isEqualTo(reference.nextLong());
        }
    }

    @Test
    void child_afterDraws_isTheSameAsBefore() {
        SeededRandom random = new SeededRandom(3);
        long before = random.child(7).nextLong();
        random.nextLong();

        assertThat(random.child(7).nextLong()).isEqualTo(before);
    }

    @Test
    void child_ofDifferentNumbersAndSeeds_differ() {
        long distinct = IntStream.range(0, 100)
                .boxed()
                .flatMap(seed -> IntStream.range(0, 100)
                        .mapToObj(number -> new SeededRandom(seed).child(number).nextLong()))
                .distinct()
                .count();

        assertThat(distinct).isEqualTo(100 * 100);
    }

    @Test
    void nextDouble_many_areUniform() {
        SeededRandom random = new SeededRandom(1);

        assertMeanAndVariance(random::nextDouble, 0.5, 1.0 / 12.0, -1.2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 1000})
    void nextInt_many_areUniformWithinBounds(int bound) {
        SeededRandom random = new SeededRandom(bound);
        int[] seen = new int[bound];
        for (int i = 0; i < DRAWS; i++) {
            seen[random.nextInt(bound)]++;
        }

        double expected = (double) DRAWS / bound;
        assertThat(Arrays.stream(seen).boxed()).allSatisfy(times -> assertThat((double) times)
                .isCloseTo(expected, within(ERRORS * Math.sqrt(expected))));
    }

    @Test
    void nextInt_boundJustAboveHalfTheRange_rejectsWithoutBias() {
        int bound = (1 << 30) + 1;
        SeededRandom random = new SeededRandom(5);

        assertMeanAndVariance(() -> (double) random.nextInt(bound) / bound, 0.5, 1.0 / 12.0, -1.2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> random.nextInt(0))
                .withMessage("bound must be >= 1, but was 0");
    }

    @Test
    void shuffle_threeValues_allOrdersAsOften() {
        SeededRandom random = new SeededRandom(9);
        int[] seen = new int[6];
        for (int i = 0; i < 60_000; i++) {
            Integer[] values = {0, 1, 2};
            random.shuffle(values);
            seen[2 * values[0] + (values[1] > values[2] ? 1 : 0)]++;
        }

        assertThat(Arrays.stream(seen).boxed())
                .allSatisfy(times -> assertThat(times).isBetween(9500, 10_500));
    }

    @Test
    void gaussian_many_haveMeanZeroAndVarianceOne() {
        SeededRandom random = new SeededRandom(2);

        assertMeanAndVariance(random::gaussian, 0.0, 1.0, 0.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.9, 1.0, 2.5, 40.0})
    void gamma_many_haveMeanAndVarianceOfTheShape(double shape) {
        SeededRandom random = new SeededRandom(4);

        assertMeanAndVariance(() -> random.gamma(shape), shape, shape, 6.0 / shape);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.7, 4.0, 9.99, 10.0, 33.3, 1000.0, 1e6})
    void poisson_many_haveMeanAndVarianceOfTheMean(double mean) {
        SeededRandom random = new SeededRandom(6);

        assertMeanAndVariance(() -> random.poisson(mean), mean, mean, 1.0 / mean);
    }

    @Test
    void poisson_largeMean_followsItsProbabilities() {
        double mean = 12.0;
        SeededRandom random = new SeededRandom(8);
        int[] seen = new int[100];
        for (int i = 0; i < DRAWS; i++) {
            seen[random.poisson(mean)]++;
        }

        for (int k = 3; k < 25; k++) {
            double p = Math.exp(k * Math.log(mean) - mean - SeededRandom.logFactorial(k));
            double error = Math.sqrt(DRAWS * p * (1.0 - p));
            assertThat((double) seen[k]).as("k = %d", k).isCloseTo(DRAWS * p, within(ERRORS * error));
        }
    }

    @Test
    void poisson_meanZero_isZero() {
        assertThat(new SeededRandom(0).poisson(0.0)).isZero();
    }

    @Test
    void poisson_impossibleMean_isRefused() {
        SeededRandom random = new SeededRandom(0);

        Stream.of(-1.0, Double.NaN, 2e8).forEach(mean -> assertThatIllegalArgumentException()
                .isThrownBy(() -> random.poisson(mean))
                .withMessage("mean must be from 0 to 1e8, but was " + mean));
        Stream.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY).forEach(shape -> assertThatIllegalArgumentException()
                .isThrownBy(() -> random.gamma(shape))
                .withMessage("shape must be finite and > 0, but was " + shape));
    }

    @Test
    void negativeBinomial_many_areOverdispersed() {
        SeededRandom random = new SeededRandom(10);
        double mean = 5.0;
        double shape = 2.0;
        // Follows from the moments of gamma and Poisson numbers.
        double variance = mean + mean * mean / shape;

        assertMeanAndVariance(() -> random.negativeBinomial(mean, shape), mean, variance, 6.0 / shape + 1.0 / variance);
        assertThat(random.negativeBinomial(0.0, shape)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 10, 11, 50, 170})
    void logFactorial_smallAndLarge_isTheSumOfLogarithms(int k) {
        double sum = IntStream.rangeClosed(1, k).mapToDouble(Math::log).sum();

        assertThat(SeededRandom.logFactorial(k)).isCloseTo(sum, within(1e-9));
    }

    private static void assertMeanAndVariance(
            DoubleSupplier numbers, double mean, double variance, double excessKurtosis) {
        double[] drawn = new double[DRAWS];
        Arrays.setAll(drawn, i -> numbers.getAsDouble());
        double sampleMean = Arrays.stream(drawn).sum() / DRAWS;
        double sampleVariance =
                Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).sum() / DRAWS;

        assertThat(sampleMean).isCloseTo(mean, within(ERRORS * Math.sqrt(variance / DRAWS)));
        double errorOfVariance = variance * Math.sqrt((excessKurtosis + 2.0) / DRAWS);
        assertThat(sampleVariance).isCloseTo(variance, within(ERRORS * errorOfVariance));
    }
}
