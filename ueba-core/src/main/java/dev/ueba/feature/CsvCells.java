package dev.ueba.feature;

/** The cells of one record. */
interface CsvCells {

    /** Returns how many cells there are. */
    int cellCount();

    /** Returns the text of a cell, quotes taken off; {@code index} from 0. */
    String cell(int index);

    /** Reads a cell as a number; returns false if it is refused, and {@link CsvNumbers#problem} then says why. */
    default boolean readNumber(int index, CsvNumbers numbers) {
        return numbers.parse(cell(index));
    }
}
