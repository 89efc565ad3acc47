package dev.ueba;

import dev.ueba.feature.FeatureTable;

/** Answers what would have become of a row of a day if only that row had been different. */
interface WhatIf {

    /**
     * Tells whether the row would still be an alert of its day.
     *
     * @param row of the day, from 0
     * @param changed the one row in its place, of the same actor and day
     * @param anomalyScore its score; not looked at if the day has no scores
     */
    boolean isAlert(int row, FeatureTable changed, double anomalyScore);
}
