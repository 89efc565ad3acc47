package dev.ueba.logs.github;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes of bytes: 64 well mixed bits per seed, the same on every machine. Not for secrets. */
final class Hashing {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long WORD_FACTOR = 0x9e3779b97f4a7c15L;
    private static final long END_FACTOR = 0xd6e8feb86659fd93L;

    private Hashing() {}

    /** Every step is a bijection of the word and of the state, so two inputs that differ in one word never meet. */
    static long hash(byte[] bytes, int from, int to, long seed) {
        long hash = seed ^ ((to - from) * END_FACTOR);
        int p = from;
        for (; to - p >= Long.BYTES; p += Long.BYTES) {
            hash = step(hash, (long) LONGS.get(bytes, p));
        }
        long rest = 0;
        for (int shift = 0; p < to; p++, shift += Byte.SIZE) {
            rest |= (bytes[p] & 0xffL) << shift;
        }
        return mix(step(hash, rest));
    }

    /** Takes one more word into a hash. */
    static long step(long hash, long word) {
        long mixed = (Long.rotateLeft(hash, 29) ^ word) * WORD_FACTOR;
        return mixed ^ (mixed >>> 32);
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * END_FACTOR;
        mixed = (mixed ^ (mixed >>> 32)) * END_FACTOR;
        return mixed ^ (mixed >>> 32);
    }
}
