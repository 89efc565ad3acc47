package dev.ueba.feature;

/** Told now and then how far reading has come. Called in the reading thread. */
@FunctionalInterface
public interface ReadProgress {

    /**
     * Tells how much has been read.
     *
     * @param rows data rows so far, refused ones included
     * @param bytes bytes taken from the file so far (compressed bytes of a compressed file), some of them read ahead
     */
    void read(long rows, long bytes);

    /**
     * Returns a listener that does nothing.
     *
     * @return stateless
     */
    static ReadProgress none() {
        return (rows, bytes) -> {};
    }
}
