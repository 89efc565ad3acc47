package dev.ueba.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DailyRhythmTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    private static DailyRhythm rhythm(int days, int... hours) {
        HourHabits habits = HourHabits.empty(HourHabitOptions.defaults());
        for (int day = 0; day < days; day++) {
            habits.add(MONDAY.plusDays(day), Map.of("a", ActiveHours.of(hours)));
        }
        return habits.rhythm("a").orElseThrow();
    }

    @Test
    void rhythm_ofTwoHoursAroundMidnight_pointsToMidnight() {
        DailyRhythm rhythm = rhythm(30, 23, 0);
        double mean = rhythm.meanHour().orElseThrow();
        assertThat(Math.min(mean, 24 - mean)).isCloseTo(0, within(1e-9));
        // Two unit vectors 7.5 degrees to either side: cos(7.5°)
        assertThat(rhythm.resultantLength()).isCloseTo(0.9914448613738104, within(1e-12));
        // sqrt(-2 ln R) radians, 24 / 2 pi hours each
        assertThat(rhythm.deviationHours()).isCloseTo(0.5007167126748865, within(1e-9));
        assertThat(rhythm.firstWorkingHour()).isEqualTo(23);
        assertThat(rhythm.workingHours()).isEqualTo(2);
        assertThat(rhythm.days()).isEqualTo(30.0);
        assertThat(rhythm.evenProbability()).isLessThan(1e-12);
    }

    @Test
    void rhythm_ofAfternoonsInUtc_isAWorkingDayFiveHoursBehind() {
        DailyRhythm rhythm = rhythm(60, 14, 15, 16, 17, 18, 19, 20, 21);
        assertThat(rhythm.meanHour().orElseThrow()).isCloseTo(18.0, within(1e-9));
        assertThat(rhythm.offsetHours().orElseThrow()).isCloseTo(-5.0, within(1e-9));
        assertThat(rhythm.offsetErrorHours()).isBetween(2.0, 2.2);
        assertThat(rhythm.firstWorkingHour()).isEqualTo(14);
        assertThat(rhythm.workingHours()).isEqualTo(8);
    }

    @Test
    void rhythm_ofAllHours_hasNoDirection() {
        DailyRhythm rhythm =
                rhythm(30, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
        assertThat(rhythm.meanHour()).isEmpty();
        assertThat(rhythm.offsetHours()).isEmpty();
        assertThat(rhythm.resultantLength()).isCloseTo(0, within(1e-12));
        assertThat(rhythm.evenProbability()).isCloseTo(1, within(1e-6));
        assertThat(rhythm.meanErrorHours()).isEqualTo(12.0);
        assertThat(rhythm.workingHours()).isEqualTo(22);
    }

    @Test
    void rhythm_ofAFewDays_isNotSureOfTheOffset() {
        assertThat(rhythm(2, 8, 14, 20).offsetHours()).isEmpty();
        assertThat(rhythm(2, 8, 14, 20).meanErrorHours())
                .isGreaterThan(rhythm(40, 8, 14, 20).meanErrorHours());
        assertThat(rhythm(1, 9).deviationHours()).isZero();
    }

    @Test
    void evenProbability_ofTenDays_isZarsApproximation() {
        // R = cos(45°) for hours 9 and 15; n = 10, R n = 7.0711: exp(sqrt(1 + 40 + 4 (100 - 50)) - 21), by hand
        assertThat(rhythm(10, 9, 15).evenProbability())
                .isCloseTo(StrictMath.exp(StrictMath.sqrt(241) - 21), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rhythm_ofShiftedHours_isShifted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] hours = random.ints(4, 0, 9).toArray();
        DailyRhythm rhythm = rhythm(20, hours);
        for (int shift = 1; shift < 24; shift++) {
            int by = shift;
            int[] shifted = Arrays.stream(hours).map(hour -> (hour + by) % 24).toArray();
            DailyRhythm other = rhythm(20, shifted);
            double turned = other.meanHour().orElseThrow() - rhythm.meanHour().orElseThrow() - shift;
            assertThat(StrictMath.IEEEremainder(turned, 24)).isCloseTo(0, within(1e-9));
            assertThat(other.resultantLength()).isCloseTo(rhythm.resultantLength(), within(1e-12));
            assertThat(other.meanErrorHours()).isCloseTo(rhythm.meanErrorHours(), within(1e-9));
            assertThat(other.workingHours()).isEqualTo(rhythm.workingHours());
        }
    }
}
