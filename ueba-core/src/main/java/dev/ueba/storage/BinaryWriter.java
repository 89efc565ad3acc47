package dev.ueba.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the body of a {@link StoredFile}: little-endian numbers, length-prefixed UTF-8 text and arrays.
 *
 * <p>Not thread-safe.
 */
public final class BinaryWriter {

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

    /** Creates an empty writer. */
    public BinaryWriter() {}

    /**
     * Appends one byte.
     *
     * @param value its low 8 bits are written
     */
    public void writeByte(int value) {
        room(1).put((byte) value);
    }

    /**
     * Appends a byte 0 or 1.
     *
     * @param value the truth value
     */
    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /**
     * Appends 4 bytes.
     *
     * @param value any int
     */
    public void writeInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    /**
     * Appends 8 bytes.
     *
     * @param value any long
     */
    public void writeLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    /**
     * Appends the 8 bytes of an IEEE 754 double, bit for bit.
     *
     * @param value any double
     */
    public void writeDouble(double value) {
        room(Double.BYTES).putDouble(value);
    }

    /**
     * Appends the length in bytes (4 bytes) and the UTF-8 text.
     *
     * @param value well-formed text
     * @throws IllegalArgumentException if the text has half a surrogate pair, which UTF-8 cannot hold
     */
    public void writeText(String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("text must be valid Unicode to be stored, but a text of "
                    + value.length() + " characters has half a surrogate pair");
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length);
        room(bytes.length).put(bytes);
    }

    /**
     * Appends the number of texts (4 bytes) and the texts.
     *
     * @param values in this order
     */
    public void writeTexts(List<String> values) {
        writeInt(values.size());
        values.forEach(this::writeText);
    }

    /**
     * Appends numbers without their count.
     *
     * @param values read from 0 to {@code count - 1}
     * @param count how many
     */
    public void writeInts(int[] values, int count) {
        room(Math.multiplyExact(count, Integer.BYTES)).asIntBuffer().put(values, 0, count);
        buffer.position(buffer.position() + count * Integer.BYTES);
    }

    /**
     * Appends numbers without their count.
     *
     * @param values read from 0 to {@code count - 1}
     * @param count how many
     */
    public void writeDoubles(double[] values, int count) {
        room(Math.multiplyExact(count, Double.BYTES)).asDoubleBuffer().put(values, 0, count);
        buffer.position(buffer.position() + count * Double.BYTES);
    }

    /** Returns how many bytes were written. */
    int length() {
        return buffer.position();
    }

    /** Returns the written bytes as they lie; not a copy. */
    byte[] array() {
        return buffer.array();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            long needed = (long) buffer.position() + bytes;
            if (needed > StoredFile.MAX_BYTES) {
                throw new IllegalStateException("a model or baseline file holds at most " + StoredFile.MAX_BYTES
                        + " bytes, but this needs more");
            }
            int capacity = (int) Math.min(StoredFile.MAX_BYTES, Math.max(needed, 2L * buffer.capacity()));
            int position = buffer.position();
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).order(ByteOrder.LITTLE_ENDIAN);
            buffer.position(position);
        }
        return buffer;
    }
}
