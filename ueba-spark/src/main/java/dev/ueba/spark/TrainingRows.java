package dev.ueba.spark;

import dev.ueba.feature.DayRange;
import java.io.Serializable;

/**
 * Which packed rows are trained on: those of some days that are not equal to an earlier one.
 *
 * @param fromDay first day, in days since 1970-01-01
 * @param toDay day after the last
 */
record TrainingRows(int fromDay, int toDay) implements Serializable {

    static TrainingRows of(DayRange days) {
        return new TrainingRows((int) days.from().toEpochDay(), (int) days.to().toEpochDay());
    }

    boolean contains(PackedRows rows, int row) {
        int day = rows.day(row);
        return day >= fromDay && day < toDay && !rows.isCopy(row);
    }
}
