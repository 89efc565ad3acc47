package dev.ueba.logs.cloudtrail;

import dev.ueba.event.EventField;
import dev.ueba.event.EventFields;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.record.JsonRecords;
import dev.ueba.logs.record.LogBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads AWS CloudTrail: files as CloudTrail delivers them ({@code {"Records":[...]}}), lists, one event a line, the answers of
 * LookupEvents (the event as text in {@code CloudTrailEvent}), EventBridge's envelope ({@code detail}), messages of CloudWatch
 * Logs; plain or gzip.
 *
 * <p>Nothing in a file stops reading: what cannot be read is counted with its place. An event needs a time, and a call or a
 * service; without time it is unreadable, without both of the others it is another kind of record, as a digest file. CloudTrail
 * delivers at least once, so of events with the same {@code eventID} that agree in time and all fields read here, the first is
 * handed over, within the bound of the options; an id that is no UUID, as a placeholder, does not make copies. In the counts {@code understood} are the events handed over; {@code other} are other kinds of records,
 * copies and what the filters leave out.
 *
 * <p>Memory: one record, and the ids up to their bound. The method is stateless and may be called by any thread.
 *
 * <pre>{@code
 * List<SecurityEvent> events = new ArrayList<>();
 * EventLogCounts counts = CloudTrailReader.read(
 *         LogFiles.expand(List.of("cloudtrail")), CloudTrailOptions.defaults().withUserType("IAMUser"), events::add);
 * }</pre>
 */
public final class CloudTrailReader {

    /**
     * The fields of the events. {@code readOnly} is {@code true} or {@code false} however it is written; numbers are texts;
     * a member that is null, an object or a list where a text is expected is missing.
     */
    public static final EventFields FIELDS = EventFields.of(
            EventField.EVENT_SOURCE,
            EventField.EVENT_NAME,
            EventField.USER_ARN,
            EventField.USER_TYPE,
            EventField.USER_NAME,
            EventField.ACCOUNT_ID,
            EventField.SOURCE_IP_ADDRESS,
            EventField.USER_AGENT,
            EventField.AWS_REGION,
            EventField.ERROR_CODE,
            EventField.READ_ONLY,
            EventField.EVENT_ID,
            EventField.TARGET_USER_NAME,
            EventField.CONSOLE_LOGIN,
            EventField.MFA_USED);

    private CloudTrailReader() {}

    /**
     * Hands over the events in the order of the files and of each file. An event of a list has its index in the file as
     * place (from 0), any other its line.
     *
     * @param files as {@link LogFiles#expand} returns them
     * @param options which events are handed over
     * @param consumer takes each event
     * @return what became of all records
     * @throws IOException if a file cannot be opened or read
     */
    public static EventLogCounts read(List<Path> files, CloudTrailOptions options, Consumer<SecurityEvent> consumer)
            throws IOException {
        EventLogCounts.Tally tally = new EventLogCounts.Tally(options.limits());
        CloudTrailForm form = new CloudTrailForm(options, tally, consumer);
        JsonRecords<CloudTrailRecord> records = new JsonRecords<>(options.limits(), form);
        try (LogBytes bytes = new LogBytes(options.limits())) {
            for (Path file : files) {
                tally.file();
                form.begin(LogFiles.text(file));
                bytes.open(file);
                records.read(bytes);
            }
        }
        return tally.toCounts();
    }
}
