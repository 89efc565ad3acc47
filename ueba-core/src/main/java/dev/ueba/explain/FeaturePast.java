package dev.ueba.explain;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What an actor's earlier days say about one feature. Strictly before the day that is explained. Immutable.
 *
 * @param rowCount earlier rows of the actor, {@code >= 0}; days without a row do not count
 * @param mean of the earlier values; NaN if there is none
 * @param max largest earlier value; NaN if there is none
 * @param lastSeen last earlier day with a value other than 0; empty if there was none
 */
public record FeaturePast(int rowCount, double mean, double max, Optional<LocalDate> lastSeen) {

    public FeaturePast {
        Objects.requireNonNull(lastSeen, "lastSeen");
    }
}
