package dev.ueba.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of a {@link StoredFile}. Every length is checked against what is left before anything is allocated, so
 * that a hostile file costs no more memory than its own size.
 *
 * <p>Not thread-safe.
 */
public final class BinaryReader {

    private final String source;
    private final ByteBuffer buffer;

    BinaryReader(String source, ByteBuffer body) {
        this.source = source;
        this.buffer = body.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the next byte.
     *
     * @return 0 to 255
     * @throws ModelFormatException if the body ends before
     */
    public int readByte() throws ModelFormatException {
        return need(1).get() & 0xFF;
    }

    /**
     * Returns the next truth value.
     *
     * @return true for 1, false for 0
     * @throws ModelFormatException if the byte is neither, or the body ends before
     */
    public boolean readBoolean() throws ModelFormatException {
        int value = readByte();
        if (value > 1) {
            throw broken("expected 0 or 1 for a truth value, found " + value);
        }
        return value == 1;
    }

    /**
     * Returns the next int.
     *
     * @return any int
     * @throws ModelFormatException if the body ends before
     */
    public int readInt() throws ModelFormatException {
        return need(Integer.BYTES).getInt();
    }

    /**
     * Returns the next long.
     *
     * @return any long
     * @throws ModelFormatException if the body ends before
     */
    public long readLong() throws ModelFormatException {
        return need(Long.BYTES).getLong();
    }

    /**
     * Returns the next double, bit for bit.
     *
     * @return any double, NaN included
     * @throws ModelFormatException if the body ends before
     */
    public double readDouble() throws ModelFormatException {
        return need(Double.BYTES).getDouble();
    }

    /**
     * Returns the next double, which must be an ordinary number.
     *
     * @param what named in the message
     * @return a finite double
     * @throws ModelFormatException if it is NaN or infinite, or the body ends before
     */
    public double readFinite(String what) throws ModelFormatException {
        double value = readDouble();
        if (!Double.isFinite(value)) {
            throw broken(what + " must be a finite number, found " + value);
        }
        return value;
    }

    /**
     * Returns the next int, which must lie in a range.
     *
     * @param what named in the message
     * @param min smallest allowed
     * @param max largest allowed
     * @return {@code min <= value <= max}
     * @throws ModelFormatException if it lies outside, or the body ends before
     */
    public int readInt(String what, int min, int max) throws ModelFormatException {
        int value = readInt();
        if (value < min || value > max) {
            throw broken(what + " must be in [" + min + ", " + max + "], found " + value);
        }
        return value;
    }

    /**
     * Returns the next count of things that each take at least {@code bytesEach} of what is left.
     *
     * @param what named in the message
     * @param bytesEach at least 1
     * @return {@code >= 0}
     * @throws ModelFormatException if that many cannot follow
     */
    public int readCount(String what, int bytesEach) throws ModelFormatException {
        return readInt(
                "the number of " + what,
                0,
                buffer.remaining() < Integer.BYTES ? 0 : (buffer.remaining() - Integer.BYTES) / bytesEach);
    }

    /**
     * Returns the next text.
     *
     * @param what named in the message
     * @return well-formed text, possibly empty
     * @throws ModelFormatException if it is longer than the body or not UTF-8
     */
    public String readText(String what) throws ModelFormatException {
        int length = readCount("bytes of " + what, 1);
        ByteBuffer bytes = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ModelFormatException(source + ": " + what + " is not UTF-8 text; the file is damaged", e);
        }
    }

    /**
     * Returns the next counted list of texts.
     *
     * @param what one of them, named in the message
     * @return unmodifiable
     * @throws ModelFormatException if it is longer than the body or not UTF-8
     */
    public List<String> readTexts(String what) throws ModelFormatException {
        int count = readCount(what + "s", Integer.BYTES);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(readText(what));
        }
        return List.copyOf(texts);
    }

    /**
     * Returns the next ints.
     *
     * @param count how many, {@code >= 0}
     * @return a new array of that length
     * @throws ModelFormatException if the body ends before
     */
    public int[] readInts(int count) throws ModelFormatException {
        need((long) count * Integer.BYTES);
        int[] values = new int[count];
        buffer.asIntBuffer().get(values);
        buffer.position(buffer.position() + count * Integer.BYTES);
        return values;
    }

    /**
     * Returns the next doubles.
     *
     * @param count how many, {@code >= 0}
     * @return a new array of that length
     * @throws ModelFormatException if the body ends before
     */
    public double[] readDoubles(int count) throws ModelFormatException {
        need((long) count * Double.BYTES);
        double[] values = new double[count];
        buffer.asDoubleBuffer().get(values);
        buffer.position(buffer.position() + count * Double.BYTES);
        return values;
    }

    /**
     * Checks that nothing is left.
     *
     * @throws ModelFormatException if bytes follow
     */
    public void expectEnd() throws ModelFormatException {
        if (buffer.hasRemaining()) {
            throw broken(buffer.remaining() + " bytes follow the end of the content");
        }
    }

    /**
     * Returns an exception that names the file, for a rule only the caller knows.
     *
     * @param rule what was expected and found
     * @return to be thrown by the caller
     */
    public ModelFormatException broken(String rule) {
        return new ModelFormatException(
                source + ": " + rule + "; the file is damaged or was not written by this library");
    }

    private ByteBuffer need(long bytes) throws ModelFormatException {
        if (bytes > buffer.remaining()) {
            throw broken("the content ends early: " + bytes + " more bytes expected, " + buffer.remaining() + " left");
        }
        return buffer;
    }
}
