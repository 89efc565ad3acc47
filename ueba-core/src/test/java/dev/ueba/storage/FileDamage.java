package dev.ueba.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Breaks stored files in every way, for the tests of their readers. */
public final class FileDamage {

    private static final int HEADER_BYTES = 20;
    private static final int CHECKSUM_BYTES = 4;

    private FileDamage() {}

    /** Loads a file. */
    @FunctionalInterface
    public interface Loader {
        void load(Path file) throws IOException;
    }

    /**
     * Asserts that a loader refuses, with {@link ModelFormatException} that names the file: every byte changed in several ways,
     * every prefix, appended bytes, other versions and another kind.
     */
    public static void assertRefused(byte[] bytes, Path scratch, Loader loader) throws IOException {
        for (int at = 0; at < bytes.length; at++) {
            for (int mask : new int[] {0x01, 0x80, 0xFF}) {
                assertRefused(flipped(bytes, at, mask), scratch, loader, "byte " + at + " xor " + mask);
            }
        }
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length), scratch, loader, "the first " + length + " bytes");
        }
        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), scratch, loader, "one more byte");
        assertRefused(Arrays.copyOf(bytes, 3 * bytes.length), scratch, loader, "many more bytes");
        assertThat(refusal(withVersion(bytes, 2), scratch, loader))
                .hasMessageContaining("format version 2 is newer than 1")
                .hasMessageContaining("use a newer version of the library");
        assertThat(refusal(withVersion(bytes, 0), scratch, loader)).hasMessageContaining("version 0 does not exist");
        byte[] other = bytes.clone();
        other[7] = '?';
        assertThat(refusal(withChecksum(other), scratch, loader)).hasMessageContaining("a file of another kind");
        assertThat(refusal(new byte[0], scratch, loader)).hasMessageContaining("empty");
        byte[] zip = new byte[1 << 16];
        zip[0] = 'P';
        zip[1] = 'K';
        assertThat(refusal(zip, scratch, loader)).hasMessageContaining("a file of another kind");
    }

    private static void assertRefused(byte[] bytes, Path scratch, Loader loader, String what) throws IOException {
        Files.write(scratch, bytes);
        try {
            loader.load(scratch);
        } catch (ModelFormatException e) {
            // Plain checks: there are thousands of these.
            if (e.getMessage().startsWith(scratch + ": ")) {
                return;
            }
            throw new AssertionError(what + ": the message does not begin with the file: " + e.getMessage(), e);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(what + ": " + e, e);
        }
        throw new AssertionError(what + ": was accepted");
    }

    private static Throwable refusal(byte[] bytes, Path scratch, Loader loader) throws IOException {
        Files.write(scratch, bytes);
        Throwable[] thrown = new Throwable[1];
        assertThatThrownBy(() -> loader.load(scratch))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith(scratch + ": ")
                .satisfies(e -> thrown[0] = e);
        return thrown[0];
    }

    /** Returns a copy with one byte changed. */
    public static byte[] flipped(byte[] bytes, int at, int mask) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) mask;
        return copy;
    }

    /** Returns a copy whose checksum is right. */
    public static byte[] withChecksum(byte[] bytes) {
        byte[] copy = bytes.clone();
        CRC32C checksum = new CRC32C();
        checksum.update(copy, 0, copy.length - CHECKSUM_BYTES);
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(copy.length - CHECKSUM_BYTES, (int)
                checksum.getValue());
        return copy;
    }

    /** Returns where the body of a stored file begins. */
    public static int bodyStart() {
        return HEADER_BYTES;
    }

    /** Returns where the body of a stored file ends. */
    public static int bodyEnd(byte[] bytes) {
        return bytes.length - CHECKSUM_BYTES;
    }

    private static byte[] withVersion(byte[] bytes, int version) {
        byte[] copy = bytes.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(8, version);
        return withChecksum(copy);
    }
}
