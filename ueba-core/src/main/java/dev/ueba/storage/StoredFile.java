package dev.ueba.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * <p>All numbers are little-endian. The whole file is checked (size, magic, version, checksum) before a byte of the body
 * is looked at. A checksum finds accidents, not forgers: readers of bodies check every index and length as well.
 *
 * @param magic 8 ASCII characters
 * @param name what to call such a file in messages
 * @param newestVersion the version written, and the newest that can be read
 */
public record StoredFile(String magic, String name, int newestVersion) {

    /** Largest file that is written or read: 1 GiB. */
    static final int MAX_BYTES = 1 << 30;

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
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(magic.getBytes(StandardCharsets.US_ASCII))
                .putInt(newestVersion)
                .putLong(body.length());
        CRC32C checksum = new CRC32C();
        checksum.update(header.array());
        checksum.update(body.array(), 0, body.length());
        ByteBuffer trailer = ByteBuffer.allocate(CHECKSUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        trailer.putInt((int) checksum.getValue());
        AtomicFiles.replace(target, out -> {
            out.write(header.array());
            out.write(body.array(), 0, body.length());
            out.write(trailer.array());
        });
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
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES);
            if (bytes.length == MAX_BYTES && in.read() >= 0) {
                throw new ModelFormatException(file + ": larger than " + MAX_BYTES + " bytes; not " + name);
            }
        }
        return check(file.toString(), bytes);
    }

    /** Checks the bytes of a whole file; {@code source} names it in messages. */
    Body check(String source, byte[] bytes) throws ModelFormatException {
        byte[] expectedMagic = magic.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) {
            throw new ModelFormatException(source + ": expected " + name + ", found only " + bytes.length
                    + " bytes; the file is empty, cut off or of another kind");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < expectedMagic.length; i++) {
            if (bytes[i] != expectedMagic[i]) {
                throw new ModelFormatException(source + ": expected " + name + " beginning with '" + magic
                        + "', found a file of another kind");
            }
        }
        int version = buffer.getInt(8);
        if (version < 1) {
            throw new ModelFormatException(
                    source + ": format version " + version + " does not exist; the file is damaged");
        }
        if (version > newestVersion) {
            throw new ModelFormatException(source + ": format version " + version + " is newer than " + newestVersion
                    + ", the newest this library reads; use a newer version of the library");
        }
        long bodyLength = buffer.getLong(12);
        if (bodyLength != bytes.length - HEADER_BYTES - CHECKSUM_BYTES) {
            throw new ModelFormatException(source + ": the header promises " + bodyLength + " bytes of content, found "
                    + (bytes.length - HEADER_BYTES - CHECKSUM_BYTES) + "; the file is cut off or was appended to");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - CHECKSUM_BYTES);
        int found = buffer.getInt(bytes.length - CHECKSUM_BYTES);
        if ((int) checksum.getValue() != found) {
            throw new ModelFormatException(source
                    + ": the checksum does not match; the file is damaged, restore it from a copy or write it again");
        }
        ByteBuffer body = buffer.slice(HEADER_BYTES, (int) bodyLength);
        return new Body(version, new BinaryReader(source, body));
    }
}
