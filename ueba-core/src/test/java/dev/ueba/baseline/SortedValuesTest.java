package dev.ueba.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SortedValuesTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void medians_ofGrowingSeries_areThoseOfSorting(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int kinds = 1 + random.nextInt(40);
        SortedValues sorted = new SortedValues();
        double[] series = new double[60];
        for (int i = 0; i < series.length; i++) {
            series[i] = random.nextInt(kinds) * (random.nextBoolean() ? 0.1 : -1.7);
            sorted.add(series[i]);
            double[] numbers = Arrays.copyOf(series, i + 1);
            double median = PlainDeviations.median(numbers);
            assertThat(sorted.size()).isEqualTo(i + 1);
            assertThat(sorted.median()).isEqualTo(median);
            assertThat(sorted.medianAbsoluteDeviation(median))
                    .isEqualTo(PlainDeviations.median(Arrays.stream(numbers)
                            .map(x -> Math.abs(x - median))
                            .toArray()));
        }
        double[] ascending = series.clone();
        Arrays.sort(ascending);
        for (int i = 0; i < ascending.length; i++) {
            assertThat(sorted.get(i)).isEqualTo(ascending[i]);
        }
    }

    @Test
    void medians_ofOneAndTwoValues() {
        SortedValues sorted = new SortedValues();
        sorted.add(5.0);
        assertThat(sorted.median()).isEqualTo(5.0);
        assertThat(sorted.medianAbsoluteDeviation(5.0)).isZero();
        sorted.add(1.0);
        assertThat(sorted.median()).isEqualTo(3.0);
        assertThat(sorted.medianAbsoluteDeviation(3.0)).isEqualTo(2.0);
    }

    @Test
    void copy_andClear_areIndependent() {
        SortedValues sorted = new SortedValues();
        sorted.copy().add(9.0);
        assertThat(sorted.size()).isZero();
        sorted.add(1.0);
        SortedValues copy = sorted.copy();
        sorted.add(2.0);
        copy.add(0.5);
        assertThat(copy.median()).isEqualTo(0.75);
        assertThat(sorted.median()).isEqualTo(1.5);
        sorted.clear();
        assertThat(sorted.size()).isZero();
        assertThat(copy.size()).isEqualTo(2);
    }

    @Test
    void restore_ofAscendingValues_growsOn() {
        SortedValues sorted = new SortedValues();
        sorted.restore(new double[0]);
        sorted.add(4.0);
        sorted.restore(new double[] {1.0, 3.0});
        sorted.add(2.0);
        assertThat(sorted.median()).isEqualTo(2.0);
        assertThat(sorted.size()).isEqualTo(3);
    }
}
