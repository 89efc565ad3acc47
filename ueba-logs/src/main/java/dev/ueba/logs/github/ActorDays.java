package dev.ueba.logs.github;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is counted per actor and day. Not thread-safe. */
final class ActorDays {

    /** The days of one actor, ascending. */
    static final class Actor {
        private int[] days = new int[4];
        private ActorDay[] cells = new ActorDay[4];
        private int size;
        private int lastDay = Integer.MIN_VALUE;
        private @Nullable ActorDay last;

        int size() {
            return size;
        }

        ActorDay cell(int index) {
            return cells[index];
        }

        /** Returns the day, made if it is new. */
        ActorDay at(int epochDay) {
            ActorDay known = last;
            if (known != null && epochDay == lastDay) {
                return known;
            }
            int index = Arrays.binarySearch(days, 0, size, epochDay);
            if (index < 0) {
                index = -index - 1;
                insert(index, epochDay);
            }
            last = cells[index];
            lastDay = epochDay;
            return cells[index];
        }

        private void insert(int index, int epochDay) {
            if (size == days.length) {
                days = Arrays.copyOf(days, size * 2);
                cells = Arrays.copyOf(cells, size * 2);
            }
            System.arraycopy(days, index, days, index + 1, size - index);
            System.arraycopy(cells, index, cells, index + 1, size - index);
            days[index] = epochDay;
            cells[index] = new ActorDay(epochDay);
            size++;
        }
    }

    final ByteDictionary actors = new ByteDictionary();
    final ByteDictionary ips = new ByteDictionary();
    final ByteDictionary repositories = new ByteDictionary();
    private Actor[] byActor = new Actor[16];

    /** Returns an actor by number; made if there was no event of theirs yet. */
    Actor actor(int number) {
        if (number >= byActor.length) {
            byActor = Arrays.copyOf(byActor, Math.max(number + 1, byActor.length * 2));
        }
        Actor actor = byActor[number];
        if (actor == null) {
            actor = new Actor();
            byActor[number] = actor;
        }
        return actor;
    }

    /** Counts one event; {@code column} and {@code repository} may be -1. */
    void add(int actor, int epochDay, int minute, int column, RawEvent event, int repository) {
        ActorDay cell = actor(actor).at(epochDay);
        cell.at(minute);
        if (column >= 0) {
            cell.count(column, 1);
        }
        if (event.has(EventField.IP)) {
            cell.ips.add(ips.add(event.bytes, event.from[EventField.IP], event.to[EventField.IP]));
        }
        if (repository >= 0) {
            cell.repositories.add(repository);
        }
    }

    /** Adds all that was counted elsewhere; {@code renamedActors} and {@code renamedRepositories} are numbers here. */
    void addAll(ActorDays other, int[] renamedActors, int[] renamedRepositories) {
        int[] renamedIps = renamed(ips, other.ips);
        for (int number = 0; number < other.actors.size(); number++) {
            Actor from = other.actor(number);
            Actor to = actor(renamedActors[number]);
            for (int i = 0; i < from.size; i++) {
                to.at(from.days[i]).addAll(from.cells[i], renamedIps, renamedRepositories);
            }
        }
    }

    /** Returns for each number of {@code other} the number of the same text in {@code target}. */
    static int[] renamed(ByteDictionary target, ByteDictionary other) {
        int[] numbers = new int[other.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = target.add(other, i);
        }
        return numbers;
    }

    /** Returns the numbers of a dictionary in the order of its texts. */
    static int[] sorted(ByteDictionary dictionary) {
        Integer[] numbers = new Integer[dictionary.size()];
        Arrays.setAll(numbers, i -> i);
        Arrays.sort(numbers, dictionary::compare);
        return Arrays.stream(numbers).mapToInt(Integer::intValue).toArray();
    }
}
