package dev.ueba.logs.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    private static final String LETTERS =
            "a\u0001\u007f\u00e9\u07ff\u0800\ud7ff\ue000\uffff\ud83d\ude00\udbff\udfff, ascii again";

    @Test
    void mend_ofText_changesNothing() {
        byte[] text = LETTERS.repeat(5).getBytes(StandardCharsets.UTF_8);
        byte[] mended = text.clone();
        assertThat(Utf8.mend(mended, 0, mended.length, true)).isEqualTo(text.length);
        assertThat(mended).isEqualTo(text);
    }

    @Test
    void mend_ofCutText_waitsForTheRest() {
        byte[] text = LETTERS.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= text.length; cut++) {
            byte[] parts = text.clone();
            int first = Utf8.mend(parts, 0, cut, false);
            assertThat(first).isBetween(Math.max(0, cut - 3), cut);
            assertThat(Utf8.mend(parts, first, parts.length, true)).isEqualTo(text.length);
            assertThat(parts).isEqualTo(text);
        }
    }

    @Test
    void mend_ofWhatIsNoLetter_putsQuestionMarks() {
        int[][] wrong = {
            {0},
            {0x80},
            {0xc0, 0x80},
            {0xc1, 0xbf},
            {0xe0, 0x80, 0x80},
            {0xed, 0xa0, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xff},
            {0xf0, 0x80, 0x80, 0x80},
            {0xe2, 0x82}
        };
        for (int[] bytes : wrong) {
            byte[] text = new byte[bytes.length + 1];
            for (int i = 0; i < bytes.length; i++) {
                text[i] = (byte) bytes[i];
            }
            text[bytes.length] = 'x';
            Utf8.mend(text, 0, text.length, true);
            assertThat(new String(text, StandardCharsets.ISO_8859_1)).isEqualTo("?".repeat(bytes.length) + "x");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mend_ofAnything_isUtf8WithoutNul(long seed) throws CharacterCodingException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            byte[] whole = bytes.clone();
            Utf8.mend(whole, 0, whole.length, true);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(whole))
                    .toString();
            assertThat(text.indexOf('\0')).isNegative();
            int cut = random.nextInt(bytes.length + 1);
            byte[] parts = bytes.clone();
            int first = Utf8.mend(parts, 0, cut, false);
            Utf8.mend(parts, first, parts.length, true);
            assertThat(Arrays.equals(parts, whole)).isTrue();
        }
    }
}
