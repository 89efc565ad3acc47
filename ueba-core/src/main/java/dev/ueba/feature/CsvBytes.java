package dev.ueba.feature;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of a CSV file: unfolded if they are gzip (told by content, not by name), within a limit, without a byte-order
 * mark. Errors of gzip become {@link FeatureFormatException}s.
 */
final class CsvBytes extends InputStream {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Counts what the file gave. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        @Override
        public int available() {
            // GZIPInputStream looks for a further member only while something is available; pipes may say 0 too early.
            return 1;
        }
    }

    private final String name;
    private final Counted source;
    private final InputStream content;
    private final long limit;
    private long delivered;

    CsvBytes(InputStream in, String name, long maxDecompressedBytes) throws IOException {
        this.name = name;
        this.source = new Counted(in);
        byte[] magic = source.readNBytes(2);
        InputStream whole = before(magic, source);
        boolean gzip = magic.length == 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        InputStream unfolded = gzip ? openGzip(whole) : whole;
        this.limit = gzip ? maxDecompressedBytes : Long.MAX_VALUE;
        byte[] head = readHead(unfolded);
        refuseUtf16(head);
        boolean hasMark =
                head.length == 3 && (head[0] & 0xff) == 0xef && (head[1] & 0xff) == 0xbb && (head[2] & 0xff) == 0xbf;
        this.content = hasMark ? unfolded : before(head, unfolded);
    }

    private static InputStream before(byte[] head, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest) {
            @Override
            public int available() {
                return 1;
            }
        };
    }

    private InputStream openGzip(InputStream whole) throws IOException {
        try {
            return new GZIPInputStream(whole, BUFFER_BYTES);
        } catch (EOFException | ZipException e) {
            throw brokenGzip(e);
        }
    }

    private byte[] readHead(InputStream unfolded) throws IOException {
        try {
            return unfolded.readNBytes(3);
        } catch (EOFException | ZipException e) {
            throw brokenGzip(e);
        }
    }

    private void refuseUtf16(byte[] head) throws FeatureFormatException {
        if (head.length >= 2) {
            int mark = ((head[0] & 0xff) << 8) | (head[1] & 0xff);
            if (mark == 0xfeff || mark == 0xfffe) {
                throw new FeatureFormatException(
                        name + ": expected UTF-8, found the byte-order mark of UTF-16; save the file as UTF-8");
            }
        }
    }

    private FeatureFormatException brokenGzip(IOException cause) {
        String what = cause instanceof EOFException ? "is cut off" : "is damaged";
        return new FeatureFormatException(
                name + ": the gzip data " + what + " after " + delivered
                        + " unfolded bytes; copy the file again from its source",
                cause);
    }

    /** Returns how many bytes were taken from the file, before unfolding. */
    long sourceBytes() {
        return source.count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read;
        try {
            read = content.read(target, offset, length);
        } catch (EOFException | ZipException e) {
            throw brokenGzip(e);
        }
        delivered += Math.max(read, 0);
        if (delivered > limit) {
            throw new FeatureFormatException(name + ": the gzip data unfolds to more than " + limit
                    + " bytes; split the file, or raise the limit if you trust it");
        }
        return read;
    }
}
