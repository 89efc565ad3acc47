package dev.ueba.logs.github;

import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogLimits;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.zip.ZipException;

/**
 * All events of one log, one after another, as they were found: copies, machines, and events without time or actor too. For
 * engines that read where files are not {@link java.nio.file.Path}s; {@link GitHubAuditLogReader} chooses what counts.
 *
 * <p>What cannot be read is stepped over and counted. Memory: one record. Not thread-safe.
 */
public final class GitHubAuditEvents implements Iterator<GitHubAuditEvent>, Closeable {

    private final RecordStream records;
    private final InputStream in;
    private final Queue<GitHubAuditEvent> found = new ArrayDeque<>();
    private final EventHandler handler;
    private boolean open;
    private long unreadable;

    private GitHubAuditEvents(InputStream content, String name, LogLimits limits) throws IOException {
        this.records = new RecordStream(limits);
        this.handler = new EventHandler() {
            @Override
            public void event(RawEvent event) {
                found.add(event.toEvent(name));
            }

            @Override
            public void unreadable(long line, String reason) {
                unreadable++;
            }
        };
        InputStream plain = InputStream.nullInputStream();
        try {
            plain = LogFiles.unfold(content);
        } catch (EOFException | ZipException e) {
            // The gzip data is cut off or damaged at its beginning.
            unreadable++;
        }
        this.in = plain;
        this.open = records.start(in, handler);
    }

    /**
     * Begins to read a log.
     *
     * @param content plain or gzip, at its beginning; closed by {@link #close}
     * @param name of the log, for the places of its events
     * @param limits what it may cost
     * @return its events
     * @throws IOException if its beginning cannot be read
     */
    public static GitHubAuditEvents of(InputStream content, String name, LogLimits limits) throws IOException {
        return new GitHubAuditEvents(content, name, limits);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the log cannot be read
     */
    @Override
    public boolean hasNext() {
        try {
            while (found.isEmpty() && open) {
                open = records.next(handler);
                if (!open) {
                    records.end(handler);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return !found.isEmpty();
    }

    @Override
    public GitHubAuditEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.remove();
    }

    /**
     * Returns how many records were not readable so far.
     *
     * @return {@code >= 0}
     */
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
