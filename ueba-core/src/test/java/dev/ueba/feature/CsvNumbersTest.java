package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumbersTest {

    private final CsvNumbers numbers = new CsvNumbers();

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "0,0.0,true",
                "-0,0.0,true",
                "+7,7.0,true",
                "007,7.0,true",
                " 7 ,7.0,true",
                "-12,-12.0,true",
                "999999999999999,999999999999999.0,true",
                "9007199254740992,9007199254740992.0,true",
                "9007199254740994,9007199254740994.0,true",
                "0000000000000000000000000000000000000012,12.0,true",
                "4611686018427387904,4611686018427387904.0,true",
                "3.0,3.0,false",
                "3.,3.0,false",
                ".5,0.5,false",
                "-0.0,-0.0,false",
                "1e3,1000.0,false",
                "1E+3,1000.0,false",
                "1e39,1e39,false",
                "2.5e-05,2.5e-05,false",
                "1e-999999999999,0.0,false",
                "0.1,0.1,false",
                "9007199254740993.0,9007199254740992.0,false"
            })
    void parse_number_isRead(String text, double expected, boolean whole) {
        assertThat(numbers.parse(text)).isTrue();
        assertThat(Double.doubleToRawLongBits(numbers.value())).isEqualTo(Double.doubleToRawLongBits(expected));
        assertThat(numbers.isWhole()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "''|empty",
                "'  '|empty",
                "abc|correct the cell",
                "0x10|correct the cell",
                "0x1p3|correct the cell",
                "1d|correct the cell",
                "1f|correct the cell",
                "1.5D|correct the cell",
                "1e|correct the cell",
                "1e+|correct the cell",
                ".|correct the cell",
                "-|correct the cell",
                "--1|correct the cell",
                ".e5|correct the cell",
                "1 000|thousands",
                "1,234|thousands",
                "1.234,5|thousands",
                "1_000|thousands",
                "1'000|thousands",
                "inf|finite",
                "-Infinity|finite",
                "+inf|finite",
                "∞|finite",
                "NaN|missing",
                "nan|missing",
                "NULL|missing",
                "#N/A|missing",
                "9007199254740993|2^53",
                "-9007199254740993|2^53",
                "9223372036854775807|2^53",
                "18446744073709551616|2^53",
                "100000000000000000000000|2^53",
                "1e309|beyond the range",
                "-1e400|beyond the range",
                "1e99999999999999|beyond the range",
                "٣|correct the cell",
                "7\u00a0|thousands",
                "True|correct the cell"
            })
    void parse_otherText_isRefusedWithReason(String text, String reason) {
        assertThat(numbers.parse(text)).isFalse();
        assertThat(CsvNumbers.problem(text)).contains(reason);
    }

    @Test
    void parse_millionDigits_endsSoon() {
        assertThat(numbers.parse("9".repeat(1 << 20))).isFalse();
        assertThat(numbers.parse("0".repeat(1 << 20) + "5")).isTrue();
        assertThat(numbers.value()).isEqualTo(5);
        assertThat(numbers.parse("0." + "3".repeat(1 << 20))).isTrue();
        assertThat(numbers.value()).isEqualTo(1 / 3.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void parse_anyText_agreesWithTheGrammarAndTheJdk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "0123456789999..eE+-  \tdfxNa";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(1, 24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 10 : alphabet.length())));
            }
            String cell = text.toString();
            boolean inGrammar = cell.matches("[ \t]*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?[ \t]*");
            if (!numbers.parse(cell)) {
                assertThat(CsvNumbers.problem(cell)).isNotEmpty();
                if (inGrammar) {
                    assertThat(Double.isInfinite(Double.parseDouble(cell))
                                    || cell.strip().matches("[+-]?\\d+"))
                            .describedAs(cell)
                            .isTrue();
                }
                continue;
            }
            assertThat(inGrammar).describedAs(cell).isTrue();
            assertThat(numbers.value()).describedAs(cell).isEqualTo(Double.parseDouble(cell) + 0.0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void parse_writtenNumber_readsBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(numbers.parse(NumberText.repr(value))).isTrue();
                assertThat(Double.doubleToRawLongBits(numbers.value())).isEqualTo(Double.doubleToRawLongBits(value));
            }
        }
    }
}
