package dev.ueba.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts the row order into cells of few rows: by day and a range of actors, or by a range of order numbers. Immutable. */
final class PlaceCells implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A count per cell goes through the cluster: 1 MB. With more days than this, a cell is a day. */
    private static final int MOST_CELLS = 1 << 17;

    /** Days with rows, ascending; none if ranks decide. */
    private final int[] days;

    /** A range of actors begins at each, ascending as unsigned bytes. */
    private final byte[][] actors;

    /** A range of ranks begins at each, ascending. */
    private final long[] ranks;

    private PlaceCells(int[] days, byte[][] actors, long[] ranks) {
        this.days = days;
        this.actors = actors;
        this.ranks = ranks;
    }

    /**
     * Cuts.
     *
     * @param sample of actors or ranks
     * @param days that have rows to be numbered, ascending
     * @param rowCount how many rows are numbered
     * @param rowsPerCell so many are aimed at
     */
    static PlaceCells of(PackedSummary sample, int[] days, long rowCount, int rowsPerCell) {
        List<byte[]> keys = new ArrayList<>();
        sample.sample().forEach(keys::add);
        long cells = Math.max(1, Math.min(MOST_CELLS, rowCount / rowsPerCell));
        if (sample.ordered()) {
            long[] ranks = keys.stream()
                    .mapToLong(key -> ByteBuffer.wrap(key).getLong())
                    .sorted()
                    .toArray();
            int[] chosen = chosen(ranks.length, cells);
            return new PlaceCells(
                    new int[0],
                    new byte[0][],
                    Arrays.stream(chosen).mapToLong(place -> ranks[place]).toArray());
        }
        keys.sort(Arrays::compareUnsigned);
        List<byte[]> different = new ArrayList<>();
        for (byte[] key : keys) {
            // Cut names may be equal.
            if (different.isEmpty() || !Arrays.equals(different.get(different.size() - 1), key)) {
                different.add(key);
            }
        }
        int[] chosen = chosen(different.size(), Math.max(1, cells / Math.max(1, days.length)));
        return new PlaceCells(
                days.clone(), Arrays.stream(chosen).mapToObj(different::get).toArray(byte[][]::new), new long[0]);
    }

    /** Returns places that cut so many keys into so many parts, or as many as can be. */
    private static int[] chosen(int keys, long parts) {
        int count = (int) Math.min(parts - 1, keys);
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = (int) ((long) keys * (i + 1) / (count + 1));
        }
        return places;
    }

    boolean byRank() {
        return days.length == 0;
    }

    int count() {
        return byRank() ? ranks.length + 1 : days.length * (actors.length + 1);
    }

    /** Returns in which range of actors a name lies, in UTF-8. */
    int rangeOf(byte[] name) {
        int place = Arrays.binarySearch(actors, name, Arrays::compareUnsigned);
        return place < 0 ? -place - 1 : place + 1;
    }

    /** Returns the cell of an actor's day; {@code range} is from {@link #rangeOf}. */
    int cellOf(int day, int range) {
        return Arrays.binarySearch(days, day) * (actors.length + 1) + range;
    }

    /** Returns the cell of a rank. */
    int cellOf(long rank) {
        int place = Arrays.binarySearch(ranks, rank);
        return place < 0 ? -place - 1 : place + 1;
    }

    /** Returns the day of a cell. */
    int dayOf(int cell) {
        return days[cell / (actors.length + 1)];
    }
}
