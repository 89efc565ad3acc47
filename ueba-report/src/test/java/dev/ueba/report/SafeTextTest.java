package dev.ueba.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void of_hostileText_hasNothingThatMovesTheCursor() {
        assertThat(SafeText.of("a\u001b[2Jb\r\n\u202ec\u2028"))
                .isEqualTo("a\\u{1b}[2Jb\\u{d}\\u{a}\\u{202e}c\\u{2028}");
        assertThat(SafeText.of("jürgen 东 \uD83D\uDE00")).isEqualTo("jürgen 东 \uD83D\uDE00");
        assertThat(SafeText.within("\uD83D\uDE00".repeat(40), 10)).isEqualTo("\uD83D\uDE00".repeat(7) + "...");
    }

    @Test
    void within_aColumn_isNeverWider() {
        for (int pairs = 0; pairs < 30; pairs++) {
            String text = "\uD83D\uDE00".repeat(pairs) + "a\u202e";
            String shown = SafeText.within(text, 10);
            assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(10);
        }
        assertThat(SafeText.within("x".repeat(10), 10)).isEqualTo("x".repeat(10));
        assertThat(SafeText.within("x".repeat(11), 10)).isEqualTo("xxxxxxx...");
    }

    @Test
    void encodable_halfPairs_areReplaced() {
        assertThat(SafeText.encodable("half \ud83d pair \ud83d\ude00")).isEqualTo("half \ufffd pair \ud83d\ude00");
    }
}
