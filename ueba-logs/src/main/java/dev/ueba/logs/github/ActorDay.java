package dev.ueba.logs.github;

import java.util.Arrays;

/** What is counted for one actor on one day. Not thread-safe. */
final class ActorDay {

    static final int MINUTES = 1440;

    /** From so many events on a histogram is smaller than a list. */
    private static final int LONGEST_LIST = 2 * MINUTES;

    private static final int[] NO_COUNTS = new int[0];
    private static final short[] NO_MINUTES = new short[0];

    final int epochDay;
    final IntSet ips = new IntSet();
    final IntSet repositories = new IntSet();

    /* Pairs of column and count: most actors do few different things a day. */
    private int[] counts = NO_COUNTS;
    private int countsUsed;

    /* The minute of each event as a list, or, once that got long, how many events each minute has. */
    private short[] minutes = NO_MINUTES;
    private int[] histogram = NO_COUNTS;
    private int events;

    ActorDay(int epochDay) {
        this.epochDay = epochDay;
    }

    int events() {
        return events;
    }

    void count(int column, int times) {
        for (int i = 0; i < countsUsed; i += 2) {
            if (counts[i] == column) {
                counts[i + 1] += times;
                return;
            }
        }
        if (countsUsed == counts.length) {
            counts = Arrays.copyOf(counts, countsUsed == 0 ? 4 : countsUsed * 2);
        }
        counts[countsUsed] = column;
        counts[countsUsed + 1] = times;
        countsUsed += 2;
    }

    /** Adds an event at a minute of the day. */
    void at(int minute) {
        events++;
        if (histogram.length > 0) {
            histogram[minute]++;
            return;
        }
        int used = events - 1;
        if (used == minutes.length) {
            if (used >= LONGEST_LIST) {
                histogram = histogram();
                minutes = NO_MINUTES;
                histogram[minute]++;
                return;
            }
            minutes = Arrays.copyOf(minutes, used == 0 ? 4 : used * 2);
        }
        minutes[used] = (short) minute;
    }

    /** Writes the counts to their columns. */
    void writeCounts(double[] row) {
        for (int i = 0; i < countsUsed; i += 2) {
            row[counts[i]] = counts[i + 1];
        }
    }

    /** Sees every event's minute: the minute and how many events. */
    void forEachMinute(MinuteCounts target) {
        if (histogram.length > 0) {
            for (int minute = 0; minute < MINUTES; minute++) {
                if (histogram[minute] > 0) {
                    target.accept(minute, histogram[minute]);
                }
            }
            return;
        }
        for (int i = 0; i < events; i++) {
            target.accept(minutes[i], 1);
        }
    }

    /** Takes minutes and how often each occurs. */
    @FunctionalInterface
    interface MinuteCounts {
        void accept(int minute, int times);
    }

    private int[] histogram() {
        int[] counted = new int[MINUTES];
        for (short minute : minutes) {
            counted[minute]++;
        }
        return counted;
    }

    /** Adds the same actor's and day's counts from elsewhere, whose numbers are renamed. */
    void addAll(ActorDay other, int[] renamedIps, int[] renamedRepositories) {
        for (int i = 0; i < other.countsUsed; i += 2) {
            count(other.counts[i], other.counts[i + 1]);
        }
        ips.addAll(other.ips, renamedIps);
        repositories.addAll(other.repositories, renamedRepositories);
        other.forEachMinute((minute, times) -> {
            if (histogram.length > 0) {
                histogram[minute] += times;
                events += times;
            } else {
                for (int i = 0; i < times; i++) {
                    at(minute);
                }
            }
        });
    }
}
