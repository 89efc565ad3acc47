package dev.ueba.spark;

import dev.ueba.DetectorOptions;
import dev.ueba.baseline.DeviationAlgorithm;
import java.util.Objects;
import java.util.Optional;

/**
 * How a detector works on data frames.
 *
 * @param detector how to derive, fit and flag; rolling deviations only
 * @param actorColumn name of the column that says who, of type string
 * @param dayColumn name of the column that says when, of type date, timestamp or string ({@code yyyy-MM-dd})
 * @param orderColumn name of a column of whole numbers that numbers the rows, no number twice: the row order that a file has and
 *     a data frame has not. It decides which rows the forest draws. Without it, rows are ordered by day, then actor (code
 *     points), and an actor must not have two different rows of a day
 */
public record SparkUebaOptions(
        DetectorOptions detector, String actorColumn, String dayColumn, Optional<String> orderColumn) {

    public SparkUebaOptions {
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(actorColumn, "actorColumn");
        Objects.requireNonNull(dayColumn, "dayColumn");
        Objects.requireNonNull(orderColumn, "orderColumn");
        if (detector.deviations().algorithm() != DeviationAlgorithm.ROLLING) {
            throw new IllegalArgumentException("only ROLLING deviations are made on data frames, but the algorithm is "
                    + detector.deviations().algorithm() + "; use ueba-core for the others");
        }
        if (actorColumn.equals(dayColumn)
                || orderColumn
                        .filter(name -> name.equals(actorColumn) || name.equals(dayColumn))
                        .isPresent()) {
            throw new IllegalArgumentException("actor, day and order must be different columns, but they are '"
                    + actorColumn + "', '" + dayColumn + "' and '" + orderColumn.orElse("") + "'");
        }
    }

    /**
     * Returns the published defaults, columns named {@code actor} and {@code day}, and no order column.
     *
     * @return the defaults
     */
    public static SparkUebaOptions defaults() {
        return new SparkUebaOptions(DetectorOptions.defaults(), "actor", "day", Optional.empty());
    }

    /**
     * Returns a copy with another detector.
     *
     * @param value how to derive, fit and flag
     * @return the copy
     */
    public SparkUebaOptions withDetector(DetectorOptions value) {
        return new SparkUebaOptions(value, actorColumn, dayColumn, orderColumn);
    }

    /**
     * Returns a copy with another actor column.
     *
     * @param value name of a column
     * @return the copy
     */
    public SparkUebaOptions withActorColumn(String value) {
        return new SparkUebaOptions(detector, value, dayColumn, orderColumn);
    }

    /**
     * Returns a copy with another day column.
     *
     * @param value name of a column
     * @return the copy
     */
    public SparkUebaOptions withDayColumn(String value) {
        return new SparkUebaOptions(detector, actorColumn, value, orderColumn);
    }

    /**
     * Returns a copy with an order column.
     *
     * @param value name of a column of whole numbers
     * @return the copy
     */
    public SparkUebaOptions withOrderColumn(String value) {
        return new SparkUebaOptions(detector, actorColumn, dayColumn, Optional.of(value));
    }
}
