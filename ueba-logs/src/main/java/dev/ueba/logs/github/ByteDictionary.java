package dev.ueba.logs.github;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers texts, which are UTF-8 bytes, from 0 in the order in which they came. Not thread-safe. */
final class ByteDictionary {

    /*
     * Open addressing: table[slot] is number + 1, or 0. The bytes lie in pages, one after another, so that nothing is moved
     * when the dictionary grows; holder[number] is the page of a text.
     */
    private static final int PAGE_BYTES = 1 << 16;

    private int[] table = new int[64];
    private int[] hashes = new int[32];
    private byte[][] holder = new byte[32][];
    private int[] offsets = new int[32];
    private int[] lengths = new int[32];
    private byte[] page = new byte[0];
    private int pageUsed;
    private int size;

    int size() {
        return size;
    }

    /** Returns the number of a text, or -1 if it is not known. */
    int find(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int slot = slotOf(hash, bytes, from, to);
        return table[slot] - 1;
    }

    /** Returns the number of a text of another dictionary in this one, or -1 if it is not known. */
    int find(ByteDictionary other, int number) {
        int offset = other.offsets[number];
        return find(other.holder[number], offset, offset + other.lengths[number]);
    }

    /** Returns the number of a text, a new one if it was not known. */
    int add(byte[] bytes, int from, int to) {
        int hash = hash(bytes, from, to);
        int slot = slotOf(hash, bytes, from, to);
        if (table[slot] == 0) {
            table[slot] = append(hash, bytes, from, to) + 1;
            if (size * 2 > table.length) {
                rehash();
            }
            return size - 1;
        }
        return table[slot] - 1;
    }

    /** Returns the number of a text of another dictionary in this one. */
    int add(ByteDictionary other, int number) {
        int offset = other.offsets[number];
        return add(other.holder[number], offset, offset + other.lengths[number]);
    }

    String text(int number) {
        return new String(holder[number], offsets[number], lengths[number], StandardCharsets.UTF_8);
    }

    /** Compares texts by their bytes, which is the order of their code points. */
    int compare(int left, int right) {
        return Arrays.compareUnsigned(
                holder[left],
                offsets[left],
                offsets[left] + lengths[left],
                holder[right],
                offsets[right],
                offsets[right] + lengths[right]);
    }

    private static int hash(byte[] bytes, int from, int to) {
        return (int) Hashing.hash(bytes, from, to, 0);
    }

    private int slotOf(int hash, byte[] bytes, int from, int to) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            int number = table[slot] - 1;
            if (hashes[number] == hash
                    && lengths[number] == to - from
                    && Arrays.equals(
                            holder[number], offsets[number], offsets[number] + lengths[number], bytes, from, to)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int append(int hash, byte[] bytes, int from, int to) {
        int length = to - from;
        if (size == hashes.length) {
            int capacity = Math.addExact(size, Math.max(32, size >> 1));
            hashes = Arrays.copyOf(hashes, capacity);
            holder = Arrays.copyOf(holder, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
        if (page.length - pageUsed < length) {
            // A small dictionary stays small.
            page = new byte[Math.max(length, size < 256 ? 4096 : PAGE_BYTES)];
            pageUsed = 0;
        }
        System.arraycopy(bytes, from, page, pageUsed, length);
        hashes[size] = hash;
        holder[size] = page;
        offsets[size] = pageUsed;
        lengths[size] = length;
        pageUsed += length;
        return size++;
    }

    private void rehash() {
        int[] larger = new int[Math.multiplyExact(table.length, 2)];
        int mask = larger.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = number + 1;
        }
        table = larger;
    }
}
