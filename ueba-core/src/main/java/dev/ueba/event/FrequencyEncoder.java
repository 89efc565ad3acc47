package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How often values occur in the training events. */
record FrequencyEncoder(String name, EventText value) implements EventEncoder {

    FrequencyEncoder {
        EventEncoders.requireName(name);
        Objects.requireNonNull(value, "value");
    }

    @Override
    public NumberKind kind() {
        return NumberKind.INTEGER;
    }

    @Override
    public Fitted fit(List<SecurityEvent> training) {
        Map<String, Integer> counts = counts(value, training);
        return events -> {
            double[] column = new double[events.size()];
            for (int row = 0; row < column.length; row++) {
                String text = value.of(events.get(row));
                column[row] = text == null ? 0 : counts.getOrDefault(text, 0);
            }
            return column;
        };
    }

    static Map<String, Integer> counts(EventText value, List<SecurityEvent> events) {
        Map<String, Integer> counts = new HashMap<>();
        for (SecurityEvent event : events) {
            String text = value.of(event);
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        return counts;
    }
}
