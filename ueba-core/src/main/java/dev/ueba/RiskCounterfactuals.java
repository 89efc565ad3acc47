package dev.ueba;

import dev.ueba.explain.RowExplainer;
import dev.ueba.feature.FeatureTable;
import dev.ueba.feature.FeatureTableBuilder;
import java.util.OptionalDouble;

/** Looks for the largest smaller count of one feature with which a row would not be an alert. */
final class RiskCounterfactuals {

    /*
     * Everything is done again for each count that is tried, as if it had been in the table: novelty and its calibration as of that
     * day, deviations from the actor's past, the forest's score and its rarity, the actor's most unusual count, and the choice of the
     * day's alerts among all rows. What the row did to later days is not looked at.
     *
     * The count is found by bisection between 0 and the row's own, so at the answer the row is no alert, and at one more it is. The
     * risk grows with a count but for what the forest adds, which may fall: if it did, a still larger count could exist.
     */

    /** Up to here a double tells whole numbers apart. */
    private static final double LARGEST = 0x1p53;

    private final FeatureTable base;
    private final RowExplainer rows;

    RiskCounterfactuals(FeatureTable base, RowExplainer rows) {
        this.base = base;
        this.rows = rows;
    }

    /**
     * Returns the count; empty if there is none.
     *
     * @param baseRow the alert in the base table
     * @param dayRow the same among the rows of its day
     * @param scoredRow the same among the results
     * @param feature position among the base features
     */
    OptionalDouble find(int baseRow, int dayRow, int scoredRow, int feature, WhatIf whatIf) {
        double value = base.value(baseRow, feature);
        if (!(value > 0.0 && value < LARGEST) || isAlertAt(0, baseRow, dayRow, scoredRow, feature, whatIf)) {
            return OptionalDouble.empty();
        }
        long none = 0;
        long alert = (long) Math.ceil(value);
        while (alert - none > 1) {
            long middle = (none + alert) >>> 1;
            if (isAlertAt(middle, baseRow, dayRow, scoredRow, feature, whatIf)) {
                alert = middle;
            } else {
                none = middle;
            }
        }
        return OptionalDouble.of((double) none);
    }

    private boolean isAlertAt(long whole, int baseRow, int dayRow, int scoredRow, int feature, WhatIf whatIf) {
        double count = (double) whole;
        double[] values = new double[base.featureCount()];
        for (int column = 0; column < values.length; column++) {
            values[column] = column == feature ? count : base.value(baseRow, column);
        }
        FeatureTableBuilder changed = new FeatureTableBuilder(base.schema());
        changed.addRow(base.actor(baseRow), base.epochDay(baseRow), values);
        return whatIf.isAlert(dayRow, changed.build(), rows.scoreWith(scoredRow, feature, count));
    }
}
