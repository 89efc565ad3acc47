package dev.ueba.logs.generic;

import dev.ueba.event.EventField;
import dev.ueba.event.EventFields;
import dev.ueba.event.EventSource;
import dev.ueba.event.SecurityEvent;
import dev.ueba.logs.EventLogCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events of records, whatever their form, and counts them. Not thread-safe. */
final class GenericEvents {

    private final EventLogCounts.Tally tally;
    private final Consumer<SecurityEvent> consumer;
    private final Timestamps timestamps;
    private final EventFields fields;
    private final int anomaly;
    private final int timeSlots;
    private final boolean isJoined;
    private String file = "";

    GenericEvents(GenericLogOptions options, EventLogCounts.Tally tally, Consumer<SecurityEvent> consumer) {
        this.tally = tally;
        this.consumer = consumer;
        this.timestamps = new Timestamps(options);
        FieldMapping mapping = options.mapping();
        this.fields = EventFields.of(List.copyOf(mapping.fields().keySet()));
        this.anomaly = fields.indexOf(EventField.ANOMALY);
        this.isJoined = mapping.isJoined();
        this.timeSlots = isJoined ? mapping.timestamp().size() : 1;
    }

    void begin(String name) {
        file = name;
        tally.file();
    }

    /** Returns a record without texts. */
    GenericRecord newRecord() {
        return new GenericRecord(timeSlots + fields.names().size());
    }

    /** Returns every name with what it is for, those of the time first. */
    static List<NamedUse> uses(FieldMapping mapping) {
        List<NamedUse> uses = new ArrayList<>();
        for (int i = 0; i < mapping.timestamp().size(); i++) {
            boolean isJoined = mapping.isJoined();
            uses.add(new NamedUse(mapping.timestamp().get(i), new PathNode.Use(isJoined ? i : 0, isJoined ? 0 : i)));
        }
        int slot = mapping.isJoined() ? mapping.timestamp().size() : 1;
        for (List<String> names : mapping.fields().values()) {
            for (int rank = 0; rank < names.size(); rank++) {
                uses.add(new NamedUse(names.get(rank), new PathNode.Use(slot, rank)));
            }
            slot++;
        }
        return uses;
    }

    /** A name in the log and what it is for. */
    record NamedUse(String name, PathNode.Use use) {}

    void add(GenericRecord record, boolean inList, long line, long number) {
        String text = timeText(record);
        Instant time = text == null ? null : timestamps.of(text);
        if (time == null) {
            unreadable(line, number, text == null ? "there is no timestamp" : "the timestamp is not a time");
            return;
        }
        @Nullable String[] values = Arrays.copyOfRange(record.texts, timeSlots, record.texts.length);
        if (anomaly >= 0) {
            values[anomaly] = label(values[anomaly]);
        }
        tally.understood();
        consumer.accept(fields.event(
                time, inList ? EventSource.index(file, number - 1) : EventSource.line(file, line), values));
    }

    private @Nullable String timeText(GenericRecord record) {
        if (!isJoined) {
            return record.texts[0];
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < timeSlots; i++) {
            if (record.texts[i] == null) {
                return null;
            }
            joined.append(i == 0 ? "" : " ").append(record.texts[i]);
        }
        return joined.toString();
    }

    private static @Nullable String label(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.equalsIgnoreCase("true") ? "1" : text.equalsIgnoreCase("false") ? "0" : text;
    }

    void unreadable(long line, long number, String reason) {
        tally.unreadable(file, line, number, reason);
    }
}
