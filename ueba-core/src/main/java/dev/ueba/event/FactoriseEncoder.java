package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Codes in the order of first appearance. */
record FactoriseEncoder(String name, EventText value) implements EventEncoder {

    private static final int UNKNOWN = -1;

    FactoriseEncoder {
        EventEncoders.requireName(name);
        Objects.requireNonNull(value, "value");
    }

    @Override
    public NumberKind kind() {
        return NumberKind.INTEGER;
    }

    @Override
    public Fitted fit(List<SecurityEvent> training) {
        Map<String, Integer> codes = new HashMap<>();
        for (SecurityEvent event : training) {
            String text = value.of(event);
            if (text != null) {
                codes.putIfAbsent(text, codes.size());
            }
        }
        return events -> {
            double[] column = new double[events.size()];
            for (int row = 0; row < column.length; row++) {
                String text = value.of(events.get(row));
                column[row] = text == null ? UNKNOWN : codes.getOrDefault(text, UNKNOWN);
            }
            return column;
        };
    }
}
