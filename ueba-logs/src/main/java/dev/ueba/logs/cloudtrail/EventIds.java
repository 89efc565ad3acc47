package dev.ueba.logs.cloudtrail;

/** Remembers the latest events by 128 bits, within a bound. Not thread-safe. */
final class EventIds {

    /*
     * Two generations: when the younger holds half of what is allowed, it becomes the older, and the older is forgotten. So
     * between half and all of the bound are remembered. Each is a table with open addressing, two numbers a slot, at most half
     * full; the pair 0, 0 is an empty slot.
     */
    private static final int SMALLEST = 1 << 10;

    private final int mostPerGeneration;
    private long[] younger = new long[2 * SMALLEST];
    private long[] older = new long[2 * SMALLEST];
    private int count;

    EventIds(int most) {
        this.mostPerGeneration = Math.max(1, most / 2);
    }

    /** Returns whether it was not known; it is from now on. */
    boolean add(long high, long low) {
        long first = high;
        long second = high == 0 && low == 0 ? 1 : low;
        if (isIn(older, first, second) || isIn(younger, first, second)) {
            return false;
        }
        if (count == mostPerGeneration) {
            long[] forgotten = older;
            older = younger;
            younger = forgotten.length == older.length ? forgotten : new long[older.length];
            java.util.Arrays.fill(younger, 0);
            count = 0;
        } else if (4 * (count + 1) > younger.length) {
            grow();
        }
        put(younger, first, second);
        count++;
        return true;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(younger.length, 2)];
        for (int i = 0; i < younger.length; i += 2) {
            if (younger[i] != 0 || younger[i + 1] != 0) {
                put(larger, younger[i], younger[i + 1]);
            }
        }
        younger = larger;
    }

    private static boolean isIn(long[] table, long high, long low) {
        int slot = slot(table, high, low);
        return table[slot] != 0 || table[slot + 1] != 0;
    }

    private static void put(long[] table, long high, long low) {
        int slot = slot(table, high, low);
        table[slot] = high;
        table[slot + 1] = low;
    }

    /** Returns where it is, or the empty slot where it would be. */
    private static int slot(long[] table, long high, long low) {
        int mask = table.length - 1;
        long mixed = (high ^ Long.rotateLeft(low, 29)) * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed >>> 33) * 2 & mask;
        while ((table[slot] != high || table[slot + 1] != low) && (table[slot] != 0 || table[slot + 1] != 0)) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }
}
