package dev.ueba.logs.auth;

import dev.ueba.event.AuthEvent;
import dev.ueba.event.EventField;
import dev.ueba.event.EventFields;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.LogFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads files one after the other and makes events of their lines. Not thread-safe. */
final class AuthLogRun implements LineStream.Handler {

    static final EventFields FIELDS = EventFields.of(
            EventField.HOST,
            EventField.PROCESS,
            EventField.EVENT,
            EventField.USER,
            EventField.IP,
            EventField.INVALID_USER,
            EventField.REPEAT,
            AuthLogReader.METHOD);

    private static final int HOST = 0;
    private static final int PROCESS = 1;
    private static final int EVENT = 2;
    private static final int USER = 3;
    private static final int IP = 4;
    private static final int INVALID_USER = 5;
    private static final int REPEAT = 6;
    private static final int METHOD = 7;

    private final AuthLogOptions options;
    private final Consumer<SecurityEvent> consumer;
    private final EventLogCounts.Tally tally;
    private final LineStream lines;
    private final SyslogHeader header = new SyslogHeader();
    private final MessageParser parser = new MessageParser();
    private final BoundedTexts texts;

    /** Of the last line with an event; the next one writes over them. */
    private final @Nullable String[] values = new String[FIELDS.names().size()];

    private boolean lastUnderstood;
    private Instant lastTime = Instant.EPOCH;
    private Path file = Path.of("");
    private String fileText = "";
    private @Nullable FileYears years;

    AuthLogRun(AuthLogOptions options, Consumer<SecurityEvent> consumer) {
        this.options = options;
        this.consumer = consumer;
        this.tally = new EventLogCounts.Tally(options.limits());
        this.lines = new LineStream(options.limits());
        this.texts = new BoundedTexts(options.limits().maxTextBytes());
    }

    void read(Path next) throws IOException {
        file = next;
        fileText = LogFiles.text(next);
        years = null;
        lastUnderstood = false;
        Arrays.fill(values, null);
        tally.file();
        lines.read(next, this);
    }

    EventLogCounts toCounts() {
        return tally.toCounts();
    }

    @Override
    public void unreadable(long number, String reason) {
        tally.unreadable(fileText, number, number, reason);
        lastUnderstood = false;
    }

    @Override
    public void line(byte[] bytes, int from, int to, long number) throws IOException {
        if (!header.read(bytes, from, to)) {
            unreadable(number, header.problem());
            return;
        }
        int year = year();
        if (!header.time.isIn(year)) {
            unreadable(
                    number,
                    header.time.isLeapDay() && year >= TimeStamp.FIRST_YEAR && year <= TimeStamp.LAST_YEAR
                            ? "there is no 29 February in " + year
                            : "the year is not between " + TimeStamp.FIRST_YEAR + " and " + TimeStamp.LAST_YEAR);
            return;
        }
        Instant time = time(year);
        String host = textOrNull(bytes, header.hostFrom, header.hostTo);
        int repeated = MessageParser.lastRepeated(bytes, header, to);
        boolean sameHost = host == null || Objects.equals(host, values[HOST]);
        if (repeated > 0 && lastUnderstood && sameHost) {
            values[REPEAT] = repeated > 1 ? Integer.toString(repeated) : null;
        } else {
            parser.read(bytes, header, to);
            fill(bytes, host);
        }
        if (lastUnderstood) {
            tally.understood();
        } else {
            tally.other();
        }
        consumer.accept(FIELDS.event(time, EventSource.line(fileText, number), values));
    }

    private void fill(byte[] bytes, @Nullable String host) {
        MessageParts parts = parser.parts;
        values[HOST] = host;
        values[PROCESS] = textOrNull(bytes, header.processFrom, header.processTo);
        values[EVENT] = parts.event;
        values[USER] = text(bytes, parts.userFrom, parts.userTo);
        values[IP] = text(bytes, parts.addressFrom, parts.addressTo);
        values[INVALID_USER] = parts.invalidUser ? "true" : null;
        values[REPEAT] = parts.repeat > 1 ? Integer.toString(parts.repeat) : null;
        values[METHOD] = text(bytes, parts.methodFrom, parts.methodTo);
        lastUnderstood = !parts.event.equals(AuthEvent.OTHER);
    }

    private @Nullable String textOrNull(byte[] bytes, int from, int to) {
        return to > from ? texts.text(bytes, from, to) : null;
    }

    private @Nullable String text(byte[] bytes, int from, int to) {
        return from < 0 ? null : texts.text(bytes, from, Math.max(from, to));
    }

    /** The lines of one second share their time. */
    private Instant time(int year) {
        long second = header.time.epochSecond(year, options.zone());
        if (second != lastTime.getEpochSecond() || header.time.nano != lastTime.getNano()) {
            lastTime = Instant.ofEpochSecond(second, header.time.nano);
        }
        return lastTime;
    }

    private int year() throws IOException {
        if (header.time.hasYear) {
            return header.time.year;
        }
        FileYears known = years;
        if (known == null) {
            known = yearsOfFile();
            years = known;
        }
        return known.next(header.time);
    }

    private FileYears yearsOfFile() throws IOException {
        Integer year = options.year();
        if (year != null) {
            return FileYears.from(year, options.zone());
        }
        if (!Files.isRegularFile(file)) {
            throw new LogFormatException(
                    fileText
                            + ": the lines have no year, and what is no regular file cannot be read twice to find it; give the year");
        }
        FileYears.Scan scan = new FileYears.Scan();
        SyslogHeader heads = new SyslogHeader();
        new LineStream(options.limits()).read(file, new LineStream.Handler() {
            @Override
            public void line(byte[] bytes, int from, int to, long number) {
                if (heads.read(bytes, from, to) && !heads.time.hasYear) {
                    scan.add(heads.time);
                }
            }

            @Override
            public void unreadable(long number, String reason) {
                // Counted when the events are made.
            }
        });
        return scan.newest(Objects.requireNonNull(options.now(), "now"), options.zone());
    }
}
