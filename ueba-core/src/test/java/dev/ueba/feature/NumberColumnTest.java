package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberColumnTest {

    private static final double[] EDGES = {
        0.0,
        -0.0,
        1.0,
        127.0,
        128.0,
        -128.0,
        -129.0,
        32767.0,
        32768.0,
        -32768.0,
        -32769.0,
        2147483647.0,
        2147483648.0,
        -2147483648.0,
        -2147483649.0,
        0x1p53,
        0.5,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN
    };

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void set_ofAnyValues_keepsTheirBits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // Columns of all widths: the first so many of the edges, some of them often.
        int kinds = 1 + random.nextInt(EDGES.length);
        double[] values = new double[100];
        NumberColumn column = NumberColumn.withCapacity(10);
        for (int row = 0; row < values.length; row++) {
            int edge = random.nextInt(kinds);
            values[row] = EDGES[edge == 1 && random.nextInt(5) > 0 ? 0 : edge];
            if (row % 10 == 0) {
                column = column.withLength(row + 10);
            }
            column.set(row, values[row]);
        }
        assertHolds(column, values);
        int[] rows = random.ints(30, 0, values.length).toArray();
        assertHolds(
                column.select(rows),
                Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        assertHolds(column.withLength(40), Arrays.copyOf(values, 40));
    }

    @ParameterizedTest
    @ValueSource(doubles = {127, 300, 70_000, 0.5, -0.0, Double.NaN})
    void set_ofOneValueAfterZeros_widensThem(double value) {
        NumberColumn column = NumberColumn.withCapacity(3);
        column.set(0, -5);
        column.set(1, value);
        assertHolds(column, new double[] {-5, value, 0});
    }

    private static void assertHolds(NumberColumn column, double[] values) {
        double[] copy = new double[values.length + 1];
        column.copy(0, copy, 1, values.length);
        for (int row = 0; row < values.length; row++) {
            assertThat(Double.doubleToLongBits(column.get(row))).isEqualTo(Double.doubleToLongBits(values[row]));
            assertThat(Double.doubleToLongBits(copy[row + 1])).isEqualTo(Double.doubleToLongBits(values[row]));
        }
    }
}
