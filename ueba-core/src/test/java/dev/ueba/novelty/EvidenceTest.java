package dev.ueba.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvidenceTest {

    @Test
    void of_isTheLogarithmOfTheMixture() {
        // p = 2^-10: e(p) = (1 - p + p ln p) / (p (ln p)^2)
        double p = Math.pow(2, -10);
        double e = (1 - p + p * Math.log(p)) / (p * Math.log(p) * Math.log(p));
        double expected = Math.log((0.9 + 0.1 * e) / 0.95) / Math.log(2);
        assertThat(Evidence.of(10.0, 0.1)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void of_growsFromZero_andStaysFinite() {
        assertThat(Evidence.of(0.0, 0.1)).isZero();
        double before = 0.0;
        for (double bits = 1e-6; bits < 1000.0; bits *= 1.01) {
            double now = Evidence.of(bits, 0.1);
            assertThat(now).isGreaterThanOrEqualTo(before - 1e-12).isFinite();
            before = now;
        }
        assertThat(before).isBetween(900.0, 1000.0);
    }

    @Test
    void of_ofUniformProbabilities_isABetNobodyWinsOnAverage() {
        // The mean of 1 - s + s e(p) over uniform p is 1; the smallest 10^-6 of p carries some of it.
        int steps = 1_000_000;
        double sum = 0.0;
        for (int i = 0; i < steps; i++) {
            double bits = -Math.log((i + 0.5) / steps) / Math.log(2);
            sum += 0.95 * Math.pow(2, Evidence.of(bits, 0.1));
        }
        assertThat(sum / steps).isBetween(0.95, 1.0 + 1e-9);
    }
}
