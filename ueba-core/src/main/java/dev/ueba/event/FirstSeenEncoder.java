package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** 1 for values that never occurred before. */
record FirstSeenEncoder(String name, EventText value) implements EventEncoder {

    FirstSeenEncoder {
        EventEncoders.requireName(name);
        Objects.requireNonNull(value, "value");
    }

    @Override
    public NumberKind kind() {
        return NumberKind.INTEGER;
    }

    @Override
    public Fitted fit(List<SecurityEvent> training) {
        Set<String> seen = Set.copyOf(FrequencyEncoder.counts(value, training).keySet());
        return events -> {
            Set<String> since = new HashSet<>();
            double[] column = new double[events.size()];
            for (int row = 0; row < column.length; row++) {
                String text = value.of(events.get(row));
                column[row] = text != null && !seen.contains(text) && since.add(text) ? 1 : 0;
            }
            return column;
        };
    }

    @Override
    public double[] encodeTraining(List<SecurityEvent> events) {
        return fit(List.of()).encode(events);
    }
}
