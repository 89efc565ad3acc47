package dev.ueba.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Replaces files as a whole: the new content is written to a temporary file beside the target, forced to disk and moved
 * into place. A reader sees the old file or the new one, never a part; a failure leaves the old file as it was.
 *
 * <p>Thread-safe. Two writers of the same target do not mix: the last one to finish wins.
 */
public final class AtomicFiles {

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

    private AtomicFiles() {}

    /** What fills the new file. */
    @FunctionalInterface
    public interface Content {

        /**
         * Writes the whole content.
         *
         * @param out buffered; closed by the caller
         * @throws IOException if writing fails; the target then stays as it was
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes {@code content} and then moves it to {@code target}, replacing what is there.
     *
     * @param target file to create or replace; its folder must exist; a symbolic link is followed
     * @param content writes the bytes
     * @throws NoSuchFileException if the folder does not exist
     * @throws IOException if the target is a folder or writing fails; the target is unchanged then
     */
    public static void replace(Path target, Content content) throws IOException {
        Path file = followLinks(target);
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new IOException("cannot write " + target + ": it is a folder, expected the name of a file");
        }
        if (!Files.exists(folder)) {
            throw new NoSuchFileException(
                    target.toString(), null, "its folder " + folder + " does not exist; create it first");
        }
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        // Not Files.createTempFile: that one makes files only the owner can read, whatever the umask says.
        Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Returns the file a link leads to, whether it exists or not. */
    private static Path followLinks(Path target) throws IOException {
        Path file = target.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(target.toString());
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return file;
    }

    private static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
