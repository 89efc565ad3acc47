package dev.ueba.report;

import dev.ueba.evaluation.BacktestResult;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * One of the runs that a {@link BacktestReport} tells about.
 *
 * <p>Immutable.
 *
 * @param strength of the attacks that were put in; empty if the labels were given
 * @param result what was found
 */
public record BacktestRun(OptionalDouble strength, BacktestResult result) {

    public BacktestRun {
        Objects.requireNonNull(strength, "strength");
        Objects.requireNonNull(result, "result");
    }
}
