package dev.ueba.novelty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without an attack, b bits or more must not come more often than in a share of 2^-b of the counts. */
class NoveltyCalibrationTest {

    /** Of few counts at 10 bits and more, some more may come by chance; the table in the documentation has ten seeds. */
    private static final double SLACK = 1.15;

    private static final double SLACK_OF_FEW = 2.5;

    @ParameterizedTest
    @EnumSource(NullData.Family.class)
    void bits_ofOrdinaryDays_areUniformOrOnTheSafeSide(NullData.Family family) {
        double[] excess = NullData.excess(family, NoveltyOptions.defaults(), 3);
        for (int level = 0; level < NullData.LEVELS.length; level++) {
            int bits = NullData.LEVELS[level];
            assertThat(excess[level]).as("%s at %d bits", family, bits).isLessThan(bits < 10 ? SLACK : SLACK_OF_FEW);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NullData.Family.class,
            names = {"POISSON", "BURSTY", "WEEKLY"})
    void bits_ofOrdinaryDays_areNotWastedEither(NullData.Family family) {
        double[] excess = NullData.excess(family, NoveltyOptions.defaults(), 3);
        assertThat(excess[2]).isGreaterThan(0.75);
        assertThat(excess[3]).isGreaterThan(0.7);
    }
}
