package dev.ueba.cli;

import dev.ueba.event.EventField;
import dev.ueba.event.EventFields;
import dev.ueba.event.SecurityEvent;
import dev.ueba.feature.TextCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the labels of a CSV on events: {@code eventID} or {@code source} names the event, {@code anomaly} or {@code attack} is 1
 * or 0.
 */
final class EventLabels {

    private static final String SOURCE = "source";
    private static final String ATTACK = "attack";
    private static final String POSITIVE = "1";
    private static final String NEGATIVE = "0";

    private EventLabels() {}

    /** Returns the events with a label each; what the file does not name is none. */
    static List<SecurityEvent> apply(Path file, List<SecurityEvent> events, Console console) throws IOException {
        List<String> columns = List.of(EventField.EVENT_ID, SOURCE, EventField.ANOMALY, ATTACK);
        Set<String> ids = new HashSet<>();
        Set<String> sources = new HashSet<>();
        Set<String> positives = new HashSet<>();
        for (TextCsv.Row row : TextCsv.read(file, List.of(), columns)) {
            String id = row.cells().get(0);
            String source = row.cells().get(1);
            String label = row.cells().get(2).isEmpty()
                    ? row.cells().get(3)
                    : row.cells().get(2);
            boolean known = label.equals(POSITIVE) || label.equals(NEGATIVE);
            if (!known || (id.isEmpty() && source.isEmpty())) {
                throw new IllegalArgumentException(file + ", line " + row.line()
                        + ": a label needs a text in the column eventID or source, and 1 or 0 in anomaly or attack");
            }
            (id.isEmpty() ? sources : ids).add(id.isEmpty() ? source : id);
            if (label.equals(POSITIVE)) {
                positives.add(id.isEmpty() ? source : id);
            }
        }
        Map<EventFields, EventFields> extended = new HashMap<>();
        List<SecurityEvent> labelled = new ArrayList<>(events.size());
        int found = 0;
        for (SecurityEvent event : events) {
            String name = nameOf(event, ids, sources);
            found += name.isEmpty() ? 0 : 1;
            boolean positive = positives.contains(name);
            labelled.add(with(event, positive ? POSITIVE : NEGATIVE, extended));
        }
        console.say("%,d labels, %,d of %,d events have one", ids.size() + sources.size(), found, events.size());
        return labelled;
    }

    /** Returns the name by which the labels know an event, or the empty text. */
    private static String nameOf(SecurityEvent event, Set<String> ids, Set<String> sources) {
        String id = event.textOrNull(EventField.EVENT_ID);
        if (id != null && ids.contains(id)) {
            return id;
        }
        if (sources.isEmpty()) {
            return "";
        }
        String source = event.source().toString();
        // The folder may be left out: labels shall not depend on where the logs lie.
        String withoutFolder = source.substring(source.lastIndexOf('/') + 1);
        return sources.contains(source) ? source : sources.contains(withoutFolder) ? withoutFolder : "";
    }

    private static SecurityEvent with(SecurityEvent event, String label, Map<EventFields, EventFields> extended) {
        EventFields fields = extended.computeIfAbsent(event.fields(), known -> {
            List<String> names = new ArrayList<>(known.names());
            if (!names.contains(EventField.ANOMALY)) {
                names.add(EventField.ANOMALY);
            }
            return EventFields.of(names);
        });
        @Nullable String[] values = new String[fields.names().size()];
        for (int i = 0; i < values.length; i++) {
            String name = fields.names().get(i);
            values[i] = name.equals(EventField.ANOMALY) ? label : event.textOrNull(name);
        }
        return fields.event(event.time(), event.source(), values);
    }
}
