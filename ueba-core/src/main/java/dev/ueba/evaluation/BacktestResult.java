package dev.ueba.evaluation;

import dev.ueba.feature.DayRange;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backtest found.
 *
 * <p>Immutable.
 *
 * @param scored the scored days
 * @param dayCount those of them that have rows
 * @param rowCount scored rows
 * @param actorCount actors of these rows
 * @param fits how often the models were fitted
 * @param budget alerts a day of the time to detect
 * @param attacks scored rows that are labelled
 * @param incidents runs of labelled days, see {@link Backtest}
 * @param labelsMatched distinct labels that have a scored row
 * @param labelsEarlier distinct labels of days before the first scored one, which play no part
 * @param labelsUnmatched distinct labels of later days that have no row, in their order
 * @param chanceRecall by alerts a day, the share of the attacks that somebody finds who looks at rows drawn at random
 * @param possibleRecall by alerts a day, the share of the attacks that a perfect ranking finds: less than 1 if some day has more
 *     attacks than alerts
 * @param modes in the order of the options
 */
public record BacktestResult(
        DayRange scored,
        int dayCount,
        int rowCount,
        int actorCount,
        int fits,
        int budget,
        int attacks,
        int incidents,
        int labelsMatched,
        int labelsEarlier,
        List<AttackLabel> labelsUnmatched,
        SortedMap<Integer, Double> chanceRecall,
        SortedMap<Integer, Double> possibleRecall,
        List<ModeResult> modes) {

    public BacktestResult {
        Objects.requireNonNull(scored, "scored");
        labelsUnmatched = List.copyOf(labelsUnmatched);
        chanceRecall = Collections.unmodifiableSortedMap(new TreeMap<>(chanceRecall));
        possibleRecall = Collections.unmodifiableSortedMap(new TreeMap<>(possibleRecall));
        modes = List.copyOf(modes);
    }

    /**
     * Returns what one mode found.
     *
     * @param mode one of those that were compared
     * @return its numbers
     * @throws IllegalArgumentException if it was not compared
     */
    public ModeResult of(BacktestMode mode) {
        return modes.stream()
                .filter(result -> result.mode() == mode)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(mode.id() + " was not part of this backtest"));
    }
}
