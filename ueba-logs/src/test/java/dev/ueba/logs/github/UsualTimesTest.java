package dev.ueba.logs.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsualTimesTest {

    @Test
    void isOutlier_withoutDeviation_isFalse() {
        UsualTimes none = new UsualTimes();
        none.settle();
        assertThat(none.isOutlier(5)).isFalse();
        UsualTimes one = new UsualTimes();
        one.add(600, 1);
        one.settle();
        assertThat(one.isOutlier(0)).isFalse();
        UsualTimes equal = new UsualTimes();
        equal.add(600, 50);
        equal.settle();
        assertThat(equal.isOutlier(601)).isFalse();
    }

    @Test
    void isOutlier_atExactlyThreeDeviations_isFalse() {
        // n = 9, mean 105, squares 8 * 1, so the variance is 8 / 8 and the deviation exactly one minute
        UsualTimes times = new UsualTimes();
        times.add(104, 4);
        times.add(106, 4);
        times.add(105, 1);
        times.settle();
        assertThat(times.isOutlier(108)).isFalse();
        assertThat(times.isOutlier(109)).isTrue();
        assertThat(times.isOutlier(102)).isFalse();
        assertThat(times.isOutlier(101)).isTrue();
    }

    @Test
    void isOutlier_ofBillionsOfEvents_doesNotOverflow() {
        UsualTimes times = new UsualTimes();
        for (int i = 0; i < 100; i++) {
            times.add(1439, Integer.MAX_VALUE / 4);
            times.add(0, 1000);
        }
        times.settle();
        assertThat(times.isOutlier(0)).isTrue();
        assertThat(times.isOutlier(1438)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isOutlier_ofRandomTimes_agreesWithDecimals(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            int n = 2 + random.nextInt(40);
            int[] minutes =
                    random.ints(n, 0, random.nextInt(5) == 0 ? 1440 : 30).toArray();
            minutes[0] = random.nextInt(1440);
            UsualTimes times = new UsualTimes();
            BigDecimal sum = BigDecimal.ZERO;
            for (int minute : minutes) {
                times.add(minute, 1);
                sum = sum.add(BigDecimal.valueOf(minute));
            }
            times.settle();
            BigDecimal mean = sum.divide(BigDecimal.valueOf(n), new MathContext(60));
            BigDecimal squares = BigDecimal.ZERO;
            for (int minute : minutes) {
                squares = squares.add(BigDecimal.valueOf(minute).subtract(mean).pow(2));
            }
            BigDecimal variance = squares.divide(BigDecimal.valueOf(n - 1), new MathContext(60));
            boolean spread = variance.compareTo(new BigDecimal("1e-40")) > 0;
            for (int minute = 0; minute < 1440; minute += 7) {
                BigDecimal distance = BigDecimal.valueOf(minute).subtract(mean).pow(2);
                BigDecimal margin = distance.subtract(variance.multiply(BigDecimal.valueOf(9)));
                boolean expected = spread && margin.compareTo(new BigDecimal("1e-40")) > 0;
                assertThat(times.isOutlier(minute)).isEqualTo(expected);
            }
        }
    }
}
