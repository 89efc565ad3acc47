package dev.ueba.logs.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SharedTextsTest {

    @Test
    void of_sameTextInAnyForm_isOneObject() {
        SharedTexts shared = new SharedTexts();
        for (String text :
                new String[] {"", "a", "arn:aws:iam::1:user/eve", "\u00e9\u20ac\ud83d\ude00", "x".repeat(256)}) {
            char[] letters = (".." + text + "..").toCharArray();
            byte[] bytes = (".." + text + "..").getBytes(StandardCharsets.UTF_8);
            String first = shared.of(letters, 2, text.length());
            assertThat(first).isEqualTo(text);
            assertThat(shared.of(letters, 2, text.length())).isSameAs(first);
            assertThat(shared.of(bytes, 2, bytes.length - 2)).isSameAs(first);
            assertThat(shared.of(text + "")).isSameAs(first);
        }
    }

    @Test
    void of_manyTexts_areRightAndBounded() {
        SharedTexts shared = new SharedTexts();
        String first = shared.of("text-0");
        for (int i = 0; i < 300_000; i++) {
            assertThat(shared.of(("text-" + i).toCharArray(), 0, ("text-" + i).length())
                            .equals("text-" + i))
                    .isTrue();
        }
        // Long since forgotten.
        assertThat(shared.of("text-0".toCharArray(), 0, 6)).isEqualTo(first).isNotSameAs(first);
        String longText = "x".repeat(257);
        assertThat(shared.of(longText.toCharArray(), 0, 257)).isEqualTo(longText);
        assertThat(shared.of(longText.getBytes(StandardCharsets.UTF_8), 0, 257)).isEqualTo(longText);
    }
}
