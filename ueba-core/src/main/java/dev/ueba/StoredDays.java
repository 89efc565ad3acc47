package dev.ueba;

import dev.ueba.storage.BinaryReader;
import dev.ueba.storage.ModelFormatException;

/**
 * The days that a stored state knows; any other day in its file is damage.
 *
 * @param first days since 1970-01-01
 * @param last not before the first; before it if the state knows no day
 */
record StoredDays(int first, int last) {

    int read(BinaryReader in, String what) throws ModelFormatException {
        int day = in.readInt();
        if (day < first || day > last) {
            throw in.broken(what + " is not among the days of the file");
        }
        return day;
    }
}
