package dev.ueba.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDaysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29",
                "2024-02-29T00:00:00",
                "2024-02-29 00:00:00",
                "2024-02-29T00:00:00.000",
                "2024-02-29T00:00:00Z",
                "2024-02-29 00:00:00.0000000Z",
                "2024-02-29T00:00:00+00:00",
                "2024-02-29 00:00:00+0000",
                "2024-02-29T00:00:00+00"
            })
    void parse_midnightUtc_isTheDay(String text) {
        assertThat(CsvDays.parse(text))
                .isEqualTo((int) LocalDate.of(2024, 2, 29).toEpochDay());
    }

    @Test
    void parse_everyDayOfPandas_isRead() {
        LocalDate last = LocalDate.of(2262, 4, 11);
        for (LocalDate day = LocalDate.of(1677, 9, 22); !day.isAfter(last); day = day.plusDays(1)) {
            assertThat(CsvDays.parse(day.toString())).isEqualTo((int) day.toEpochDay());
        }
        assertThat(CsvDays.parse("1677-09-21")).isEqualTo(CsvDays.REFUSED);
        assertThat(CsvDays.parse("2262-04-12")).isEqualTo(CsvDays.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "''|empty",
                "'  '|empty",
                "2023-02-29|no such day",
                "2025-13-01|no such day",
                "2025-00-10|no such day",
                "2025-01-00|no such day",
                "0000-01-01|between 1677-09-22 and 2262-04-11",
                "9999-12-31|between 1677-09-22 and 2262-04-11",
                "1677-09-21|between",
                "05/07/2025|day and month",
                "2025/07/05|day and month",
                "05.07.2025|day and month",
                "5-7-25|day and month",
                "2025-7-5|day and month",
                "20250701|hyphens",
                " 2025-07-01|blanks",
                "2025-07-01 |blanks",
                "2025-07-01T12:00:00|time of day",
                "2025-07-01 00:00:01|time of day",
                "2025-07-01T00:00:00.001|time of day",
                "2025-07-01T13:00:00+02:00|time of day",
                "2025-07-01T00:00:00+02:00|another zone",
                "2025-07-01T00:00:00-05|another zone",
                "2025-07-01T00:00:00-00:00|another zone",
                "2025-07-01T00:00|time of day",
                "2025-07-01X|write the day alone",
                "2025-07-01T|write the day alone",
                "2025-07-01 00:00:00 UTC|time of day",
                "1 July 2025|write it as yyyy-MM-dd",
                "1751328000|write it as yyyy-MM-dd",
                "２０２５-07-01|write it as yyyy-MM-dd",
                "٢٠٢٥-07-01|write it as yyyy-MM-dd",
                "NaT|write it as yyyy-MM-dd"
            })
    void parse_otherText_isRefusedWithReason(String text, String reason) {
        assertThat(CsvDays.parse(text)).isEqualTo(CsvDays.REFUSED);
        assertThat(CsvDays.problem(text)).contains(reason);
    }
}
