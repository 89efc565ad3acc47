package dev.ueba.spark;

import java.util.Arrays;

/** Numbers, one after another. Not thread-safe. */
final class IntList {

    private int[] numbers = new int[RowBlock.ROWS];
    private int size;

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    int get(int place) {
        return numbers[place];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
