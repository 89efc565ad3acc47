package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How many of a key's latest events satisfied a condition. */
record RollingEncoder(
        String name,
        EventText key,
        Predicate<SecurityEvent> condition,
        Supplier<? extends RollingEncoder.Window> windows)
        implements EventEncoder {

    /** The latest events of one key. */
    interface Window {

        /** Takes the next event and returns how many of those in the window satisfied the condition. */
        int add(Instant time, boolean satisfied);
    }

    RollingEncoder {
        EventEncoders.requireName(name);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(condition, "condition");
    }

    @Override
    public NumberKind kind() {
        return NumberKind.INTEGER;
    }

    @Override
    public Fitted fit(List<SecurityEvent> training) {
        return events -> {
            Map<String, Window> byKey = new HashMap<>();
            double[] column = new double[events.size()];
            for (int row = 0; row < column.length; row++) {
                SecurityEvent event = events.get(row);
                String text = key.of(event);
                if (text != null) {
                    Window window = byKey.get(text);
                    if (window == null) {
                        window = windows.get();
                        byKey.put(text, window);
                    }
                    column[row] = window.add(event.time(), condition.test(event));
                }
            }
            return column;
        };
    }

    /** The last N events. */
    static final class LastEvents implements Window {

        /** The running numbers of the events that satisfied. */
        private final ArrayDeque<Long> satisfied = new ArrayDeque<>();

        private final int size;
        private long seen;

        LastEvents(int size) {
            this.size = size;
        }

        @Override
        public int add(Instant time, boolean satisfies) {
            seen++;
            if (satisfies) {
                satisfied.addLast(seen);
            }
            while (!satisfied.isEmpty() && satisfied.getFirst() <= seen - size) {
                satisfied.removeFirst();
            }
            return satisfied.size();
        }
    }

    /** The events of the last while. */
    static final class LastMoments implements Window {

        private final ArrayDeque<Instant> satisfied = new ArrayDeque<>();
        private final Duration length;

        LastMoments(Duration length) {
            this.length = length;
        }

        @Override
        public int add(Instant time, boolean satisfies) {
            if (satisfies) {
                satisfied.addLast(time);
            }
            while (!satisfied.isEmpty()
                    && Duration.between(satisfied.getFirst(), time).compareTo(length) >= 0) {
                satisfied.removeFirst();
            }
            return satisfied.size();
        }
    }
}
