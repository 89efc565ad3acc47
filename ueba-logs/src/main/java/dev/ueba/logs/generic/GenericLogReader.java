package dev.ueba.logs.generic;

import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import dev.ueba.logs.LogFiles;
import dev.ueba.logs.record.JsonRecords;
import dev.ueba.logs.record.LogBytes;
import dev.ueba.logs.record.SharedTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads any security log that is CSV with a header line, or JSON: one object a line, a list, or objects one after the other;
 * plain or gzip, told by the content. A {@link FieldMapping} says which columns or members are the time and the fields; without
 * one of its own the usual names are tried.
 *
 * <p>Times without a pattern are ISO 8601 (a blank may stand for {@code T}, the offset may be missing), or a number since 1970:
 * seconds below 10<sup>11</sup>, milliseconds below 10<sup>14</sup>, microseconds below 10<sup>17</sup>, else nanoseconds. An
 * empty cell or text is a missing field. In {@link dev.ueba.event.EventField#ANOMALY} {@code true} and {@code false} become
 * {@code 1} and {@code 0}; other texts stay.
 *
 * <p>Nothing in a file stops reading: a row with another number of cells than the header, a record without a time and whatever
 * else cannot be read is counted with its line. A CSV file whose header lacks what is needed counts as one unreadable record.
 * There are no records of other kinds.
 *
 * <p>Memory: one record. The method is stateless and may be called by any thread.
 *
 * <pre>{@code
 * FieldMapping mapping = FieldMapping.of("when").withUser("user.name").withIp("from").withAction("what");
 * List<SecurityEvent> events = new ArrayList<>();
 * EventLogCounts counts = GenericLogReader.read(
 *         LogFiles.expand(List.of("app.ndjson")), GenericLogOptions.defaults().withMapping(mapping), events::add);
 * }</pre>
 */
public final class GenericLogReader {

    private GenericLogReader() {}

    /**
     * Hands over the events in the order of the files and of each file. An event of a JSON list has its index in the file as place
     * (from 0), any other its line.
     *
     * @param files as {@link LogFiles#expand} returns them
     * @param options what the log looks like
     * @param consumer takes each event
     * @return what became of all records
     * @throws IOException if a file cannot be opened or read
     */
    public static EventLogCounts read(List<Path> files, GenericLogOptions options, Consumer<SecurityEvent> consumer)
            throws IOException {
        EventLogCounts.Tally tally = new EventLogCounts.Tally(options.limits());
        GenericEvents events = new GenericEvents(options, tally, consumer);
        SharedTexts shared = new SharedTexts();
        CsvLog csv = new CsvLog(options, shared, events);
        JsonRecords<GenericRecord> json = new JsonRecords<>(options.limits(), new JsonLog(options, shared, events));
        try (LogBytes bytes = new LogBytes(options.limits())) {
            for (Path file : files) {
                events.begin(LogFiles.text(file));
                bytes.open(file);
                int first = bytes.firstByte();
                if (first == '{' || first == '[') {
                    json.read(bytes);
                } else {
                    csv.read(bytes);
                }
            }
        }
        return tally.toCounts();
    }
}
