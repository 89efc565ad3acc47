package dev.ueba.logs.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Makes bytes valid UTF-8 without NUL, in place. Stateless. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final byte SUBSTITUTE = '?';

    private Utf8() {}

    /**
     * Replaces each byte that is NUL or no part of a letter by a question mark.
     *
     * @param isEnd whether nothing follows; otherwise a letter may be incomplete at the end
     * @return {@code to}, or where an incomplete letter begins
     */
    static int mend(byte[] bytes, int from, int to, boolean isEnd) {
        int i = from;
        while (i < to) {
            while (i + 8 <= to) {
                long eight = (long) LONGS.get(bytes, i);
                // A byte that is 0 borrows from its own high bit.
                if (((eight | (eight - LOW_BITS)) & HIGH_BITS) != 0) {
                    break;
                }
                i += 8;
            }
            if (i >= to) {
                break;
            }
            byte lead = bytes[i];
            if (lead > 0) {
                i++;
                continue;
            }
            int length = length(lead);
            int known = Math.min(length, to - i);
            if (length == 0 || !continues(bytes, i, known) || (known < length && isEnd)) {
                bytes[i] = SUBSTITUTE;
                i++;
            } else if (known < length) {
                return i;
            } else {
                i += length;
            }
        }
        return to;
    }

    /** Returns the length of the letter that a byte begins, 0 if it begins none. */
    private static int length(byte lead) {
        int b = lead & 0xff;
        if (b < 0xc2 || b > 0xf4) {
            return 0;
        }
        return b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
    }

    /** Checks the bytes behind the first; neither surrogates nor longer forms than needed nor what is beyond Unicode. */
    private static boolean continues(byte[] bytes, int from, int length) {
        int lead = bytes[from] & 0xff;
        for (int i = 1; i < length; i++) {
            int b = bytes[from + i] & 0xff;
            int least = i == 1 && lead == 0xe0 ? 0xa0 : i == 1 && lead == 0xf0 ? 0x90 : 0x80;
            int most = i == 1 && lead == 0xed ? 0x9f : i == 1 && lead == 0xf4 ? 0x8f : 0xbf;
            if (b < least || b > most) {
                return false;
            }
        }
        return true;
    }
}
