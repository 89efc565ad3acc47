package dev.ueba.spark;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Finds rows by their numbers in the row order, without sorting all rows: cells are counted, and some of them sorted. */
final class PlaceFinder {

    private static final int TREE_DEPTH = 2;

    private final JavaRDD<byte[]> packed;
    private final TrainingRows training;
    private final PlaceCells cells;
    private final long[] starts;

    /** Which rows are asked for; sent to where the rows are. */
    static final class Found implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Per actor, without ranks: days and numbers, alternating. */
        private final HashMap<String, int[]> byActor = new HashMap<>();

        /** Numbers by rank. */
        private final HashMap<Long, Integer> byRank = new HashMap<>();

        /** Hashes of the actors, with ranks. */
        private final BitSet hashes = new BitSet(1 << Short.SIZE);

        private void add(Place place) {
            if (place.name.length == 0) {
                byRank.put(place.rank, place.number);
                hashes.set(fold(place.actorHash));
            } else {
                int[] more = {place.day, place.number};
                byActor.merge(new String(place.name, StandardCharsets.UTF_8), more, Found::joined);
            }
        }

        private static int[] joined(int[] a, int[] b) {
            int[] both = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, both, a.length, b.length);
            return both;
        }

        private static int fold(int hash) {
            return (hash ^ hash >>> Short.SIZE) & 0xFFFF;
        }

        /** Tells whether an actor may have such rows. */
        boolean mayHave(String actor) {
            return byRank.isEmpty() ? byActor.containsKey(actor) : hashes.get(fold(actor.hashCode()));
        }

        /** Returns the number of a row, or a negative one if it is not asked for. */
        int numberOf(String actor, int day, long rank) {
            if (!byRank.isEmpty()) {
                return byRank.getOrDefault(rank, -1);
            }
            int[] known = byActor.getOrDefault(actor, new int[0]);
            for (int i = 0; i < known.length; i += 2) {
                if (known[i] == day) {
                    return known[i + 1];
                }
            }
            return -1;
        }
    }

    /** A row: by its day and actor, or by its rank and a hash of its actor. No record: Kryo cannot write them. */
    private static final class Place implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Its place in the row order; negative if its rank is taken. */
        private final int number;
        /** The day; 0 with ranks. */
        private final int day;
        /** The actor in UTF-8; empty with ranks. */
        private final byte[] name;
        /** The rank, if there are ranks. */
        private final long rank;
        /** A hash of the actor, if there are ranks. */
        private final int actorHash;

        Place(int number, int day, byte[] name, long rank, int actorHash) {
            this.number = number;
            this.day = day;
            this.name = name;
            this.rank = rank;
            this.actorHash = actorHash;
        }
    }

    PlaceFinder(JavaRDD<byte[]> packed, TrainingRows training, PlaceCells cells) {
        this.packed = packed;
        this.training = training;
        this.cells = cells;
        long[] counts = packed.treeAggregate(
                new long[cells.count()],
                (sums, bytes) -> count(sums, PackedRows.read(bytes), training, cells),
                PlaceFinder::added,
                TREE_DEPTH);
        this.starts = new long[counts.length + 1];
        for (int cell = 0; cell < counts.length; cell++) {
            starts[cell + 1] = starts[cell] + counts[cell];
        }
    }

    private static long[] count(long[] sums, PackedRows rows, TrainingRows training, PlaceCells cells) {
        for (int run = 0; run < rows.runCount(); run++) {
            int range = cells.byRank() ? 0 : cells.rangeOf(rows.name(run));
            for (int row = rows.runStart(run); row < rows.runEnd(run); row++) {
                if (training.contains(rows, row)) {
                    sums[cells.byRank() ? cells.cellOf(rows.rank(row)) : cells.cellOf(rows.day(row), range)]++;
                }
            }
        }
        return sums;
    }

    private static long[] added(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
        return a;
    }

    long rowCount() {
        return starts[starts.length - 1];
    }

    /**
     * Returns rows by their numbers. With ranks, all cells are sorted, as only that tells whether a rank occurs twice.
     *
     * @param numbers ascending
     * @throws IllegalArgumentException if two rows have the same rank
     */
    Found find(int[] numbers) {
        BitSet wanted = new BitSet(cells.count());
        int cell = 0;
        for (int number : numbers) {
            while (starts[cell + 1] <= number) {
                cell++;
            }
            wanted.set(cell);
        }
        if (cells.byRank()) {
            wanted.set(0, cells.count());
        }
        long[] known = starts;
        PlaceCells cut = cells;
        TrainingRows rows = training;
        List<Place> places = packed.mapPartitionsToPair(all -> keys(all, rows, cut, wanted))
                .groupByKey()
                .flatMap(keys -> places(keys._1(), keys._2(), known, cut, numbers))
                .collect();
        Found found = new Found();
        for (Place place : places) {
            if (place.number < 0) {
                throw RowOrder.undefined();
            }
            found.add(place);
        }
        return found;
    }

    private static Iterator<Tuple2<Integer, CellKeys>> keys(
            Iterator<byte[]> packed, TrainingRows training, PlaceCells cells, BitSet wanted) {
        Map<Integer, CellKeys> keys = new HashMap<>();
        while (packed.hasNext()) {
            PackedRows rows = PackedRows.read(packed.next());
            for (int run = 0; run < rows.runCount(); run++) {
                byte[] name = rows.name(run);
                int range = cells.byRank() ? 0 : cells.rangeOf(name);
                int hash = cells.byRank() ? rows.actor(run).hashCode() : 0;
                for (int row = rows.runStart(run); row < rows.runEnd(run); row++) {
                    if (!training.contains(rows, row)) {
                        continue;
                    }
                    int cell = cells.byRank() ? cells.cellOf(rows.rank(row)) : cells.cellOf(rows.day(row), range);
                    if (wanted.get(cell)) {
                        CellKeys ofCell = keys.computeIfAbsent(cell, each -> new CellKeys());
                        if (cells.byRank()) {
                            ofCell.addRank(rows.rank(row), hash);
                        } else {
                            ofCell.addActor(name);
                        }
                    }
                }
            }
        }
        return keys.entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                .iterator();
    }

    private static Iterator<Place> places(
            int cell, Iterable<CellKeys> keys, long[] starts, PlaceCells cells, int[] numbers) {
        List<CellKeys> parts = new ArrayList<>();
        keys.forEach(parts::add);
        byte[][] actors = cells.byRank() ? new byte[0][] : CellKeys.actors(parts);
        CellKeys.Ranked[] ranks = cells.byRank() ? CellKeys.ranks(parts) : new CellKeys.Ranked[0];
        int rowCount = actors.length + ranks.length;
        if (rowCount != starts[cell + 1] - starts[cell]) {
            throw new IllegalStateException("a part of the row order had " + (starts[cell + 1] - starts[cell])
                    + " rows at first, and " + rowCount
                    + " later: the data frame does not give the same rows each time;"
                    + " write it to a table, or persist it");
        }
        List<Place> places = new ArrayList<>();
        for (int i = 1; i < ranks.length; i++) {
            if (ranks[i].rank() == ranks[i - 1].rank()) {
                return List.of(new Place(-1, 0, new byte[0], 0, 0)).iterator();
            }
        }
        int at = Arrays.binarySearch(numbers, (int) Math.min(starts[cell], Integer.MAX_VALUE));
        for (int next = at < 0 ? -at - 1 : at; next < numbers.length && numbers[next] < starts[cell + 1]; next++) {
            int place = (int) (numbers[next] - starts[cell]);
            places.add(
                    cells.byRank()
                            ? new Place(numbers[next], 0, new byte[0], ranks[place].rank(), ranks[place].actorHash())
                            : new Place(numbers[next], cells.dayOf(cell), actors[place], 0, 0));
        }
        return places.iterator();
    }
}
