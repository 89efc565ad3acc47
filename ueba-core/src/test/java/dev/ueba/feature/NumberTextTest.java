package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    // CPython 3.11: repr(x)
    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "3, 3.0",
        "0.1, 0.1",
        "1e15, 1000000000000000.0",
        "9999999999999998, 9999999999999998.0",
        "1e16, 1e+16",
        "2.5e16, 2.5e+16",
        "123456789012345680, 1.2345678901234568e+17",
        "1e22, 1e+22",
        "1e23, 1e+23",
        "1e-3, 0.001",
        "1e-4, 0.0001",
        "0.00012345, 0.00012345",
        "1e-5, 1e-05",
        "-9.999999999999999e-05, -9.999999999999999e-05",
        "1.5e300, 1.5e+300",
        "5e-324, 5e-324",
        "-1e-323, -1e-323",
        "2e-323, 2e-323",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "12345678.9, 12345678.9",
        "9007199254740993, 9007199254740992.0",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf"
    })
    void repr_edge_isPythons(String value, String expected) {
        assertThat(NumberText.repr(Double.parseDouble(value))).isEqualTo(expected);
    }

    @Test
    void repr_golden_isPythons() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/golden/text/python-repr.csv"));
        assertThat(lines).hasSizeGreaterThan(2000);
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.indexOf(',');
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line.substring(0, comma), 16));
            assertThat(NumberText.repr(value)).isEqualTo(line.substring(comma + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void repr_anyBits_readsBackAndIsShortest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            double value =
                    switch (i % 3) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 ->
                            Double.longBitsToDouble(random.nextLong() & 0x000f_ffff_ffff_ffffL >> random.nextInt(52));
                        default -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 20));
                    };
            if (!Double.isFinite(value)) {
                continue;
            }
            String text = NumberText.repr(value);
            assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
                    .describedAs(text)
                    .isEqualTo(Double.doubleToRawLongBits(value));
            if (value != 0) {
                assertThat(new BigDecimal(text)).isEqualByComparingTo(shortest(value));
            }
        }
    }

    /** The plain way: round the exact value to ever more digits until it reads back. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; ; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
    }
}
