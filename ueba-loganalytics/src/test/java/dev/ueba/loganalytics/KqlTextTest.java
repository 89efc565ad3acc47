package dev.ueba.loganalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ueba.event.EntityMatch;
import dev.ueba.event.EntityMatch.Mode;
import dev.ueba.event.TimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KqlTextTest {

    @Test
    void name_withQuotesAndBackslashes_staysAName() {
        assertThat(KqlText.name("plain_CL")).isEqualTo("[\"plain_CL\"]");
        assertThat(KqlText.name("it's \"\\']")).isEqualTo("[\"it's \\\"\\\\']\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "\u0000", "a\u0085"})
    void name_blankOrWithControlCharacters_isRefused(String name) {
        assertThatThrownBy(() -> KqlText.name(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void matches_eachMode_hasItsOperator() {
        assertThat(KqlText.matches("t", new EntityMatch("o'b", Mode.EQUALS))).isEqualTo("t == \"o'b\"");
        assertThat(KqlText.matches("t", EntityMatch.of("a\\"))).isEqualTo("t =~ \"a\\\\\"");
        assertThat(KqlText.matches("t", new EntityMatch("a", Mode.HAS))).isEqualTo("t has \"a\"");
        assertThat(KqlText.matches("t", new EntityMatch("a", Mode.CONTAINS))).isEqualTo("t contains \"a\"");
    }

    @Test
    void somewhere_withoutLetterOrDigit_doesNotAskForATerm() {
        assertThat(KqlText.somewhere(EntityMatch.of("alice"))).isEqualTo("* has \"alice\"");
        assertThat(KqlText.somewhere(EntityMatch.of("--"))).isEqualTo("* contains \"--\"");
        assertThat(KqlText.somewhere(new EntityMatch("alice", Mode.CONTAINS))).isEqualTo("* contains \"alice\"");
        assertThat(KqlText.matches("t", new EntityMatch("--", Mode.HAS))).isEqualTo("t contains \"--\"");
    }

    @Test
    void text_ofAColumnThatIsNoText_isConverted() {
        assertThat(KqlText.text("a", "string")).isEqualTo("[\"a\"]");
        assertThat(KqlText.text("a", "dynamic")).isEqualTo("tostring([\"a\"])");
    }

    @Test
    void within_isHalfOpen() {
        TimeRange range = new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T03:04:05.5Z"));

        assertThat(KqlText.within(range))
                .isEqualTo("TimeGenerated >= datetime(2026-01-01T00:00:00.0000000Z)"
                        + " and TimeGenerated < datetime(2026-01-02T03:04:05.5000000Z)");
    }

    @Test
    void numbers_areTypedLiterals() {
        assertThat(KqlText.whole(Long.MIN_VALUE)).isEqualTo("long(-9223372036854775808)");
        assertThat(KqlText.real(1.5)).isEqualTo("real(1.5)");
        assertThat(KqlText.real(1e-5)).isEqualTo("real(0.000010)");
    }
}
