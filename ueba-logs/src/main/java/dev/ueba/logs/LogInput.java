package dev.ueba.logs;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * The bytes of one log file, unfolded if it was gzip, up to a limit. What ends them early and is the file's own doing (gzip that
 * is cut off or damaged, more bytes than allowed) is a {@link #fault} in words and the end of the bytes, no exception. Not
 * thread-safe.
 */
public final class LogInput implements Closeable {

    private final InputStream in;
    private final long maxBytes;
    private long delivered;
    private String fault = "";

    private LogInput(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens a file.
     *
     * @param file plain or gzip, which is recognised by content
     * @param maxBytes how many unfolded bytes are delivered at most, {@code >= 0}
     * @return its bytes; none and a fault if its gzip data is damaged from the beginning
     * @throws IOException if the file cannot be opened or read
     */
    public static LogInput open(Path file, long maxBytes) throws IOException {
        try {
            return of(LogFiles.open(file), maxBytes);
        } catch (EOFException | ZipException e) {
            LogInput nothing = none();
            nothing.fault = "the gzip data is cut off or damaged at its beginning";
            return nothing;
        }
    }

    /**
     * Wraps content that is unfolded already.
     *
     * @param content closed with this input
     * @param maxBytes how many bytes are delivered at most, {@code >= 0}
     * @return its bytes
     */
    public static LogInput of(InputStream content, long maxBytes) {
        return new LogInput(content, maxBytes);
    }

    /**
     * Returns an input of no bytes.
     *
     * @return ended, without a fault
     */
    public static LogInput none() {
        return of(InputStream.nullInputStream(), 0);
    }

    /**
     * Reads some bytes.
     *
     * @param target where to
     * @param offset where its first byte goes
     * @param length how many there may be, {@code >= 1}
     * @return how many came, or -1 at the end
     * @throws IOException if reading fails for a reason that is not the file's own
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        if (!fault.isEmpty()) {
            return -1;
        }
        try {
            if (delivered >= maxBytes) {
                if (in.read() >= 0) {
                    fault = "the file unfolds to more than " + maxBytes + " bytes; the rest is left out";
                }
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(length, maxBytes - delivered));
            delivered += Math.max(read, 0);
            return read;
        } catch (EOFException e) {
            fault = "the gzip data is cut off here; the rest is missing";
        } catch (ZipException e) {
            fault = "the gzip data is damaged from here on; the rest is left out";
        }
        return -1;
    }

    /**
     * Tells whether content begins with the mark of UTF-16, which is not read here.
     *
     * @param bytes holds its beginning at 0
     * @param length how many bytes of it there are
     * @return whether it does
     */
    public static boolean isUtf16(byte[] bytes, int length) {
        int first = length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        return first == 0xfeff || first == 0xfffe;
    }

    /**
     * Returns how long the mark of UTF-8 is that content begins with.
     *
     * @param bytes holds its beginning at 0
     * @param length how many bytes of it there are
     * @return 3, or 0 if there is none
     */
    public static int utf8MarkBytes(byte[] bytes, int length) {
        boolean marked = length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        return marked ? 3 : 0;
    }

    /**
     * Returns how many bytes were read so far.
     *
     * @return {@code >= 0}
     */
    public long delivered() {
        return delivered;
    }

    /**
     * Returns what ended the bytes early.
     *
     * @return empty if nothing did
     */
    public String fault() {
        return fault;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
