package dev.ueba.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PercentileTest {

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void of_anyValues_equalsInterpolationInSortedOnes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[1 + random.nextInt(3000)];
        int kind = random.nextInt(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case 0 -> random.nextDouble();
                case 1 -> random.nextInt(5);
                case 2 -> random.nextBoolean() ? 0.0 : -0.0;
                case 3 -> i;
                default -> -random.nextInt(values.length);
            };
        }
        double[] before = values.clone();
        for (double share : new double[] {0.5, 1e-9, 0.01, 1.0 / 3, random.nextDouble() / 2}) {
            assertSameBits(Percentile.of(values, share), sortedPercentile(values, share));
        }
        assertThat(values).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void select_anyPlace_isWhatSortingPutsThere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int different = 1 + random.nextInt(400);
        double[] values = random.doubles(2000)
                .map(value -> Math.floor(value * different) - different / 2.0)
                .map(value -> value == 0.0 && random.nextBoolean() ? -0.0 : value)
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int place = random.nextInt(values.length);
        assertSameBits(Percentile.select(values, place), sorted[place]);
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.compare(values[i], values[place]) * (i < place ? 1 : -1))
                    .isLessThanOrEqualTo(0);
        }
    }

    @Test
    void select_ofShapesThatSplitBadly_isWhatSortingPutsThere() {
        int length = 10_000;
        IntToDoubleFunction organPipe = i -> Math.min(i, length - i);
        IntToDoubleFunction saw = i -> i % 9 * 1111.0 + i / 9.0;
        for (IntToDoubleFunction shape : new IntToDoubleFunction[] {organPipe, saw, i -> 7.0, i -> -i}) {
            double[] values = new double[length];
            Arrays.setAll(values, shape);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int place : new int[] {0, 1, length / 3, length / 2, length - 1}) {
                assertSameBits(Percentile.select(values.clone(), place), sorted[place]);
            }
        }
    }

    private static void assertSameBits(double found, double expected) {
        assertThat(Double.doubleToRawLongBits(found)).isEqualTo(Double.doubleToRawLongBits(expected));
    }

    /** The plain way: sort everything. */
    private static double sortedPercentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        double place = last * ((100.0 * share) / 100.0);
        if (place >= last) {
            return sorted[last];
        }
        int below = (int) place;
        double weight = place - below;
        double step = sorted[below + 1] - sorted[below];
        return weight < 0.5 ? sorted[below] + step * weight : sorted[below + 1] - step * (1 - weight);
    }
}
