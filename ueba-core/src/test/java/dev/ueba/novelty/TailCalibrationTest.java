package dev.ueba.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailCalibrationTest {

    private static double exponential(SplittableRandom random, double mean) {
        return -mean * Math.log(1.0 - random.nextDouble());
    }

    @Test
    void bits_withoutPast_areWhatWasGiven() {
        TailCalibration calibration = new TailCalibration();
        assertThat(calibration.bits(0.0)).isZero();
        assertThat(calibration.bits(7.3)).isEqualTo(7.3);
        assertThat(calibration.bits(900.0)).isEqualTo(900.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bits_neverFall(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TailCalibration calibration = new TailCalibration();
        int rows = random.nextInt(3_000);
        for (int i = 0; i < rows; i++) {
            calibration.add(random.nextBoolean() ? 0.0 : exponential(random, 1.0 + seed));
        }
        double before = 0.0;
        for (double bits = 0.0; bits < 200.0; bits += 0.01) {
            double now = calibration.bits(bits);
            assertThat(now).isGreaterThanOrEqualTo(before).isFinite();
            before = now;
        }
    }

    @Test
    void bits_thatAreTooEasyToGet_areWorthTheirShare() {
        // Mean 1 / ln 2 would be right; these have three times as many.
        SplittableRandom random = new SplittableRandom(1);
        TailCalibration calibration = new TailCalibration();
        for (int i = 0; i < 100_000; i++) {
            calibration.add(exponential(random, 3.0 / Math.log(2.0)));
        }
        for (int bits : new int[] {6, 15, 30, 60, 90}) {
            assertThat(calibration.bits(bits)).isCloseTo(bits / 3.0, within(0.1 * bits / 3.0));
        }
    }

    @Test
    void bits_thatAreRight_stayAboutTheSameAndOnTheSafeSide() {
        SplittableRandom random = new SplittableRandom(2);
        TailCalibration calibration = new TailCalibration();
        for (int i = 0; i < 100_000; i++) {
            calibration.add(exponential(random, 1.0 / Math.log(2.0)));
        }
        for (int bits : new int[] {1, 4, 8, 12, 20}) {
            assertThat(calibration.bits(bits)).isCloseTo(bits, within(0.15 * bits + 0.2));
        }
    }

    @Test
    void bits_ofWhatHardlyEverHappens_countTheRowsWithout() {
        TailCalibration calibration = new TailCalibration();
        calibration.addZeros(65_000);
        calibration.add(3.0);
        calibration.add(3.0);
        // Twice in 65,002 rows: three in 65,103 on the safe side, and 100 pseudo-rows that believe in 3 bits.
        assertThat(calibration.bits(3.0)).isCloseTo(Math.log(65_103 / 15.5) / Math.log(2), within(1e-9));
        assertThat(calibration.rowCount()).isEqualTo(65_002);
    }
}
