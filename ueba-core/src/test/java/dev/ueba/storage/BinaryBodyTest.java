package dev.ueba.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link BinaryWriter} and {@link BinaryReader} against each other. */
class BinaryBodyTest {

    private static BinaryReader reader(BinaryWriter out) {
        return new BinaryReader("test.ueba", ByteBuffer.wrap(out.array(), 0, out.length()));
    }

    private static void assertBroken(ThrowingCallable reading, String rule) {
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(reading)
                .withMessageStartingWith("test.ueba: ")
                .withMessageContaining(rule);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void read_ofWritten_givesTheSameValues(long seed) throws ModelFormatException {
        SplittableRandom random = new SplittableRandom(seed);
        BinaryWriter out = new BinaryWriter();
        List<Object> expected = new ArrayList<>();
        int[] kinds = random.ints(3000, 0, 7).toArray();
        for (int kind : kinds) {
            expected.add(write(out, kind, random));
        }
        BinaryReader in = reader(out);
        for (int i = 0; i < kinds.length; i++) {
            assertThat(read(in, kinds[i], expected.get(i))).isEqualTo(expected.get(i));
        }
        in.expectEnd();
    }

    private static Object write(BinaryWriter out, int kind, SplittableRandom random) {
        long bits = random.nextLong();
        switch (kind) {
            case 0 -> {
                out.writeByte((int) bits);
                return (int) bits & 0xFF;
            }
            case 1 -> {
                out.writeBoolean(bits < 0);
                return bits < 0;
            }
            case 2 -> {
                out.writeInt((int) bits);
                return (int) bits;
            }
            case 3 -> {
                out.writeLong(bits);
                return bits;
            }
            case 4 -> {
                out.writeText("näme " + bits + " 😀");
                return "näme " + bits + " 😀";
            }
            case 5 -> {
                int[] values = random.ints(random.nextInt(50)).toArray();
                out.writeInts(values, values.length);
                return values;
            }
            default -> {
                double[] values = random.doubles(random.nextInt(50)).toArray();
                out.writeDoubles(values, values.length);
                return values;
            }
        }
    }

    private static Object read(BinaryReader in, int kind, Object expected) throws ModelFormatException {
        return switch (kind) {
            case 0 -> in.readByte();
            case 1 -> in.readBoolean();
            case 2 -> in.readInt();
            case 3 -> in.readLong();
            case 4 -> in.readText("a text");
            case 5 -> in.readInts(((int[]) expected).length);
            default -> in.readDoubles(((double[]) expected).length);
        };
    }

    @Test
    void readDouble_keepsEveryBit() throws ModelFormatException {
        double[] values = {
            0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, Double.NaN, Double.longBitsToDouble(0x7ff8_0000_0000_1234L)
        };
        BinaryWriter out = new BinaryWriter();
        for (double value : values) {
            out.writeDouble(value);
        }
        BinaryReader in = reader(out);
        for (double value : values) {
            assertThat(Double.doubleToRawLongBits(in.readDouble())).isEqualTo(Double.doubleToRawLongBits(value));
        }
    }

    @Test
    void writeInts_ofAPart_writesOnlyThat() throws ModelFormatException {
        BinaryWriter out = new BinaryWriter();
        out.writeInts(new int[] {1, 2, 3}, 2);
        out.writeTexts(List.of("a", ""));
        BinaryReader in = reader(out);
        assertThat(in.readInts(2)).containsExactly(1, 2);
        assertThat(in.readTexts("word")).containsExactly("a", "");
        in.expectEnd();
    }

    @Test
    void read_beyondTheEnd_isRefused() {
        BinaryReader in = reader(new BinaryWriter());
        assertBroken(in::readByte, "ends early");
        assertBroken(in::readBoolean, "1 more bytes expected, 0 left");
        assertBroken(in::readInt, "4 more bytes expected");
        assertBroken(in::readLong, "8 more bytes expected");
        assertBroken(in::readDouble, "ends early");
        assertBroken(() -> in.readText("a name"), "ends early");
        assertBroken(() -> in.readCount("rows", 8), "ends early");
        assertBroken(() -> in.readInts(Integer.MAX_VALUE), "ends early");
        assertBroken(() -> in.readDoubles(Integer.MAX_VALUE), "ends early");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 3})
    void readCount_ofMoreThanCanFollow_isRefused(int count) {
        BinaryWriter out = new BinaryWriter();
        out.writeInt(count);
        out.writeDoubles(new double[] {1, 2}, 2);
        assertBroken(() -> reader(out).readCount("rows", 8), "the number of rows must be in [0, 2], found " + count);
        if (count != 3) {
            assertBroken(() -> reader(out).readText("a name"), "the number of bytes of a name must be in");
            assertBroken(() -> reader(out).readTexts("name"), "the number of names must be in");
        }
    }

    @Test
    void readText_ofOtherThanUtf8_isRefused() {
        BinaryWriter out = new BinaryWriter();
        out.writeInt(2);
        out.writeByte(0xC3);
        out.writeByte(0x28);
        assertBroken(() -> reader(out).readText("a name"), "a name is not UTF-8");
    }

    @Test
    void writeText_ofHalfASurrogatePair_isRefused() {
        // Stored as a question mark it would come back as another name.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinaryWriter().writeText("a\ud800b"))
                .withMessageContaining("valid Unicode");
    }

    @Test
    void read_ofValuesOutOfRange_isRefused() throws ModelFormatException {
        BinaryWriter out = new BinaryWriter();
        out.writeByte(2);
        out.writeDouble(Double.POSITIVE_INFINITY);
        out.writeInt(11);
        out.writeByte(0);
        BinaryReader in = reader(out);
        assertBroken(in::readBoolean, "expected 0 or 1 for a truth value, found 2");
        assertBroken(() -> in.readFinite("the cutoff"), "the cutoff must be a finite number, found Infinity");
        assertBroken(() -> in.readInt("the depth", 0, 10), "the depth must be in [0, 10], found 11");
        assertBroken(in::expectEnd, "1 bytes follow");
        assertThat(in.readByte()).isZero();
    }

    @Test
    void write_ofMuch_growsTheBuffer() throws ModelFormatException {
        double[] values = new double[100_000];
        Arrays.setAll(values, i -> i / 3.0);
        BinaryWriter out = new BinaryWriter();
        out.writeByte(1);
        out.writeDoubles(values, values.length);
        String text = "x".repeat(50_000);
        out.writeText(text);
        BinaryReader in = reader(out);
        assertThat(in.readByte()).isEqualTo(1);
        assertThat(in.readDoubles(values.length)).isEqualTo(values);
        assertThat(in.readText("x").getBytes(StandardCharsets.UTF_8)).hasSize(50_000);
        in.expectEnd();
    }
}
