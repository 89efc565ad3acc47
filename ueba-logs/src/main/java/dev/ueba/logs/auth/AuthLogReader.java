package dev.ueba.logs.auth;

import dev.ueba.event.AuthEvent;
import dev.ueba.event.EventField;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads Linux auth.log, and other syslog files, as events.
 *
 * <p><b>Lines.</b> {@code Feb 12 14:10:21 host sshd[7]: message}, also with a fraction of the second, with a year behind the day,
 * with an ISO 8601 time ({@code T} or a blank; with an offset or without), and with a priority {@code <38>} in front; RFC 5424
 * ({@code <38>1 time host program pid id data message}). Host and program may be missing. One line is one event: the further
 * lines of a message that spans several are counted as unreadable, as is everything that is not syslog. Blank lines are not
 * counted; zero bytes around a line, which a crash leaves, are left out.
 *
 * <p><b>Events.</b> All have the fields {@code host}, {@code process} (without its id, {@code sshd} for
 * {@code sshd(pam_unix)}), {@code event}, {@code user}, {@code ip}, {@code invalid_user}, {@code repeat} and {@link #METHOD}; what a line does not say is missing. The
 * message itself is not kept, the source leads to it. {@code event} is one of {@link AuthEvent} or {@link AuthLogEvent}. One
 * attempt to log in writes several lines, each its own event: count one kind. {@code user} is an empty text where the log has
 * an empty name. {@code ip} is as the log has it and may be a name. Names of users that do not exist are chosen by who attacks
 * and may look like a part of the line; the address is always taken from the part that the daemon wrote.
 * {@code message repeated 5 times: [ … ]} is the event in the brackets with a {@code repeat} of 5; {@code last message repeated 5
 * times} repeats the event of the line above, if that is understood and of the same host, and is {@code other} if not.
 *
 * <p><b>Years.</b> Traditional time stamps have none. A given year is that of the first such line of each file; else a file gets
 * the newest year that puts none of its lines after {@code now} and in which its 29 February exists. Within a file, a step back
 * of more than half a year is a New Year, a smaller one a late line; a line of 31 December up to a day after 1 January is a late
 * line of the old year. To find the year a file is read twice, the first time only its time stamps, so memory does not grow; what
 * cannot be read twice (a pipe) needs the year. A file with more than 50 New Years is in no order: each line gets the newest year
 * that is not after {@code now}. A 29 February in a year without one is unreadable.
 *
 * <p>Nothing in a file stops reading. Lines longer than {@code maxRecordBytes} are unreadable and not held; texts longer than
 * {@code maxTextBytes} are cut; broken gzip and what is beyond {@code maxFileBytes} count as one unreadable record with its place. What
 * is not UTF-8 becomes U+FFFD. Memory: one line, and a bounded number of texts that events share.
 *
 * <p>Stateless; may be called by any thread.
 */
public final class AuthLogReader {

    /** The field with the way of logging in: {@code password}, {@code publickey}, {@code none}; only of sshd's logins. */
    public static final String METHOD = "method";

    private AuthLogReader() {}

    /**
     * Hands over an event for each line that is syslog, in the order of the files and of each file, with its
     * {@link EventSource#line line}; what is not understood as {@link AuthEvent#OTHER}.
     *
     * @param files as {@link LogFiles#expand} returns them; plain or gzip
     * @param options has a year or an instant that lines without a year cannot be after
     * @param consumer takes each event; all have the same fields, {@link EventField#EVENT} is never missing
     * @return what became of all lines; {@code other} ones were handed over, too
     * @throws IllegalArgumentException if the options have neither {@code year} nor {@code now}
     * @throws IOException if a file cannot be opened or read, or has no years and is not a regular file
     */
    public static EventLogCounts read(List<Path> files, AuthLogOptions options, Consumer<SecurityEvent> consumer)
            throws IOException {
        Objects.requireNonNull(consumer, "consumer");
        if (options.year() == null && options.now() == null) {
            throw new IllegalArgumentException(
                    "lines of auth.log may have no year: options need withYear of the first line,"
                            + " or withNow to find the newest year that fits, but have neither");
        }
        AuthLogRun run = new AuthLogRun(options, consumer);
        for (Path file : files) {
            run.read(file);
        }
        return run.toCounts();
    }
}
