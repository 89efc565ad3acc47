package dev.ueba.evaluation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of one scenario a mode found.
 *
 * <p>Immutable.
 *
 * @param scenario name, as in the labels; perhaps empty
 * @param attacks labelled rows of the scenario
 * @param incidents runs of labelled days, see {@link Backtest}
 * @param recall by alerts a day, the share of the rows that were looked at, in [0, 1]
 */
public record ScenarioRecall(String scenario, int attacks, int incidents, SortedMap<Integer, Double> recall) {

    public ScenarioRecall {
        recall = Collections.unmodifiableSortedMap(new TreeMap<>(recall));
    }
}
