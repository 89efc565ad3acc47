package dev.ueba.event;

import dev.ueba.feature.NumberKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One feature of an entity's window. Immutable; what it remembers of earlier events is in a {@link Memory}. */
interface WindowFeature {

    /** What one feature remembers while events go by in order, over all entities and windows. Not thread-safe. */
    @FunctionalInterface
    interface Memory {

        /** Begins a window of an entity. */
        Tally open(String entity);
    }

    /** One feature of one window of one entity. */
    interface Tally {

        /** Takes the next event of the entity. */
        void add(SecurityEvent event);

        /** Returns the feature. */
        double value();
    }

    String name();

    NumberKind kind();

    Memory begin();

    /** How often an event says it happened. */
    static long weight(SecurityEvent event) {
        String repeat = event.textOrNull(EventField.REPEAT);
        if (repeat == null || repeat.isEmpty() || repeat.length() > 9) {
            return 1;
        }
        long times = 0;
        for (int i = 0; i < repeat.length(); i++) {
            char digit = repeat.charAt(i);
            if (digit < '0' || digit > '9') {
                return 1;
            }
            times = 10 * times + (digit - '0');
        }
        return Math.max(1, times);
    }

    /** A number that grows with the events of the window. */
    abstract class Sum implements Tally {
        double sum;

        @Override
        public double value() {
            return sum;
        }
    }

    /** How many events satisfied a condition, repeated ones as often as they say. */
    record Count(String name, Predicate<SecurityEvent> condition) implements WindowFeature {
        @Override
        public NumberKind kind() {
            return NumberKind.INTEGER;
        }

        @Override
        public Memory begin() {
            return entity -> new Sum() {
                @Override
                public void add(SecurityEvent event) {
                    sum += condition.test(event) ? weight(event) : 0;
                }
            };
        }
    }

    /** How many different texts the events that satisfied a condition had. */
    record Distinct(String name, EventText text, Predicate<SecurityEvent> condition) implements WindowFeature {
        @Override
        public NumberKind kind() {
            return NumberKind.INTEGER;
        }

        @Override
        public Memory begin() {
            return entity -> new Tally() {
                private final Set<String> texts = new HashSet<>();

                @Override
                public void add(SecurityEvent event) {
                    String found = condition.test(event) ? text.of(event) : null;
                    if (found != null) {
                        texts.add(found);
                    }
                }

                @Override
                public double value() {
                    return texts.size();
                }
            };
        }
    }

    /** One feature divided by another; filled in when the columns are complete. */
    record Ratio(String name, String part, String whole) implements WindowFeature {
        @Override
        public NumberKind kind() {
            return NumberKind.REAL;
        }

        @Override
        public Memory begin() {
            return entity -> new Sum() {
                @Override
                public void add(SecurityEvent event) {}
            };
        }
    }

    /** How many different texts of the window had occurred in fewer than so many earlier events of anybody. */
    record Rare(String name, EventText text, int fewerThan) implements WindowFeature {
        @Override
        public NumberKind kind() {
            return NumberKind.INTEGER;
        }

        @Override
        public Memory begin() {
            Map<String, Integer> earlier = new HashMap<>();
            return entity -> new Tally() {
                private final Set<String> rare = new HashSet<>();

                @Override
                public void add(SecurityEvent event) {
                    String found = text.of(event);
                    if (found != null) {
                        int before = earlier.getOrDefault(found, 0);
                        if (before < fewerThan) {
                            rare.add(found);
                            // What is not rare any more needs no counting.
                            earlier.put(found, before + 1);
                        }
                    }
                }

                @Override
                public double value() {
                    return rare.size();
                }
            };
        }
    }

    /** The bits of rarity of the rarest text of the window, judged by the events before it. */
    record Rarity(String name, EventText text, EventText group) implements WindowFeature {

        /** Counts of the events so far. */
        private static final class Seen {
            private final Map<String, Integer> counts = new HashMap<>();
            private int total;

            private double bitsThenAdd(String text) {
                double bits = RarityEncoder.bits(total, counts.getOrDefault(text, 0));
                counts.merge(text, 1, Integer::sum);
                total++;
                return bits;
            }
        }

        @Override
        public NumberKind kind() {
            return NumberKind.REAL;
        }

        @Override
        public Memory begin() {
            Map<String, Seen> groups = new HashMap<>();
            return entity -> new Sum() {
                @Override
                public void add(SecurityEvent event) {
                    String found = text.of(event);
                    String owner = group.of(event);
                    if (found != null && owner != null) {
                        sum = Math.max(
                                sum,
                                groups.computeIfAbsent(owner, key -> new Seen()).bitsThenAdd(found));
                    }
                }
            };
        }
    }

    /**
     * How many events that satisfied a condition came after at least so many events of the entity that satisfied another, no
     * longer ago than a window is long; these may lie in the window before.
     */
    record After(
            String name, Predicate<SecurityEvent> earlier, int atLeast, Duration within, Predicate<SecurityEvent> then)
            implements WindowFeature {
        @Override
        public NumberKind kind() {
            return NumberKind.INTEGER;
        }

        @Override
        public Memory begin() {
            Map<String, ArrayDeque<Instant>> latest = new HashMap<>();
            return entity -> new Sum() {
                @Override
                public void add(SecurityEvent event) {
                    if (then.test(event)) {
                        ArrayDeque<Instant> times = latest.get(entity);
                        // The latest atLeast events are kept, so the first of them tells.
                        if (times != null
                                && times.size() >= atLeast
                                && Duration.between(times.getFirst(), event.time())
                                                .compareTo(within)
                                        < 0) {
                            sum += weight(event);
                        }
                    }
                    if (earlier.test(event)) {
                        ArrayDeque<Instant> times = latest.computeIfAbsent(entity, key -> new ArrayDeque<>());
                        for (long i = Math.min(weight(event), atLeast); i > 0; i--) {
                            times.addLast(event.time());
                        }
                        while (times.size() > atLeast) {
                            times.removeFirst();
                        }
                    }
                }
            };
        }
    }

    /** How many events of the entity satisfied a condition in a longer while that ends with its last event of the window. */
    record Recent(String name, Predicate<SecurityEvent> condition, Duration lookBack) implements WindowFeature {

        /** Times and weights of one entity's events. */
        private static final class Past {
            private final ArrayDeque<Instant> times = new ArrayDeque<>();
            private final ArrayDeque<Long> weights = new ArrayDeque<>();
            private long sum;

            private void add(Instant time, long weight) {
                times.addLast(time);
                weights.addLast(weight);
                sum += weight;
            }

            private long sumWithin(Duration lookBack, Instant end) {
                while (!times.isEmpty()
                        && Duration.between(times.getFirst(), end).compareTo(lookBack) >= 0) {
                    times.removeFirst();
                    sum -= weights.removeFirst();
                }
                return sum;
            }
        }

        @Override
        public NumberKind kind() {
            return NumberKind.INTEGER;
        }

        @Override
        public Memory begin() {
            Map<String, Past> pasts = new HashMap<>();
            return entity -> new Sum() {
                @Override
                public void add(SecurityEvent event) {
                    boolean counts = condition.test(event);
                    Past past = counts ? pasts.computeIfAbsent(entity, key -> new Past()) : pasts.get(entity);
                    if (past != null) {
                        if (counts) {
                            past.add(event.time(), weight(event));
                        }
                        sum = past.sumWithin(lookBack, event.time());
                    }
                }
            };
        }
    }
}
