package dev.ueba.spark;

import dev.ueba.feature.DayRange;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many rows each day has, and a sample of actors or ranks, found by looking at packed rows. Grows; not thread-safe. */
final class PackedSummary implements Serializable {

    private static final long serialVersionUID = 1L;

    /*
     * The sample is of different keys, those with the smallest hashes: summaries of parts add up to that of the whole, and it does
     * not depend on the parts. It only balances work; no result depends on it.
     */
    private static final int SAMPLE = 8192;

    /** Longer names are cut; a beginning separates as well. */
    private static final int LONGEST_SAMPLED = 64;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private static final int ROWS = 0;
    private static final int COPIES = 1;
    private static final int OTHERS = 2;

    /** Whether ranks are sampled, not actors. */
    private final boolean ordered;

    /** Rows, copies and further rows of each day. */
    private final TreeMap<Integer, long[]> days = new TreeMap<>();

    /** Keys by hash. */
    private final TreeMap<Long, byte[]> sample = new TreeMap<>();

    PackedSummary(boolean ordered) {
        this.ordered = ordered;
    }

    PackedSummary with(byte[] packed) {
        PackedRows rows = PackedRows.read(packed);
        for (int row = 0; row < rows.rowCount(); row++) {
            long[] counts = days.computeIfAbsent(rows.day(row), day -> new long[3]);
            counts[ROWS]++;
            counts[COPIES] += rows.isCopy(row) ? 1 : 0;
            counts[OTHERS] += rows.isAnother(row) ? 1 : 0;
            if (ordered) {
                sampleRank(rows.rank(row));
            }
        }
        for (int run = 0; run < rows.runCount() && !ordered; run++) {
            sampleName(rows.name(run));
        }
        return this;
    }

    PackedSummary with(PackedSummary other) {
        other.days.forEach((day, counts) -> {
            long[] known = days.computeIfAbsent(day, each -> new long[3]);
            for (int i = 0; i < known.length; i++) {
                known[i] += counts[i];
            }
        });
        sample.putAll(other.sample);
        while (sample.size() > SAMPLE) {
            sample.pollLastEntry();
        }
        return this;
    }

    private void sampleRank(long rank) {
        long hash = mix(rank);
        if (isSampled(hash)) {
            addSample(hash, ByteBuffer.allocate(Long.BYTES).putLong(rank).array());
        }
    }

    private void sampleName(byte[] name) {
        long hash = name.length;
        for (byte letter : name) {
            hash = mix(hash ^ letter);
        }
        if (isSampled(hash)) {
            addSample(hash, name.length <= LONGEST_SAMPLED ? name : Arrays.copyOf(name, LONGEST_SAMPLED));
        }
    }

    private boolean isSampled(long hash) {
        return sample.size() < SAMPLE || hash < sample.lastKey();
    }

    private void addSample(long hash, byte[] key) {
        sample.put(hash, key);
        if (sample.size() > SAMPLE) {
            sample.pollLastEntry();
        }
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return product ^ product >>> 29;
    }

    boolean ordered() {
        return ordered;
    }

    /** Returns the sampled keys, in no order. */
    Iterable<byte[]> sample() {
        return sample.values();
    }

    /** Returns the days from the first to the last; empty without rows. */
    Optional<DayRange> days() {
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of(DayRange.ofInclusive(
                        LocalDate.ofEpochDay(days.firstKey()), LocalDate.ofEpochDay(days.lastKey())));
    }

    /** Returns the days of a range that have rows, ascending. */
    int[] daysOf(DayRange range) {
        return of(range).keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns the number of rows of a range, copies included. */
    long rowCount(DayRange range) {
        return sum(range, ROWS);
    }

    /** Returns how many rows of a range are equal to an earlier one of their actor and day. */
    long copyCount(DayRange range) {
        return sum(range, COPIES);
    }

    /** Tells whether an actor has several different rows of a day of a range. */
    boolean hasOthers(DayRange range) {
        return sum(range, OTHERS) > 0;
    }

    private long sum(DayRange range, int which) {
        return of(range).values().stream().mapToLong(counts -> counts[which]).sum();
    }

    private SortedMap<Integer, long[]> of(DayRange range) {
        return days.subMap((int) range.from().toEpochDay(), (int) range.to().toEpochDay());
    }
}
