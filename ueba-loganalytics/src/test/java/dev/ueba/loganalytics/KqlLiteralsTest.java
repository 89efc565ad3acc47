package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class KqlLiteralsTest {

    @Test
    void string_escapesWhateverEndsOrChangesALiteral() {
        assertThat(KqlLiterals.string("plain's")).isEqualTo("\"plain's\"");
        assertThat(KqlLiterals.string("a\"b\\c\n\t\u0000é\u2028😀"))
                .isEqualTo("\"a\\\"b\\\\c\\u000a\\u0009\\u0000\\u00e9\\u2028\\ud83d\\ude00\"");
        assertThat(KqlLiterals.string("\"; drop")).isEqualTo("\"\\\"; drop\"");
        assertThat(KqlLiterals.strings(List.of("a", "b\""))).isEqualTo("(\"a\", \"b\\\"\")");
        assertThatIllegalArgumentException().isThrownBy(() -> KqlLiterals.strings(List.of()));
    }

    @Test
    void datetime_hasSevenDecimalsAndUtc() {
        assertThat(KqlLiterals.datetime(Instant.parse("2026-01-04T05:06:07.123456789Z")))
                .isEqualTo("datetime(2026-01-04T05:06:07.1234567Z)");
        assertThat(KqlLiterals.datetime(LocalDate.parse("0999-12-31")))
                .isEqualTo("datetime(0999-12-31T00:00:00.0000000Z)");
        assertThatIllegalArgumentException().isThrownBy(() -> KqlLiterals.datetime(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> KqlLiterals.datetime(LocalDate.of(0, 1, 1)));
    }

    @Test
    void timespan_isDaysOrSeconds() {
        assertThat(KqlLiterals.timespan(Duration.ofDays(800))).isEqualTo("800d");
        assertThat(KqlLiterals.timespan(Duration.ZERO)).isEqualTo("0d");
        assertThat(KqlLiterals.timespan(Duration.ofMinutes(90))).isEqualTo("5400s");
        assertThatIllegalArgumentException().isThrownBy(() -> KqlLiterals.timespan(Duration.ofMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> KqlLiterals.timespan(Duration.ofDays(-1)));
    }
}
