package dev.ueba.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegativeBinomialTailTest {

    // SciPy 1.17.1: -scipy.stats.nbinom.logsf(count - 1, size, size / (size + mean)) / log(2)
    @ParameterizedTest
    @CsvSource({
        "1, 0.001, 0.05, 9.98080660323471",
        "1, 2e-06, 0.3, 18.93157482099169",
        "7, 1.3, 40.0, 10.81016445694358",
        "30, 4.6, 3.0, 15.316542079491644",
        "200, 4.6, 3.0, 133.2239125343438",
        "3, 2.5, 0.7, 1.5529229798250124",
        "1000, 900.0, 50.0, 2.2034422076148057",
        "50000, 20000.0, 2.0, 4.62827227158187"
    })
    void bits_areThoseOfSciPy(double count, double mean, double size, double bits) {
        assertThat(NegativeBinomialTail.bits(count, mean, size)).isCloseTo(bits, within(1e-7));
    }

    @Test
    void bits_ofCountNotAboveTheMean_areZero() {
        assertThat(NegativeBinomialTail.bits(0, 1e-9, 1)).isZero();
        assertThat(NegativeBinomialTail.bits(5, 5, 1)).isZero();
        assertThat(NegativeBinomialTail.bits(4, 5, 1)).isZero();
    }

    @Test
    void bits_ofWhatNoDoubleHolds_areTheLargest() {
        // SciPy: infinity.
        assertThat(NegativeBinomialTail.bits(500, 0.5, 1e6)).isEqualTo(NegativeBinomialTail.LARGEST_BITS);
        assertThat(NegativeBinomialTail.bits(1e15, 1e-6, 0.1)).isEqualTo(NegativeBinomialTail.LARGEST_BITS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bits_ofAnything_areFiniteAndGrowWithTheCount(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            double mean = Math.pow(10, random.nextDouble(-9, 7));
            double size = Math.pow(10, random.nextDouble(-8, 10));
            double count = Math.floor(Math.pow(10, random.nextDouble(0, 7)));
            double bits = NegativeBinomialTail.bits(count, mean, size);
            assertThat(bits).isBetween(0.0, NegativeBinomialTail.LARGEST_BITS);
            assertThat(NegativeBinomialTail.bits(count + 1, mean, size))
                    .as("%s above %s with %s", count, mean, size)
                    .isGreaterThanOrEqualTo(bits - 1e-6);
        }
    }
}
