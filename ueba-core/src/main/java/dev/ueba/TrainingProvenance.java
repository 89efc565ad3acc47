package dev.ueba;

import dev.ueba.feature.DayRange;
import java.util.Objects;

/**
 * Where a model comes from.
 *
 * @param libraryVersion version of this library that trained it
 * @param trainingDays first to last day of the training rows
 * @param trainingRows rows given to training, {@code >= 1}
 * @param distinctRows rows the forest was fitted on, after equal ones were dropped; {@code 1 <= distinctRows <= trainingRows}
 * @param trainingDataHash SHA-256 of the training table (names, actors, days, bits of all values), 64 hexadecimal digits
 */
public record TrainingProvenance(
        String libraryVersion, DayRange trainingDays, long trainingRows, long distinctRows, String trainingDataHash) {

    public TrainingProvenance {
        Objects.requireNonNull(libraryVersion, "libraryVersion");
        Objects.requireNonNull(trainingDays, "trainingDays");
        if (distinctRows < 1 || trainingRows < distinctRows) {
            throw new IllegalArgumentException("expected 1 <= distinctRows <= trainingRows, but they are "
                    + distinctRows + " and " + trainingRows);
        }
        if (trainingDataHash.length() != 64 || !trainingDataHash.chars().allMatch(TrainingProvenance::isHexDigit)) {
            throw new IllegalArgumentException(
                    "the hash of the training data must be 64 hexadecimal digits, but is '" + trainingDataHash + "'");
        }
    }

    private static boolean isHexDigit(int character) {
        return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
    }
}
