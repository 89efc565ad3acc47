package dev.ueba.feature;

/** The cells of one record. */
interface CsvCells {

    /** Returns how many cells there are. */
    int cellCount();

    /** Returns the text of a cell, quotes taken off; {@code index} from 0. */
    String cell(int index);
}
