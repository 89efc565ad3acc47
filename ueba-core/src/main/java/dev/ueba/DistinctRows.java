package dev.ueba;

import dev.ueba.feature.FeatureTable;
import java.util.Arrays;

/** Drops rows that are equal in all columns, actor and day included; the first of them stays. */
final class DistinctRows {

    /*
     * Most tables have one row per actor and day, in date order, and nothing to drop. In others, one 64-bit hash per row, mixed column by column, finds candidates; an open-addressing table of row numbers finds equal
     * hashes; equal hashes are compared cell by cell. Equality is pandas': NaN equals NaN, 0.0 equals -0.0.
     */
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int FREE = -1;

    private DistinctRows() {}

    static FeatureTable of(FeatureTable table) {
        if (hasStrictDates(table)) {
            return table;
        }
        long[] hashes = hashes(table);
        int capacity = Integer.highestOneBit(Math.max(4, table.rowCount())) << 2;
        int[] slots = new int[capacity];
        Arrays.fill(slots, FREE);
        int[] kept = new int[table.rowCount()];
        int keptCount = 0;
        for (int row = 0; row < table.rowCount(); row++) {
            int slot = (int) (hashes[row] >>> 32) & (capacity - 1);
            while (slots[slot] != FREE && !(hashes[slots[slot]] == hashes[row] && equal(table, slots[slot], row))) {
                slot = (slot + 1) & (capacity - 1);
            }
            if (slots[slot] == FREE) {
                slots[slot] = row;
                kept[keptCount++] = row;
            }
        }
        return keptCount == table.rowCount() ? table : table.selectRows(Arrays.copyOf(kept, keptCount));
    }

    /** Tells whether every row has an actor and a later day than its actor's row before: then no two are equal. */
    private static boolean hasStrictDates(FeatureTable table) {
        int[] newest = new int[table.actorCount()];
        Arrays.fill(newest, Integer.MIN_VALUE);
        for (int row = 0; row < table.rowCount(); row++) {
            int actor = table.actorIndex(row);
            if (actor < 0 || table.epochDay(row) <= newest[actor]) {
                return false;
            }
            newest[actor] = table.epochDay(row);
        }
        return true;
    }

    private static long[] hashes(FeatureTable table) {
        long[] hashes = new long[table.rowCount()];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = mix((long) table.epochDay(row) << 32 ^ table.actorIndex(row));
        }
        for (int feature = 0; feature < table.featureCount(); feature++) {
            for (int row = 0; row < hashes.length; row++) {
                // Adding 0.0 turns -0.0 into 0.0; doubleToLongBits has one NaN.
                hashes[row] = mix(hashes[row] ^ Double.doubleToLongBits(table.value(row, feature) + 0.0));
            }
        }
        return hashes;
    }

    private static long mix(long value) {
        long product = value * MULTIPLIER;
        return product ^ product >>> 29;
    }

    private static boolean equal(FeatureTable table, int a, int b) {
        if (table.actorIndex(a) != table.actorIndex(b) || table.epochDay(a) != table.epochDay(b)) {
            return false;
        }
        for (int feature = 0; feature < table.featureCount(); feature++) {
            double x = table.value(a, feature);
            double y = table.value(b, feature);
            if (x != y && !(Double.isNaN(x) && Double.isNaN(y))) {
                return false;
            }
        }
        return true;
    }
}
