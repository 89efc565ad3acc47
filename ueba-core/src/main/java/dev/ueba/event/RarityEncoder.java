package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Bits of rarity of a value within its group. */
record RarityEncoder(String name, EventText value, EventText group) implements EventEncoder {

    private static final double LN_2 = StrictMath.log(2.0);

    RarityEncoder {
        EventEncoders.requireName(name);
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(group, "group");
    }

    @Override
    public NumberKind kind() {
        return NumberKind.REAL;
    }

    @Override
    public Fitted fit(List<SecurityEvent> training) {
        Map<String, Map<String, Integer>> groups = new HashMap<>();
        Map<String, Integer> totals = new HashMap<>();
        for (SecurityEvent event : training) {
            String text = value.of(event);
            String owner = group.of(event);
            if (text != null && owner != null) {
                groups.computeIfAbsent(owner, key -> new HashMap<>()).merge(text, 1, Integer::sum);
                totals.merge(owner, 1, Integer::sum);
            }
        }
        return events -> {
            double[] column = new double[events.size()];
            for (int row = 0; row < column.length; row++) {
                String text = value.of(events.get(row));
                String owner = group.of(events.get(row));
                if (text != null && owner != null) {
                    int count = groups.getOrDefault(owner, Map.of()).getOrDefault(text, 0);
                    column[row] = bits(totals.getOrDefault(owner, 0), count);
                }
            }
            return column;
        };
    }

    /** Returns log2((total + 1) / (count + 1)). */
    static double bits(int total, int count) {
        return StrictMath.log((total + 1.0) / (count + 1.0)) / LN_2;
    }
}
