package dev.ueba.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One kind of binary file of this library: a header with a magic word and a version, a body, and a checksum over both.
 *
 * <pre>
 * offset  bytes
 *      0      8  magic, ASCII
 *      8      4  format version, from 1
 *     12      8  length of the body in bytes
 *     20      n  body
 * 20 + n      4  CRC-32C of everything before
 * </pre>
 *
 * <p>All numbers are little-endian. The whole file is checked (magic, version, size, checksum) before a byte of the body
 * is looked at. A checksum finds accidents, not forgers: readers of bodies check every index and length as well.
 *
 * @param magic 8 ASCII characters
 * @param name what to call such a file in messages
 * @param newestVersion the version written, and the newest that can be read
 */
public record StoredFile(String magic, String name, int newestVersion) {

    /** Largest body that is written or read: 1 GiB. */
    static final int MAX_BYTES = 1 << 30;

    private static final int VERSION_AT = 8;
    private static final int LENGTH_AT = 12;
    private static final int HEADER_BYTES = 20;
    private static final int CHECKSUM_BYTES = 4;

    /** A checked body and the version it was written in. */
    public record Body(int version, BinaryReader reader) {}

    public StoredFile {
        if (magic.length() != 8 || !StandardCharsets.US_ASCII.newEncoder().canEncode(magic)) {
            throw new IllegalArgumentException("magic must be 8 ASCII characters, but was '" + magic + "'");
        }
    }

    /**
     * Writes header, body and checksum, replacing {@code target} as a whole.
     *
     * @param target file to create or replace
     * @param body what to write
     * @throws IOException if writing fails; the target is unchanged then
     */
    public void write(Path target, BinaryWriter body) throws IOException {
        byte[] header = header(body);
        byte[] trailer = trailer(header, body);
        AtomicFiles.replace(target, out -> {
            out.write(header);
            out.write(body.array(), 0, body.length());
            out.write(trailer);
        });
    }

    /**
     * Returns header, body and checksum, for stores that are not files.
     *
     * @param body what to write
     * @return the bytes that {@link #write} puts into a file
     */
    public byte[] toBytes(BinaryWriter body) {
        byte[] header = header(body);
        return ByteBuffer.allocate(HEADER_BYTES + body.length() + CHECKSUM_BYTES)
                .put(header)
                .put(body.array(), 0, body.length())
                .put(trailer(header, body))
                .array();
    }

    private byte[] header(BinaryWriter body) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(magic.getBytes(StandardCharsets.US_ASCII))
                .putInt(newestVersion)
                .putLong(body.length())
                .array();
    }

    private static byte[] trailer(byte[] header, BinaryWriter body) {
        CRC32C checksum = new CRC32C();
        checksum.update(header);
        checksum.update(body.array(), 0, body.length());
        return ByteBuffer.allocate(CHECKSUM_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) checksum.getValue())
                .array();
    }

    /**
     * Reads and checks what {@link #toBytes} returned.
     *
     * @param source names the bytes in messages
     * @param bytes header, body and checksum
     * @return its body, positioned at the start
     * @throws ModelFormatException as {@link #read(Path)} throws it
     */
    public Body read(String source, byte[] bytes) throws ModelFormatException {
        try {
            return read(source, new ByteArrayInputStream(bytes));
        } catch (ModelFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("reading bytes in memory cannot fail", e);
        }
    }

    /**
     * Reads and checks a file.
     *
     * @param file written by {@link #write}
     * @return its body, positioned at the start
     * @throws ModelFormatException if the file is too large, too short, of another kind, newer than this library, or its
     *     checksum does not match
     * @throws IOException if it cannot be read
     */
    public Body read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        }
    }

    /** Reads and checks a whole stream; {@code source} names it in messages. */
    Body read(String source, InputStream in) throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        int bodyLength = bodyLength(source, header);
        // One byte more than there should be shows whether anything follows; memory grows only with what is there.
        byte[] rest = in.readNBytes(bodyLength + CHECKSUM_BYTES + 1);
        if (rest.length != bodyLength + CHECKSUM_BYTES) {
            throw new ModelFormatException(source + ": the header promises " + bodyLength + " bytes of content, found "
                    + (rest.length > bodyLength ? "more" : rest.length)
                    + "; the file is cut off or was appended to");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(header);
        checksum.update(rest, 0, bodyLength);
        ByteBuffer buffer = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        if ((int) checksum.getValue() != buffer.getInt(bodyLength)) {
            throw new ModelFormatException(source
                    + ": the checksum does not match; the file is damaged, restore it from a copy or write it again");
        }
        int version = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(VERSION_AT);
        return new Body(version, new BinaryReader(source, buffer.slice(0, bodyLength)));
    }

    /** Checks a header before anything behind it is read; returns how many bytes of content it promises. */
    private int bodyLength(String source, byte[] header) throws ModelFormatException {
        byte[] expectedMagic = magic.getBytes(StandardCharsets.US_ASCII);
        int seen = Math.min(expectedMagic.length, header.length);
        if (!Arrays.equals(header, 0, seen, expectedMagic, 0, seen)) {
            throw new ModelFormatException(
                    source + ": expected " + name + " beginning with '" + magic + "', found a file of another kind");
        }
        if (header.length < HEADER_BYTES) {
            throw new ModelFormatException(source + ": expected " + name + ", found only " + header.length
                    + " bytes; the file is empty or cut off");
        }
        ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int version = buffer.getInt(VERSION_AT);
        if (version < 1) {
            throw new ModelFormatException(
                    source + ": format version " + version + " does not exist; the file is damaged");
        }
        if (version > newestVersion) {
            throw new ModelFormatException(source + ": format version " + version + " is newer than " + newestVersion
                    + ", the newest this library reads; use a newer version of the library");
        }
        long length = buffer.getLong(LENGTH_AT);
        if (length < 0 || length > MAX_BYTES) {
            throw new ModelFormatException(source + ": the header promises " + length
                    + " bytes of content, but at most " + MAX_BYTES + " are read; the file is damaged");
        }
        return (int) length;
    }
}
