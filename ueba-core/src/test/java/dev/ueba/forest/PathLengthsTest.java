package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PathLengthsTest {

    @Test
    void logarithm_ofWholeNumbers_isCorrectlyRounded() {
        SplittableRandom random = new SplittableRandom(4);
        for (int n = 1; n < 2000; n++) {
            assertThat(NaturalLogarithm.of(n)).as("ln %s", n).isEqualTo(PlainForest.logarithm(n));
        }
        for (int i = 0; i < 2000; i++) {
            int n = 1 + random.nextInt(i % 2 == 0 ? 300_000 : Integer.MAX_VALUE);
            assertThat(NaturalLogarithm.of(n)).as("ln %s", n).isEqualTo(PlainForest.logarithm(n));
        }
        assertThat(NaturalLogarithm.of(Integer.MAX_VALUE)).isEqualTo(PlainForest.logarithm(Integer.MAX_VALUE));
    }

    @Test
    void average_ofLargeSizes_isNotRemembered() {
        PathLengths pathLengths = new PathLengths();
        assertThat(pathLengths.average(1023)).isEqualTo(PlainForest.averagePathLength(1023));
        assertThat(pathLengths.average(1023)).isEqualTo(PlainForest.averagePathLength(1023));
        assertThat(pathLengths.average(1024)).isEqualTo(PlainForest.averagePathLength(1024));
        assertThat(pathLengths.average(1 << 30)).isEqualTo(PlainForest.averagePathLength(1 << 30));
    }

    @Test
    void powerOfTwo_ofWholeExponents_isExact() {
        for (int exponent = -512; exponent <= 512; exponent++) {
            assertThat(PowerOfTwo.of(exponent)).isEqualTo(Math.scalb(1.0, exponent));
        }
        assertThat(PowerOfTwo.of(-0.0)).isEqualTo(1.0);
        assertThat(PowerOfTwo.of(-Double.MIN_VALUE)).isEqualTo(1.0);
    }
}
