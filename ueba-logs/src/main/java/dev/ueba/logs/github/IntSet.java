package dev.ueba.logs.github;

import java.util.Arrays;

/** A set of numbers from 0 that is small most of the time. Not thread-safe. */
final class IntSet {

    /** Up to so many are looked through one by one. */
    private static final int LINEAR = 8;

    private static final int[] EMPTY = new int[0];
    private static final int FACTOR = 0x9e3779b9;

    /* Up to LINEAR numbers lie in order of arrival; more in an open-addressing table. Stored is number + 1, 0 is free. */
    private int[] values = EMPTY;
    private int size;

    int size() {
        return size;
    }

    /** Adds a number; returns whether it is new. */
    boolean add(int number) {
        int stored = number + 1;
        if (values.length <= LINEAR) {
            for (int i = 0; i < size; i++) {
                if (values[i] == stored) {
                    return false;
                }
            }
            if (size == values.length) {
                if (size == LINEAR) {
                    rehash(4 * LINEAR);
                    return add(number);
                }
                values = Arrays.copyOf(values, size == 0 ? 2 : size * 2);
            }
            values[size++] = stored;
            return true;
        }
        int slot = slotOf(values, stored);
        if (values[slot] == stored) {
            return false;
        }
        values[slot] = stored;
        size++;
        if (size * 2 > values.length) {
            rehash(values.length * 2);
        }
        return true;
    }

    /** Adds all numbers of another set, each replaced by {@code renamed[number]}. */
    void addAll(IntSet other, int[] renamed) {
        for (int stored : other.values) {
            if (stored != 0) {
                add(renamed[stored - 1]);
            }
        }
    }

    private static int slotOf(int[] table, int stored) {
        int mask = table.length - 1;
        int slot = ((stored * FACTOR) >>> 8) & mask;
        while (table[slot] != 0 && table[slot] != stored) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash(int capacity) {
        int[] table = new int[capacity];
        for (int stored : values) {
            if (stored != 0) {
                table[slotOf(table, stored)] = stored;
            }
        }
        values = table;
    }
}
