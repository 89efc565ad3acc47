package dev.ueba.hours;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Actors who keep to their habits: what is said of chance must be right or on the safe side. */
final class HourCalibrationTest {

    @ParameterizedTest
    @EnumSource(NullHours.Family.class)
    void bits_ofOrdinaryDays_areUniformOrOnTheSafeSideAndFewDaysAreUnusual(NullHours.Family family) {
        NullHours.Outcome outcome = NullHours.outcome(family, HourHabitOptions.defaults(), 21, 21);
        for (int level = 0; level < NullHours.LEVELS.length; level++) {
            assertThat(outcome.excess().get(level))
                    .as("%s at %d bits", family, NullHours.LEVELS[level])
                    .isLessThan(1.05);
        }
        assertThat(outcome.shareOfDays()).isLessThan(0.1);
        assertThat(outcome.shareOfHours())
                .isLessThan(HourHabitOptions.defaults().rareShare());
    }
}
